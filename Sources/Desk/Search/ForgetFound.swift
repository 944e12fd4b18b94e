import Storage

extension Change {
    /// Takes a message out of the search, before its text is erased, with words that nobody else ever said.
    package func forgetFound(_ message: MessageID) throws {
        let messages = try all(
            """
            select m.found, m.kind, m.body, m.data, m.attachments, c.queue_id from message m join cases c on c.id = m.case_id
            where m.id = $1 and m.found > 0
            """, [.text(message.text)], Indexed.init(row:))
        try forget(messages)
        try run("update message set found = 0 where id = $1 and found > 0", [.text(message.text)])
    }

    /// A case's own entry, before it takes a new one: wholly, with the words that nobody else has.
    func forgetEntry(of item: CaseID, keeping kept: FoundWords) throws {
        let had =
            switch transaction.engine {
            case .sqlite: try FoundSQLite.removeEntry(of: item, transaction)
            case .postgres: try FoundPostgres.removeEntry(of: item, transaction)
            }
        try forgetUnused(Set(had.filter { !$0.hasPrefix(QueueMark.sign) }).subtracting(kept.words + kept.joined))
    }

    private func forget(_ messages: [Indexed]) throws {
        var words: Set<String> = []
        for message in messages.sorted(by: { $0.seq < $1.seq }) {
            let said = FoundWords(message.text)
            words.formUnion(said.words + said.joined)
            let fresh = try first("delete from message_fresh where seq = $1 returning was", [.integer(message.seq)]) { $0.text(0) }
            // Fresh and nothing else: the index never had it.
            if fresh == "" { continue }
            let mark = fresh ?? QueueMark.of(message.queue)
            let row = FoundRow(seq: message.seq, words: said, mark: mark)
            switch transaction.engine {
            case .sqlite: try FoundSQLite.remove(row, transaction)
            case .postgres: try FoundPostgres.remove(row, transaction)
            }
        }
        try forgetUnused(words)
    }

    private func forgetUnused(_ words: Set<String>) throws {
        for word in words.sorted() {
            let isUnused =
                switch transaction.engine {
                case .sqlite: try FoundSQLite.isUnused(word, transaction)
                case .postgres: try FoundPostgres.isUnused(word, transaction)
                }
            if isUnused { try run("delete from found_word where word = $1", [.text(word)]) }
        }
    }
}

/// A message that the search knows, as far as that goes.
private struct Indexed {
    let seq: Int64
    let text: String
    let queue: QueueID

    init(row: borrowing Row) throws {
        seq = row.int(0)
        text = try FoundText.of(
            kind: MessageKind(rawValue: row.text(1)) ?? .unsupported, body: row.text(2), data: row.text(3), attachments: row.text(4))
        queue = ID(row.text(5))
    }
}
