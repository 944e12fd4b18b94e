import Storage

/// The index on PostgreSQL: a tsvector that we make, under GIN. GIN has no order, so each row also says in which stretch of numbers it stands.
enum FoundPostgres {
    static let next = "nextval('message_seq')"
    static let last = "currval('message_seq')"
    /// The last of so many numbers.
    static let reserve = "select setval('message_seq', nextval('message_seq') + cast($1 as bigint) - 1)"

    /// A case whose older messages are indexed stays in its queue until that is done.
    static let heldCase = " for share of c"

    /// Stretches of two lengths: a short one holds enough of a common word, and many rare words need few of the long ones.
    static let short: Int64 = 14
    static let long: Int64 = 19
    static func stretch(_ bits: Int64) -> String { "\u{B7}\(bits == short ? "s" : "l")" }

    static func add(_ rows: [FoundRow], _ words: [String], _ transaction: any Transaction) throws {
        // A message's number is written once: where two nodes meet, one of them found nothing to take.
        try transaction.run(
            """
            insert into message_words (seq, words)
            select cast(split_part(t.line, '|', 1) as bigint), cast(split_part(t.line, '|', 2) as tsvector)
            from unnest(string_to_array($1, chr(10))) as t(line)
            """, [.text(rows.map { "\($0.seq)|\(vector($0))" }.joined(separator: "\n"))])
        try transaction.run(
            "insert into found_word (word) select t.word from unnest(string_to_array($1, ' ')) as t(word) on conflict do nothing",
            [.text(words.joined(separator: " "))])
    }

    static func mark(_ seq: Int64, from old: String, to new: String, _ transaction: any Transaction) throws {
        try transaction.run(
            "update message_words set words = ts_delete(words, cast($2 as text)) || cast($3 as tsvector) where seq = $1",
            [.integer(seq), .text(old), .text("'\(new)'")])
    }

    static func remove(_ row: FoundRow, _ transaction: any Transaction) throws {
        try transaction.run("delete from message_words where seq = $1", [.integer(row.seq)])
    }

    /// A case's entry goes; answers the words that the index had of it, if it had any.
    static func removeEntry(of item: CaseID, _ transaction: any Transaction) throws -> [String] {
        let line = try transaction.first(
            """
            with entry as (select c.found from cases c where c.id = $1),
                fresh as (delete from message_fresh where seq in (select e.found from entry e))
            delete from message_words where seq in (select e.found from entry e) returning array_to_string(tsvector_to_array(words), ' ')
            """, [.text(item.text)]
        ) { $0.text(0) }
        return line?.split(separator: " ").map(String.init) ?? []
    }

    static func isUnused(_ word: String, _ transaction: any Transaction) throws -> Bool {
        try transaction.first("select 1 from message_words where words @@ cast($1 as tsquery) limit 1", [.text("'\(word)'")]) { $0.int(0) }
            == nil
    }

    /// Words hold letters and digits alone: no quote of this notation can be in one.
    private static func vector(_ row: FoundRow) -> String {
        var places: [String: [Int]] = [:]
        for (place, word) in row.words.words.enumerated() { places[word, default: []].append(place + 1) }
        let said = places.map { word, places in "'\(word)':\(places.prefix(255).map(String.init).joined(separator: ","))" }
        let marks = row.words.joined + [row.mark, stretch(short) + "\(row.seq >> short)", stretch(long) + "\(row.seq >> long)"]
        return (said + marks.map { "'\($0)'" }).joined(separator: " ")
    }
}
