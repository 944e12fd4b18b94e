import Storage

extension Desk {
    /// Keeps what is being written; an empty one is deleted. The person's other screens get `draft.changed`.
    /// Throws `case.not_found`, `message.too_long`, `request.invalid`.
    package func saveDraft(_ reference: CaseReference, kind: Draft.Kind, text: String, attachments: [AttachmentID] = [], by viewer: Viewer)
        async throws
        -> Draft?
    {
        try viewer.require(.write)
        let most = kind == .form ? Draft.longestForm : OutgoingMessage.longestText
        guard text.count <= most else {
            throw DeskError("message.too_long", "El borrador pasa de \(most) caracteres; divídelo en dos.", field: "text")
        }
        var check = FieldCheck()
        if kind == .form { check.formDraft(text) }
        if text.utf8.contains(0) { check.fault("text", "text.control", "El texto tiene un carácter nulo; quítalo.") }
        if attachments.count > 10 { check.fault("attachments", "attachments.count", "Un borrador lleva como máximo 10 adjuntos.") }
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            let item = try change.transaction.readableCase(reference, for: viewer)
            guard !text.isEmpty || !attachments.isEmpty else {
                try change.deleteDrafts(of: viewer.id, in: item.id, kind: kind)
                return kind == .form ? nil : try change.transaction.draft(of: viewer.id, in: item.id)
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
            return kind == .form
                ? try change.tellFormDraft(of: viewer.id, in: item.id) : try change.tellDraft(of: viewer.id, in: item.id)
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
    /// Also after sending: what was written is no draft any more. Without a kind: reply and note.
    func deleteDrafts(of user: UserID, in item: CaseID, kind: Draft.Kind? = nil) throws {
        let gone = try all(
            "delete from draft where user_id = $1 and case_id = $2 and (kind = $3 or (cast($3 as text) = '' and kind <> 'form')) returning kind",
            [.text(user.text), .text(item.text), .text(kind?.rawValue ?? "")]
        ) { $0.text(0) }
        guard !gone.isEmpty else { return }
        _ = kind == .form ? try tellFormDraft(of: user, in: item) : try tellDraft(of: user, in: item)
    }

    fileprivate func tellDraft(of user: UserID, in item: CaseID) throws -> Draft? {
        tell("draft.changed", try transaction.draft(of: user, in: item), of: user, in: item)
    }

    fileprivate func tellFormDraft(of user: UserID, in item: CaseID) throws -> Draft? {
        tell("formDraft.changed", try transaction.draft(of: user, in: item, kind: .form), of: user, in: item)
    }

    private func tell(_ kind: String, _ draft: Draft?, of user: UserID, in item: CaseID) -> Draft? {
        var json = JSONText()
        json.object { json in
            json.field("case", item)
            json.key("draft")
            if let draft { draft.write(to: &json) } else { json.null() }
        }
        announce(.about(kind, to: user, data: json.text))
        return draft
    }
}

extension Draft {
    /// Characters of a form that is being filled in.
    static let longestForm = 60_000
}

extension FieldCheck {
    /// What the desk keeps of a form that is being filled in; nothing at all deletes it.
    fileprivate mutating func formDraft(_ text: String) {
        guard !text.isEmpty else { return }
        if let draft = try? JSONParser.parse(Array(text.utf8)), case .object = draft["values"] { return }
        fault("text", "draft.malformed", "El borrador de un formulario es un JSON con «values».")
    }
}
