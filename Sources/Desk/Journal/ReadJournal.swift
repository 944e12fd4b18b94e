import Storage

extension Desk {
    /// A page of one line's deliveries, newest first. `state` nil means all of them.
    package func journal(of account: AccountID, state: JournalState?, cursor: String?, limit: Int, for viewer: Viewer) async throws
        -> [UInt8]
    {
        try Author.staff(viewer).requireAdministrator()
        let before = try cursor.map { try JournalCursor(text: $0) }
        return try await read { transaction in
            var arguments: [SQLValue] = [
                .text(account.text), .integer(before?.at ?? .max), .text(before?.id ?? "~"), .integer(Int64(limit)),
            ]
            if let state { arguments.append(.text(state.rawValue)) }
            let entries = try transaction.all(
                """
                select \(JournalEntry.columns) from journal j where j.account_id = $1 and (j.at, j.id) < ($2, $3)
                    \(state == nil ? "" : "and j.state = $5") order by j.at desc, j.id desc limit $4
                """, arguments
            ) { JournalEntry(row: $0) }
            var json = JSONText(capacity: 4096)
            json.object { json in
                json.key("items")
                json.array(entries) { $1.write(to: &$0) }
                json.field("next", entries.count == limit ? entries.last.map { "\($0.at).\($0.id)" } : nil)
            }
            return json.bytes
        }
    }

    /// One delivery with its body: it holds what customers wrote, so that opening it is on record.
    package func journalEntry(_ id: String, of account: AccountID, by viewer: Viewer) async throws -> JournalEntry {
        try Author.staff(viewer).requireAdministrator()
        guard let entry = try await read({ try JournalEntry.find(id, of: account, $0) }) else { throw DeskError.noJournal }
        try await audit("journal.opened", target: id, by: viewer)
        return entry
    }
}

private struct JournalCursor {
    let at: Int64
    let id: String
    init(text: String) throws {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let at = Int64(parts[0]), UUIDText.isValid(String(parts[1])) else {
            throw DeskError.malformedCursor
        }
        self.at = at
        id = String(parts[1])
    }
}
