import Storage

/// The index on SQLite: FTS5 over words that we made, its rows' numbers those of the messages. It keeps no text, so what is taken out must be named.
enum FoundSQLite {
    /// Above those that are kept for what is older than the search.
    static let next =
        "(select coalesce(max(n), (select cast(value as integer) from setting where name = 'search.base')) + 1 from (\(taken)))"
    static let last = "(select max(n) from (\(taken)))"
    private static let taken =
        "select max(m.found) as n from message m where m.found > 0 union all select max(c.found) from cases c where c.found > 0"

    static func add(_ rows: [FoundRow], _ words: [String], _ transaction: any Transaction) throws {
        for row in rows {
            try transaction.run(
                "insert into message_words (rowid, words) values ($1, $2)", [.integer(row.seq), .text(row.words.line(under: row.mark))])
        }
        for word in words { try transaction.run("insert into found_word (word) values ($1) on conflict do nothing", [.text(word)]) }
    }

    /// The mark alone is taken out and another put in: words stay as they are.
    static func mark(_ seq: Int64, from old: String, to new: String, _ transaction: any Transaction) throws {
        try take(old, from: seq, transaction)
        try transaction.run("insert into message_words (rowid, words) values ($1, $2)", [.integer(seq), .text(new)])
    }

    static func remove(_ row: FoundRow, _ transaction: any Transaction) throws {
        try take(row.words.line(under: row.mark), from: row.seq, transaction)
    }

    /// Cases that the index has just taken in, with the words that it knows them by.
    static func keep(_ rows: [FoundRow], _ transaction: any Transaction) throws {
        for row in rows {
            try transaction.run(
                "insert into found_case (seq, words) select c.found, $2 from cases c where c.found = $1 and c.found > 0",
                [.integer(row.seq), .text(row.words.line(under: row.mark))])
        }
    }

    /// A case's entry goes; answers the words that the index had of it, if it had any.
    static func removeEntry(of item: CaseID, _ transaction: any Transaction) throws -> [String] {
        let entry = "(select c.found from cases c where c.id = $1)"
        try transaction.run("delete from message_fresh where seq = \(entry)", [.text(item.text)])
        let known = try transaction.first("delete from found_case where seq = \(entry) returning seq, words", [.text(item.text)]) {
            (seq: $0.int(0), line: $0.text(1))
        }
        guard let known else { return [] }
        try take(known.line, from: known.seq, transaction)
        return known.line.split(separator: " ").map(String.init)
    }

    private static func take(_ words: String, from seq: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            "insert into message_words (message_words, rowid, words) values ('delete', $1, $2)", [.integer(seq), .text(words)])
    }

    /// Of these many in any order, as a condition on a column.
    static func among(_ place: String) -> String { "in (select value from json_each(\(place)))" }
    static func list(_ seqs: [Int64]) -> String { "[\(seqs.map(String.init).joined(separator: ","))]" }

    /// Numbers of entries below `before` that fit, the newest first: the index itself walks backwards.
    static func candidates(_ plan: FoundPlan, before: Int64, most: Int, _ transaction: any Transaction) throws -> [Int64] {
        let rows = plan.rows.map { row in "\"\(row.joined(separator: " "))\"" }
        let choices = [plan.words?.all, plan.marks].compactMap { $0 }.map { "(\($0.map { "\"\($0)\"" }.joined(separator: " OR ")))" }
        return try transaction.all(
            "select rowid from message_words where message_words match $1 and rowid < $2 order by rowid desc limit $3",
            [.text((rows + choices).joined(separator: " AND ")), .integer(before), SQLValue(most)]
        ) { $0.int(0) }
    }

    /// Whether no message has this word any more.
    static func isUnused(_ word: String, _ transaction: any Transaction) throws -> Bool {
        try transaction.first("select 1 from message_words where message_words match $1 limit 1", [.text("\"\(word)\"")]) { $0.int(0) }
            == nil
    }
}
