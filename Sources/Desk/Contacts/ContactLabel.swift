import Storage

/// A contact's label (característica), one for the whole organisation: who they are to us, not what a case is about.
package struct ContactLabel: Sendable, Equatable {
    package let id: ContactLabelID
    package let name: String
    /// `#rrggbb`, or empty.
    package let color: String
    package let archivedAt: Int64

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("name", name)
            json.field("color", color.isEmpty ? nil : color)
            json.field("archivedAt", time: archivedAt)
        }
    }

    static let columns = "id, name, color, archived_at"
    init(row: borrowing Row) {
        id = ID(row.text(0))
        name = row.text(1)
        color = row.text(2)
        archivedAt = row.int(3)
    }
    static func find(_ id: ContactLabelID, _ transaction: any Transaction) throws -> ContactLabel? {
        try transaction.first("select \(columns) from contact_label where id = $1", [.text(id.text)]) { ContactLabel(row: $0) }
    }
}

extension Desk {
    package func contactLabels(for viewer: Viewer) async throws -> [ContactLabel] {
        try viewer.require(.read)
        return try await read {
            try $0.all("select \(ContactLabel.columns) from contact_label order by folded, id", []) { ContactLabel(row: $0) }
        }
    }
}
