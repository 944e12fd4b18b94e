import Storage

extension Desk {
    private static let chunk: Int64 = 256

    /// A step through messages that are older than the search, the newest first; true while there are more. On several nodes each step is one node's.
    package func indexBacklog() async throws -> Bool {
        guard let text = try await read({ try $0.backlog() }) else { return false }
        let parts = text.split(separator: " ")
        guard parts.count == 2, let left = Int64(parts[1]) else {
            throw DeskError("search.backlog", "La marca de la búsqueda no se entiende: \(text).")
        }
        let before = String(parts[0])
        try await writeIfDue { change in
            // Whoever changes this row does the step: another node waits here, and then finds nothing to do.
            let isOurs = try change.first(
                "update setting set value = value where name = 'search.backlog' and value = $1 returning 1", [.text(text)]
            ) { $0.int(0) }
            guard isOurs != nil else { throw NothingDue() }
            let lock = change.transaction.engine == .postgres ? FoundPostgres.heldCase : ""
            let older = try change.all(
                """
                select m.id, m.found, m.kind, m.body, m.data, m.attachments, c.queue_id from message m join cases c on c.id = m.case_id
                where m.id < $1 order by m.id desc limit \(Self.chunk)\(lock)
                """, [.text(before)]
            ) { row in
                (
                    id: row.text(0), found: row.int(1),
                    text: FoundText.of(
                        kind: MessageKind(rawValue: row.text(2)) ?? .unsupported, body: row.text(3), data: row.text(4),
                        attachments: row.text(5)),
                    queue: QueueID(row.text(6))
                )
            }
            var seq = left
            var rows: [FoundRow] = []
            for message in older where message.found == 0 {
                let words = FoundWords(message.text)
                guard !words.isEmpty, seq > 0 else { continue }
                try change.run("update message set found = $2 where id = $1", [.text(message.id), .integer(seq)])
                rows.append(FoundRow(seq: seq, words: words, mark: QueueMark.of(message.queue)))
                seq -= 1
            }
            try change.add(rows)
            if let last = older.last {
                try change.run("update setting set value = $1 where name = 'search.backlog'", [.text("\(last.id) \(seq)")])
            } else {
                try change.run("delete from setting where name = 'search.backlog'")
            }
        }
        return true
    }

    /// The timer's look: what is fresh and much, then some of what is old.
    func keepIndex() async throws -> Int64? {
        try await foldFresh()
        return try await indexBacklog() ? now() + 20 : nil
    }
}

extension Storage.Transaction {
    /// Nil when every message there is can be found.
    func backlog() throws -> String? { try first("select value from setting where name = 'search.backlog'") { $0.text(0) } }
}
