import Storage

extension Desk {
    package func bulk(_ id: BulkID, for viewer: Viewer) async throws -> Bulk {
        try await read { try $0.bulk(id, of: viewer) }
    }

    /// The viewer's own, newest first.
    package func bulks(cursor: String?, limit: Int, for viewer: Viewer) async throws -> [UInt8] {
        let place = try cursor.map { try BulkCursor($0) }
        return try await read { transaction in
            let found = try transaction.all(
                """
                select \(Bulk.columns) from bulk where author = $1 and (created_at, id) < ($2, $3) order by created_at desc, id desc limit $4
                """,
                [.text(viewer.id.text), .integer(place?.at ?? .max), .text(place?.id ?? ""), .integer(Int64(limit))]
            ) { Bulk(row: $0) }
            var json = JSONText(capacity: 8 * 1024)
            json.openList()
            for bulk in found { try bulk.write(to: &json) }
            json.closeList(next: found.count == limit ? found.last.map { "\($0.createdAt).\($0.id)" } : nil)
            return json.bytes
        }
    }

    /// What came of each case, in the order in which they are taken. Throws `bulk.not_found`.
    package func bulkResults(_ id: BulkID, state: BulkItemState?, cursor: String?, limit: Int, for viewer: Viewer) async throws -> [UInt8] {
        guard let place = cursor.map({ Int64($0) }) ?? -1 else { throw DeskError.malformedCursor }
        return try await read { transaction in
            _ = try transaction.bulk(id, of: viewer)
            let states = state.map { "and state = '\($0.rawValue)'" } ?? ""
            var json = JSONText(capacity: 16 * 1024)
            var last: Int64?, count = 0
            json.openList()
            try transaction.each(
                """
                select place, key, case_id, number, state, code, detail from bulk_item where bulk_id = $1 \(states) and place > $2
                order by place limit $3
                """, [.text(id.text), .integer(place), .integer(Int64(limit))]
            ) { row in
                let key = row.text(1), number = row.int(3), code = row.text(5)
                json.object { json in
                    json.field("case", UUIDText.isValid(key) ? key : nil)
                    json.key("number")
                    if number > 0 { json.integer(number) } else { json.null() }
                    json.field("state", row.text(4))
                    json.field("code", code.isEmpty ? nil : code)
                    json.field("detail", code.isEmpty ? nil : row.text(6))
                }
                last = row.int(0)
                count += 1
            }
            json.closeList(next: count == limit ? last.map { "\($0)" } : nil)
            return json.bytes
        }
    }
}

package enum BulkItemState: String, Sendable, CaseIterable { case waiting, done, failed }

private struct BulkCursor {
    let at: Int64
    let id: String

    init(_ text: String) throws {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let at = Int64(parts[0]), UUIDText.isValid(String(parts[1])) else { throw DeskError.malformedCursor }
        self.at = at
        id = String(parts[1])
    }
}
