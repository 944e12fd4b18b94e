import Storage

extension Desk {
    /// A step through what is older than the search, the newest first: messages, then cases. True while there is more. On several nodes each step is one's.
    package func indexBacklog() async throws -> Bool {
        guard let mark = try await read({ try $0.backlog() }) else { return false }
        let parts = mark.split(separator: " ").map(String.init)
        try await writeIfDue { change in
            // Whoever changes this row does the step: another node waits here, and then finds nothing to do.
            let isOurs = try change.first(
                "update setting set value = value where name = 'search.backlog' and value = $1 returning 1", [.text(mark)]
            ) { $0.int(0) }
            guard isOurs != nil, parts.count == 3 else { throw NothingDue() }
            let next = parts[0] == "messages" ? try change.indexMessages(before: parts[1]) : try change.indexCases(before: parts[1])
            if let next {
                try change.run("update setting set value = $1 where name = 'search.backlog'", [.text("\(next) -")])
            } else {
                try change.run("delete from setting where name in ('search.backlog', 'search.left')")
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

extension Change {
    private static let chunk: Int64 = 256

    fileprivate func indexMessages(before: String) throws -> String? {
        let lock = transaction.engine == .postgres ? FoundPostgres.heldCase : ""
        let older = try all(
            """
            select m.id, m.found, m.kind, m.body, m.data, m.attachments, c.queue_id from message m join cases c on c.id = m.case_id
            where m.id < $1 order by m.id desc limit \(Self.chunk)\(lock)
            """, [.text(before)]
        ) { row in
            (
                id: row.text(0), found: row.int(1),
                text: try FoundText.of(
                    kind: MessageKind(rawValue: row.text(2)) ?? .unsupported, body: row.text(3), data: row.text(4), attachments: row.text(5)
                ),
                queue: QueueID(row.text(6))
            )
        }
        var left = try left()
        var rows: [FoundRow] = []
        for message in older where message.found == 0 {
            let words = FoundWords(message.text)
            guard !words.isEmpty, left > 0 else { continue }
            try run("update message set found = $2 where id = $1", [.text(message.id), .integer(left)])
            rows.append(FoundRow(seq: left, words: words, mark: QueueMark.of(message.queue)))
            left -= 1
        }
        try add(rows)
        try keep(left)
        return older.last.map { "messages \($0.id)" } ?? "cases \(Int64.max)"
    }

    fileprivate func indexCases(before: String) throws -> String? {
        let lock = transaction.engine == .postgres ? FoundPostgres.heldCase : ""
        let older = try all(
            "select \(Case.columns) from \(Case.tables) where c.number < $1 and c.found = 0 order by c.number desc limit \(Self.chunk)\(lock)",
            [.integer(Int64(before) ?? 0)], Case.init(row:))
        var left = try left()
        var rows: [FoundRow] = []
        for item in older where left > 0 {
            try run("update cases set found = $2 where id = $1", [.text(item.id.text), .integer(left)])
            let words = CaseWords.of(item, tags: item.tags == "[]" ? [] : try transaction.names(ofTags: item.tags))
            rows.append(FoundRow(seq: left, words: words, mark: QueueMark.of(item.queue)))
            left -= 1
        }
        try add(rows)
        try keepEntries(rows)
        try keep(left)
        return older.last.map { "cases \($0.number)" }
    }

    /// The next number down of those that are kept for what is old.
    private func left() throws -> Int64 {
        try first("select cast(value as bigint) from setting where name = 'search.left'", []) { $0.int(0) } ?? 0
    }
    private func keep(_ left: Int64) throws { try run("update setting set value = $1 where name = 'search.left'", [.text("\(left)")]) }
}

extension Storage.Transaction {
    /// Nil when everything there is can be found.
    func backlog() throws -> String? { try first("select value from setting where name = 'search.backlog'") { $0.text(0) } }
}
