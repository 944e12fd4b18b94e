import Desk
import Hummingbird

extension DeskServer {
    /// Who comes first, and who is attended by nobody.
    var contactMarkRoutes: [Route] {
        [
            .staff(.put, "/api/v1/contacts/{id}/vip") { call, me in
                try await call.emptyBody()
                let contact = try await desk.markVIP(try call.id(noun: "contact"), true, by: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.delete, "/api/v1/contacts/{id}/vip") { call, me in
                let contact = try await desk.markVIP(try call.id(noun: "contact"), false, by: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.put, "/api/v1/contacts/{id}/block") { call, me in
                let reason = try await call.optionalBody { try $0.optionalText("reason", longest: 1000) }
                let contact = try await desk.blockContact(try call.id(noun: "contact"), reason: reason ?? "", by: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.delete, "/api/v1/contacts/{id}/block") { call, me in
                let contact = try await desk.unblockContact(try call.id(noun: "contact"), by: me)
                return .json { contact.write(to: &$0) }
            },
        ]
    }
}
