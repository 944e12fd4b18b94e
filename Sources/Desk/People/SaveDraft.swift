import Storage

extension Desk {
    /// Keeps what is being written; an empty one is deleted. The person's other screens get `draft.changed`.
    /// Throws `case.not_found`, `message.too_long`, `request.invalid`.
    package func saveDraft(_ reference: CaseReference, kind: Draft.Kind, text: String, attachments: [AttachmentID] = [], by viewer: Viewer)
        async throws
        -> Draft?
    {
        try viewer.require(.write)
        guard text.count <= OutgoingMessage.longestText else {
            throw DeskError(
                "message.too_long", "El borrador pasa de \(OutgoingMessage.longestText) caracteres; divídelo en dos.", field: "text")
        }
        var check = FieldCheck()
        if text.utf8.contains(0) { check.fault("text", "text.control", "El texto tiene un carácter nulo; quítalo.") }
        if attachments.count > 10 { check.fault("attachments", "attachments.count", "Un borrador lleva como máximo 10 adjuntos.") }
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            let item = try change.transaction.readableCase(reference, for: viewer)
            guard !text.isEmpty || !attachments.isEmpty else {
                try change.deleteDrafts(of: viewer.id, in: item.id, kind: kind)
                return try change.transaction.draft(of: viewer.id, in: item.id)
            }
            var ids = JSONText()
            ids.array(attachments) { $0.string($1.text) }
            try change.run(
                """
                insert into draft (user_id, case_id, kind, body, attachments, updated_at) values ($1, $2, $3, $4, $5, $6)
                on conflict (user_id, case_id, kind) do update
                    set body = excluded.body, attachments = excluded.attachments, updated_at = excluded.updated_at
                """,
                [.text(viewer.id.text), .text(item.id.text), .text(kind.rawValue), .text(text), .text(ids.text), .integer(change.now)])
            return try change.tellDraft(of: viewer.id, in: item.id)
        }
    }

    /// Throws `case.not_found`; deleting none is fine.
    package func deleteDraft(_ reference: CaseReference, kind: Draft.Kind? = nil, by viewer: Viewer) async throws {
        try viewer.require(.write)
        try await write(by: .staff(viewer)) { change in
            let item = try change.transaction.readableCase(reference, for: viewer)
            try change.deleteDrafts(of: viewer.id, in: item.id, kind: kind)
        }
    }
}

extension Change {
    /// Also after sending: what was written is no draft any more.
    func deleteDrafts(of user: UserID, in item: CaseID, kind: Draft.Kind? = nil) throws {
        let gone = try all(
            "delete from draft where user_id = $1 and case_id = $2 and (cast($3 as text) = '' or kind = $3) returning kind",
            [.text(user.text), .text(item.text), .text(kind?.rawValue ?? "")]
        ) { $0.text(0) }
        if !gone.isEmpty { try tellDraft(of: user, in: item) }
    }

    @discardableResult
    fileprivate func tellDraft(of user: UserID, in item: CaseID) throws -> Draft? {
        let draft = try transaction.draft(of: user, in: item)
        var json = JSONText()
        json.object { json in
            json.field("case", item)
            json.key("draft")
            if let draft { draft.write(to: &json) } else { json.null() }
        }
        announce(.about("draft.changed", to: user, data: json.text))
        return draft
    }
}
