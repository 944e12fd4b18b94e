import Desk
import Hummingbird

/// Outcome forms, which everybody on the staff reads and administrators change, and what is answered with them.
extension DeskServer {
    var formRoutes: [Route] {
        [
            .staff(.get, "/api/v1/forms", query: ["campaign"]) { call, me in
                let campaign: CampaignID? = try call.query.one("campaign").map { try ID(parsing: $0, field: "campaign") }
                return .list(try await desk.forms(of: campaign, for: me)) { $1.write(to: &$0) }
            },
            .staff(.get, "/api/v1/forms/{campaign}/{version}") { call, me in
                guard let version = Int64(try call.parameter("version")) else { throw DeskError.noRoute }
                let form = try await desk.form(of: try call.id("campaign", noun: "campaign"), version: version, for: me)
                return .json { form.write(to: &$0) }
            },
            .staff(.put, "/api/v1/forms/{campaign}", needs: .admin) { call, me in
                let campaign: CampaignID = try call.id("campaign", noun: "campaign")
                let new = try await call.body { fields in
                    NewForm(
                        version: try fields.optionalInteger("version") ?? 0, name: try fields.text("name"),
                        fields: try fields.value("fields"))
                }
                let form = try await desk.saveForm(new, of: campaign, by: .staff(me))
                return .json(.created) { form.write(to: &$0) }
            },
            .staff(.get, "/api/v1/cases/{case}/dispositions") { call, me in
                .json(try await desk.dispositions(of: try call.caseReference, for: me))
            },
            .staff(.put, "/api/v1/cases/{case}/dispositions/{disposition}") { call, me in
                let id: DispositionID = try call.newID("disposition")
                let (new, resolves) = try await call.body { (try NewDisposition(id: id, &$0), try $0.optionalBool("resolve")) }
                let done = try await desk.classify(try call.caseReference, new, resolves: resolves ?? true, by: me)
                return .json(done.created ? .created : .ok) { json in
                    json.object { json in
                        json.key("disposition")
                        done.disposition.write(to: &json)
                        json.key("case")
                        done.item.writeCard(to: &json, sight: done.item.audience.sight(of: me))
                    }
                }
            },
        ]
    }
}

extension NewDisposition {
    /// `{formVersion, values, code?}`, beside the id in the path.
    init(id: DispositionID, _ fields: inout Fields) throws {
        guard let version = try fields.optionalInteger("formVersion") else { throw fields.missing("formVersion") }
        let values = try fields.value("values")
        guard case .object(let members) = values else {
            throw fields.wrong("values", "type", "«values» debe ser un objeto: la respuesta de cada campo por su id.")
        }
        self.init(id: id, formVersion: version, values: members, code: try fields.optionalChoice("code"))
    }

    /// The same with its id, as a part of another request.
    init(_ fields: inout Fields) throws {
        try self.init(id: fields.id("id"), &fields)
    }
}
