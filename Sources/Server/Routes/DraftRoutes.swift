import Desk
import Hummingbird

extension DeskServer {
    var draftRoutes: [Route] {
        [
            .staff(.get, "/api/v1/cases/{case}/draft", query: ["kind"]) { call, me in
                let kind: Draft.Kind? = try call.query.one("kind").map { try Draft.Kind(choosing: $0, for: "kind") }
                return answer(try await desk.draft(try call.caseReference, kind: kind, for: me))
            },
            .staff(.put, "/api/v1/cases/{case}/draft") { call, me in
                let (kind, text, files) = try await call.body { fields in
                    (
                        try fields.choice("kind", of: Draft.Kind.self), try fields.text("text", longest: 100_000),
                        try fields.optionalIDs("attachments", as: AttachmentTag.self, most: 20) ?? []
                    )
                }
                return answer(try await desk.saveDraft(try call.caseReference, kind: kind, text: text, attachments: files, by: me))
            },
            .staff(.delete, "/api/v1/cases/{case}/draft", query: ["kind"]) { call, me in
                let kind: Draft.Kind? = try call.query.one("kind").map { try Draft.Kind(choosing: $0, for: "kind") }
                try await desk.deleteDraft(try call.caseReference, kind: kind, by: me)
                return .noContent
            },
        ]
    }

    private func answer(_ draft: Draft?) -> Response {
        .json { json in
            if let draft { draft.write(to: &json) } else { json.null() }
        }
    }
}
