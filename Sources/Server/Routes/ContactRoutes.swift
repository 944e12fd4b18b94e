import Desk
import Hummingbird

extension DeskServer {
    var contactRoutes: [Route] {
        [
            .staff(.get, "/api/v1/contacts", query: ["q", "cursor", "limit"]) { call, me in
                let page = try await desk.contacts(
                    q: try call.query.one("q"), cursor: try call.query.one("cursor"), limit: try call.query.limit(), for: me)
                return .json { json in
                    json.object { json in
                        json.key("items")
                        json.array(page.items) { $1.write(to: &$0) }
                        json.field("next", page.next)
                    }
                }
            },
            .staff(.put, "/api/v1/contacts/{id}") { call, me in
                let id: ContactID = try call.newID()
                let new = try await call.body { fields in
                    NewContact(
                        id: id, name: try fields.text("name", longest: 1000), code: try fields.optionalText("code", longest: 1000),
                        notes: try fields.optionalText("notes", longest: 20_000) ?? "", point: try fields.optionalID("point"))
                }
                let (isNew, contact) = try await desk.addContact(new, by: me)
                return .json(isNew ? .created : .ok) { contact.write(to: &$0) }
            },
            .staff(.get, "/api/v1/contacts/{id}") { call, me in
                let contact = try await desk.contact(try call.id(noun: "contact"), for: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.patch, "/api/v1/contacts/{id}") { call, me in
                let id: ContactID = try call.id(noun: "contact")
                let changes = try await call.body { try ContactChanges(&$0) }
                let contact = try await desk.updateContact(id, changes, by: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.get, "/api/v1/contacts/{id}/cases", query: ["cursor", "limit"]) { call, me in
                let contact = try await desk.contact(try call.id(noun: "contact"), for: me)
                var query = CaseQuery()
                query.contact = contact.id
                query.cursor = try call.query.one("cursor")
                query.limit = try call.query.limit()
                return .json(try await desk.cases(query, for: me))
            },
        ]
    }
}

extension ContactChanges {
    /// A code or a note that is null is taken away.
    fileprivate init(_ fields: inout Fields) throws {
        self.init(
            name: try fields.optionalText("name", longest: 1000), code: try fields.patchedText("code", longest: 1000).map { $0 ?? "" },
            notes: try fields.patchedText("notes", longest: 20_000).map { $0 ?? "" })
    }
}
