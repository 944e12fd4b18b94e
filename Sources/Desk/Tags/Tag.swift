import Storage

/// A case label (etiqueta), one for the whole organisation.
package struct Tag: Sendable, Equatable {
    package let id: TagID
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
    static func find(_ id: TagID, _ transaction: any Transaction) throws -> Tag? {
        try transaction.first("select \(columns) from tag where id = $1", [.text(id.text)]) { Tag(row: $0) }
    }
    static func all(_ transaction: any Transaction) throws -> [Tag] {
        try transaction.all("select \(columns) from tag order by folded, id", []) { Tag(row: $0) }
    }
}

extension Desk {
    package func tags(for viewer: Viewer) async throws -> [Tag] {
        try viewer.require(.read)
        return try await read { try Tag.all($0) }
    }
}
