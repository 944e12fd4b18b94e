import FoundationEssentials
import Storage

/// What somebody began to write in a case and has not sent: theirs alone, the same on all their screens.
package struct Draft: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// `form`: answers to the campaign's form, as JSON `{campaign, formVersion, values, code?}`.
        case text, note, form
    }
    package let kind: Kind
    package let text: String
    package let attachments: [AttachmentID]
    package let updatedAt: Int64

    package init(kind: Kind, text: String, attachments: [AttachmentID], updatedAt: Int64) {
        self.kind = kind
        self.text = text
        self.attachments = attachments
        self.updatedAt = updatedAt
    }

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("kind", kind.rawValue)
            json.field("text", text)
            json.key("attachments")
            json.array(attachments) { $0.string($1.text) }
            json.field("updatedAt", time: updatedAt)
        }
    }

    static let columns = "kind, body, attachments, updated_at"
    init(row: borrowing Row) throws {
        kind = Kind(rawValue: row.text(0)) ?? .text
        text = row.text(1)
        attachments = try JSONDecoder().decode([String].self, from: Data(row.text(2).utf8)).map { AttachmentID($0) }
        updatedAt = row.int(3)
    }
}

extension Storage.Transaction {
    /// The newest of a person's reply and note in a case.
    func draft(of user: UserID, in item: CaseID) throws -> Draft? {
        try first(
            "select \(Draft.columns) from draft where user_id = $1 and case_id = $2 and kind <> 'form' order by updated_at desc, kind limit 1",
            [.text(user.text), .text(item.text)], Draft.init(row:))
    }

    func draft(of user: UserID, in item: CaseID, kind: Draft.Kind) throws -> Draft? {
        try first(
            "select \(Draft.columns) from draft where user_id = $1 and case_id = $2 and kind = $3",
            [.text(user.text), .text(item.text), .text(kind.rawValue)], Draft.init(row:))
    }

    func writeDraft(of viewer: Viewer, in item: CaseID, to json: inout JSONText) throws {
        if let draft = try draft(of: viewer.id, in: item) { draft.write(to: &json) } else { json.null() }
    }
}

extension Desk {
    /// Nil when there is none. Throws `case.not_found`.
    /// Without a kind the newest of reply and note.
    package func draft(_ reference: CaseReference, kind: Draft.Kind? = nil, for viewer: Viewer) async throws -> Draft? {
        try viewer.require(.read)
        return try await read { transaction in
            let item = try transaction.readableCase(reference, for: viewer)
            if let kind { return try transaction.draft(of: viewer.id, in: item.id, kind: kind) }
            return try transaction.draft(of: viewer.id, in: item.id)
        }
    }
}
