import Desk
import Hummingbird

extension DeskServer {
    var contactMergeRoutes: [Route] {
        [
            .staff(.get, "/api/v1/contacts/duplicates", query: ["cursor"]) { call, me in
                let page = try await desk.duplicatePairs(cursor: try call.query.one("cursor"), for: me)
                return .json { json in
                    json.object { json in
                        json.key("items")
                        json.array(page.pairs) { $1.write(to: &$0) }
                        json.field("next", page.next)
                    }
                }
            },
            .staff(.get, "/api/v1/contacts/{id}/duplicates") { call, me in
                .list(try await desk.duplicates(of: try call.id(noun: "contact"), for: me)) { $1.write(to: &$0) }
            },
            .staff(.get, "/api/v1/contacts/{id}/merge-preview", query: ["with"]) { call, me in
                guard let with = try call.query.one("with") else {
                    throw DeskError.invalid("with", "required", "Falta «with»: el contacto con el que se uniría.")
                }
                let request = MergeRequest(other: try ID(parsing: with, field: "with"))
                return .json(try await desk.previewMerge(try call.id(noun: "contact"), request, for: me))
            },
            .staff(.post, "/api/v1/contacts/{id}/merge", query: ["preview"]) { call, me in
                let request = try await call.body { fields in
                    let chosen = try fields.optionalMembers("choose", most: 150) ?? [:]
                    return MergeRequest(
                        other: try fields.id("with"), choose: try chosen.mapValues { try Self.choice($0) },
                        version: try fields.optionalInteger("version"))
                }
                if try call.query.bool("preview") == true {
                    return .json(try await desk.previewMerge(try call.id(noun: "contact"), request, for: me))
                }
                let merged = try await desk.mergeContacts(try call.id(noun: "contact"), request, by: me)
                return .json { merged.write(to: &$0) }
            },
            .staff(.get, "/api/v1/contacts/{id}/merges") { call, me in
                .list(try await desk.merges(of: try call.id(noun: "contact"), for: me)) { json, merge in
                    json.object { json in
                        json.field("id", merge.id)
                        json.field("gone", merge.gone)
                        json.field("name", merge.name)
                        json.field("at", time: merge.at)
                        json.field("until", time: merge.until)
                    }
                }
            },
            .staff(.delete, "/api/v1/contacts/{id}/merge/{merge}") { call, me in
                let undone = try await desk.undoMerge(try call.id("merge", noun: "merge"), of: try call.id(noun: "contact"), by: me)
                return .json { undone.write(to: &$0) }
            },
        ]
    }

    private static func choice(_ value: JSONValue) throws -> String {
        guard case .string(let text) = value else {
            throw DeskError.invalid("choose", "type", "«choose» dice de cada campo kept u other.")
        }
        return text
    }
}
