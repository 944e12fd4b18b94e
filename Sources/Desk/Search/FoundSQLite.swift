import Storage

/// The index on SQLite: FTS5 over words that we made, its rows' numbers those of the messages. It keeps no text, so what is taken out must be named.
enum FoundSQLite {
    /// Where no message has a number yet it begins above those that are kept for the older ones.
    static let next =
        "(select coalesce(max(found), (select cast(value as integer) from setting where name = 'search.base')) + 1 from message where found > 0)"
    static let last = "(select max(found) from message where found > 0)"

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

    private static func take(_ words: String, from seq: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            "insert into message_words (message_words, rowid, words) values ('delete', $1, $2)", [.integer(seq), .text(words)])
    }

    /// Whether no message has this word any more.
    static func isUnused(_ word: String, _ transaction: any Transaction) throws -> Bool {
        try transaction.first("select 1 from message_words where message_words match $1 limit 1", [.text("\"\(word)\"")]) { $0.int(0) }
            == nil
    }
}
