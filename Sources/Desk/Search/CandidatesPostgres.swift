import Storage

extension FoundPostgres {
    static func among(_ place: String) -> String { "= any (cast(string_to_array(\(place), ',') as bigint[]))" }
    static func list(_ seqs: [Int64]) -> String { seqs.map(String.init).joined(separator: ",") }

    /// So many of the newest entries are looked at without the index: a common word is among them.
    private static let nearest: Int64 = 4096
    /// The next so many short stretches are looked at one by one: they are enough for what is not rare.
    private static let nearStretches: Int64 = 32
    /// A long stretch that holds more than this is looked at by its short ones, lest all it holds be fetched to be sorted.
    private static let dense = 2000

    /// Numbers of entries below `before` that fit, the newest first. Stretch by stretch, as few as it takes: each condition is a look into the index of its
    /// own, which leap over what the others don't hold; `+ 0` keeps the planner from walking all rows in their order instead.
    static func candidates(_ plan: FoundPlan, before: Int64, most: Int, _ transaction: any Transaction) throws -> [Int64] {
        let look = Look(plan, transaction)
        let newest = try transaction.first("select last_value from message_seq", []) { $0.int(0) } ?? 0
        let top = min(before, newest + 1)
        var end = max(0, top - nearest)
        var found = try look.directly(from: end, to: top, most)
        if found.count < most, end > 0 {
            let highest = (end - 1) >> short
            let lowest = max(0, highest - nearStretches + 1)
            found += try look.short(from: highest, to: lowest, below: end, most - found.count)
            end = lowest << short
        }
        while found.count < most, end > 0 {
            var next = Int64(0)
            for (stretch, held) in try look.long(from: (end - 1) >> long, below: end, dense + 1, most - found.count) {
                if held.count <= dense {
                    found += held.sorted(by: >)
                } else {
                    let highest = min(((stretch + 1) << (long - short)) - 1, (end - 1) >> short)
                    found += try look.short(from: highest, to: stretch << (long - short), below: end, most - found.count)
                    next = stretch << long
                    break
                }
                if found.count >= most { break }
            }
            end = next
        }
        return Array(found.prefix(most))
    }

    private struct Look {
        let transaction: any Transaction
        let questions: [String]
        /// A beginning is one comparison here, where the index would have to gather all that begins so.
        let direct: String

        init(_ plan: FoundPlan, _ transaction: any Transaction) {
            self.transaction = transaction
            let said =
                plan.rows.map { row in row.map { "'\($0)'" }.joined(separator: " <-> ") } + (plan.marks.map { [oneOf($0)] } ?? [])
            questions = said + (plan.words.map { [oneOf($0.all)] } ?? [])
            direct = (said + (plan.words.map { ["'\($0.beginning)':*"] } ?? [])).map { "(\($0))" }.joined(separator: " & ")
        }

        private var values: [SQLValue] { questions.map { .text($0) } }
        private func conditions(_ first: Int) -> String {
            questions.indices.map { "w.words @@ cast($\($0 + first) as tsquery)" }.joined(separator: " and ")
        }

        func directly(from floor: Int64, to top: Int64, _ most: Int) throws -> [Int64] {
            try transaction.all(
                """
                select w.seq from message_words w where w.seq >= $1 and w.seq < $2 and (w.words || cast('' as tsvector)) @@ cast($4 as tsquery)
                order by w.seq desc limit $3
                """, [.integer(floor), .integer(top), SQLValue(most), .text(direct)]
            ) { $0.int(0) }
        }

        func short(from highest: Int64, to lowest: Int64, below end: Int64, _ most: Int) throws -> [Int64] {
            try transaction.all(
                """
                select h.seq from generate_series(cast($1 as bigint), cast($2 as bigint), -1) s(n) cross join lateral (
                    select w.seq from message_words w
                    where w.words @@ cast($5 || cast(s.n as text) || '''' as tsquery) and w.seq < $3 and \(conditions(6))
                    order by w.seq + 0 desc limit $4) h
                limit $4
                """,
                [.integer(highest), .integer(lowest), .integer(end), SQLValue(most), .text("'" + stretch(FoundPostgres.short))] + values
            ) { $0.int(0) }
        }

        /// What long stretches hold from this one down, in no order within each, up to `each` of one. Each is whole, but for the last where those before
        /// it are enough.
        func long(from highest: Int64, below end: Int64, _ each: Int, _ enough: Int) throws -> [(stretch: Int64, held: [Int64])] {
            var all: [(stretch: Int64, held: [Int64])] = []
            try transaction.each(
                """
                select s.n, h.seq from generate_series(cast($1 as bigint), 0, -1) s(n) cross join lateral (
                    select w.seq from message_words w
                    where w.words @@ cast($5 || cast(s.n as text) || '''' as tsquery) and w.seq < $2 and \(conditions(6)) limit $3) h
                limit $4
                """,
                [.integer(highest), .integer(end), SQLValue(each), SQLValue(enough + each), .text("'" + stretch(FoundPostgres.long))]
                    + values
            ) { row in
                if all.last?.stretch != row.int(0) { all.append((row.int(0), [])) }
                all[all.count - 1].held.append(row.int(1))
            }
            return all
        }
    }

    private static func oneOf(_ words: [String]) -> String { words.map { "'\($0)'" }.joined(separator: " | ") }
}
