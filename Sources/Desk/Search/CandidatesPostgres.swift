import Storage

extension FoundPostgres {
    static func among(_ place: String) -> String { "= any (cast(string_to_array(\(place), ',') as bigint[]))" }
    static func list(_ seqs: [Int64]) -> String { seqs.map(String.init).joined(separator: ",") }

    /// So many of the newest entries are looked at without the index: a common word is among them.
    private static let nearest: Int64 = 4096
    private static let shortStretches: Int64 = 32

    /// Numbers of entries below `before` that fit, the newest first. Stretch by stretch, as few as it takes: each condition is a look into the index of its
    /// own, which leap over what the others don't hold; `+ 0` keeps the planner from walking all rows in their order instead.
    static func candidates(_ plan: FoundPlan, before: Int64, most: Int, _ transaction: any Transaction) throws -> [Int64] {
        let questions =
            plan.rows.map { row in row.map { "'\($0)'" }.joined(separator: " <-> ") }
            + (plan.marks.map { [oneOf($0)] } ?? []) + (plan.words.map { [oneOf($0.all)] } ?? [])
        let conditions = questions.indices.map { "w.words @@ cast($\($0 + 6) as tsquery)" }.joined(separator: " and ")
        let values = questions.map { SQLValue.text($0) }
        let newest = try transaction.first("select last_value from message_seq", []) { $0.int(0) } ?? 0
        let top = min(before, newest + 1)
        let floor = max(0, top - nearest)
        // A beginning is one comparison here, where the index would have to gather all that begins so.
        let direct = questions.dropLast(plan.words == nil ? 0 : 1) + (plan.words.map { ["'\($0.beginning)':*"] } ?? [])
        var found = try transaction.all(
            """
            select w.seq from message_words w where w.seq >= $1 and w.seq < $2 and (w.words || cast('' as tsvector)) @@ cast($4 as tsquery)
            order by w.seq desc limit $3
            """,
            [.integer(floor), .integer(top), SQLValue(most), .text(direct.map { "(\($0))" }.joined(separator: " & "))]
        ) { $0.int(0) }
        var end = floor
        for bits in [short, long] where found.count < most && end > 0 {
            let highest = (end - 1) >> bits
            let lowest = bits == long ? 0 : max(0, highest - shortStretches + 1)
            found += try transaction.all(
                """
                select h.seq from generate_series(cast($1 as bigint), cast($2 as bigint), -1) s(n) cross join lateral (
                    select w.seq from message_words w
                    where w.words @@ cast($5 || cast(s.n as text) || '''' as tsquery) and w.seq < $3 and \(conditions)
                    order by w.seq + 0 desc limit $4) h
                limit $4
                """,
                [
                    .integer(highest), .integer(lowest), .integer(end), SQLValue(most - found.count),
                    .text("'" + stretch(bits)),
                ] + values
            ) { $0.int(0) }
            end = lowest << bits
        }
        return found
    }

    private static func oneOf(_ words: [String]) -> String { words.map { "'\($0)'" }.joined(separator: " | ") }
}
