import Desk
import Hummingbird

extension DeskServer {
    var transferRoutes: [Route] {
        [
            .staff(.get, "/api/v1/transfer-targets", query: ["case"]) { call, me in
                let name = "case"
                guard let text = try call.query.one(name) else { throw DeskError.invalid(name, "required", "Falta «\(name)».") }
                return .json(try await desk.transferTargets(of: try CaseReference(parsing: text), for: me))
            },
            .staff(.get, "/api/v1/cases/{case}/transfers") { call, me in
                .json(try await desk.transfers(of: try call.caseReference, for: me))
            },
            .staff(.put, "/api/v1/cases/{case}/transfers/{transfer}") { call, me in
                let id: ID<NewTransfer> = try call.newID("transfer")
                let new = try await call.body { fields in
                    NewTransfer(
                        id: id.text, campaign: try fields.id("campaign"), queue: try fields.optionalID("queue"),
                        agent: try fields.optionalID("agent"), reason: try fields.optionalText("reason", longest: 1000) ?? "",
                        note: try fields.optionalText("note", longest: 20_000) ?? "")
                }
                return answer(try await desk.transfer(try call.caseReference, new, by: me), to: me)
            },
            .staff(.delete, "/api/v1/cases/{case}/transfers/{transfer}") { call, me in
                let id: ID<NewTransfer> = try call.newID("transfer")
                return answer(try await desk.undoTransfer(try call.caseReference, id.text, by: me), to: me)
            },
        ]
    }
}
