import Storage

extension Change {
    /// The number that the message written next takes in the index, as SQL. What it is found by follows by `index`.
    var nextFound: String { transaction.engine == .sqlite ? FoundSQLite.next : FoundPostgres.next }

    /// Right after the message that took `nextFound`: from this commit on it is found. The index takes it in later (`foldFresh`).
    func index(_ words: FoundWords, in queue: QueueID) throws {
        let last = transaction.engine == .sqlite ? FoundSQLite.last : FoundPostgres.last
        try transaction.post(
            "insert into message_fresh (seq, words) select \(last), $1", [.text(words.line(under: QueueMark.of(queue)))])
    }

    /// So many numbers in a row, for messages that are written many at a time with their column `found`; the first of them.
    package func reserveFound(_ count: Int) throws -> Int64 {
        switch transaction.engine {
        case .sqlite: try first("select \(FoundSQLite.next)", []) { $0.int(0) } ?? 1
        case .postgres: try first(FoundPostgres.reserve, [SQLValue(count)]) { $0.int(0) - Int64(count) + 1 } ?? 1
        }
    }

    /// Many messages at once, straight into the index: what they say by the numbers that they took, ascending. For loading.
    package func addFound(_ messages: [(seq: Int64, text: String, queue: QueueID)]) throws {
        try add(messages.map { FoundRow(seq: $0.seq, words: FoundWords($0.text), mark: QueueMark.of($0.queue)) })
    }

    /// The same of cases, by their own words.
    func addFound(_ cases: [(seq: Int64, words: FoundWords, queue: QueueID)]) throws {
        let rows = cases.map { FoundRow(seq: $0.seq, words: $0.words, mark: QueueMark.of($0.queue)) }
        try add(rows)
        try keepEntries(rows)
    }

    /// Of rows that the index took in, those that are cases' own: it must be told their words to let them go.
    func keepEntries(_ rows: [FoundRow]) throws {
        if transaction.engine == .sqlite { try FoundSQLite.keep(rows, transaction) }
    }

    func add(_ rows: [FoundRow]) throws {
        let rows = rows.filter { !$0.words.isEmpty }.sorted { $0.seq < $1.seq }
        guard !rows.isEmpty else { return }
        let words = Set(rows.flatMap { $0.words.words + $0.words.joined }).sorted()
        switch transaction.engine {
        case .sqlite: try FoundSQLite.add(rows, words, transaction)
        case .postgres: try FoundPostgres.add(rows, words, transaction)
        }
    }
}

/// A message as the index has it.
struct FoundRow {
    let seq: Int64
    let words: FoundWords
    let mark: String
}
