import Storage

/// A file as people see it: its name, what it says it is, and whose it is.
package struct Attachment: Sendable, Equatable {
    package let id: AttachmentID
    package let name: String
    package let type: String
    package let file: StoredFile
    /// An author's label.
    package let owner: String
    package let caseID: CaseID?
    package let state: String

    package var isInline: Bool { FileType.isInline(type) }
    package var servedType: String { FileType.served(type) }

    /// `url` is where the asker may fetch it.
    package func write(to json: inout JSONText, url: String) {
        json.object { json in
            json.field("id", id)
            json.field("name", name)
            json.field("type", type)
            json.field("size", file.size)
            json.field("url", url)
        }
    }

    static let columns = "a.id, a.name, a.type, a.sha256, a.size, a.owner, a.case_id, a.state"
    init(row: borrowing Row) {
        id = ID(row.text(0))
        name = row.text(1)
        type = row.text(2)
        file = StoredFile(sha256: row.text(3), size: row.int(4))
        owner = row.text(5)
        caseID = row.textOrNil(6).map { ID($0) }
        state = row.text(7)
    }

    static func find(_ id: AttachmentID, _ transaction: any Transaction) throws -> Attachment? {
        try transaction.first("select \(columns) from attachment a where a.id = $1", [.text(id.text)]) { Attachment(row: $0) }
    }
}

extension DeskError {
    static let noAttachment = DeskError("attachment.not_found", "No hay ningún archivo con ese identificador que puedas ver.")
}
