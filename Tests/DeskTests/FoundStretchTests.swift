import Testing

@testable import Desk
@testable import Storage

/// The walk through PostgreSQL's index by stretches, against a look at every row.
@Suite(.enabled(if: World.engines.contains(.postgres))) struct FoundStretchTests {
    /// Numbers up to here: two long stretches and a half.
    private static let last: Int64 = 1_300_000

    @Test func aWalkByStretchesFindsWhatEveryRowHas() async throws {
        try await World.with(.postgres) { world in
            let said: [(word: String, numbers: String)] = [
                ("comun", "generate_series(1, \(Self.last), 9)"), ("antigua", "generate_series(1000, 60000, 3)"),
                ("rara", "generate_series(7, \(Self.last), 200003)"), ("limite", "generate_series(524200, 524400)"),
                ("nueva", "generate_series(\(Self.last - 3000), \(Self.last))"), ("media", "generate_series(600000, 603000)"),
                ("media", "generate_series(100, 5000, 7)"),
            ]
            try await world.desk.write(by: .system) { change in
                try change.run("delete from message_words")
                try change.run(
                    """
                    insert into message_words (seq, words)
                    select n, cast(string_agg('''' || word || ''':1', ' ') || ' ''·s' || (n >> 14) || ''' ''·l' || (n >> 19) || '''' as tsvector)
                    from (\(said.map { "select n, '\($0.word)' as word from \($0.numbers) n" }.joined(separator: " union all "))) t group by n
                    """)
                try change.run("select setval('message_seq', $1)", [.integer(Self.last)])
            }
            for asked in [
                ["comun"], ["antigua"], ["rara"], ["limite"], ["nueva"], ["media"], ["comun", "antigua"], ["rara", "comun"], ["ninguna"],
            ] {
                let all = try await world.desk.read { transaction in
                    try transaction.all(
                        "select w.seq from message_words w where (w.words || '') @@ cast($1 as tsquery) order by w.seq desc",
                        [.text(asked.joined(separator: " & "))]
                    ) { $0.int(0) }
                }
                for before in [Int64.max, Self.last - 2000, 900_000, 524_288, 524_287, 40_000, 1] {
                    for most in [1, 64, 4096] {
                        let found = try await world.desk.read { transaction in
                            var plan = try FoundPlan(SearchQuestion(""), queues: nil, transaction)
                            plan.rows = asked.map { [$0] }
                            return try FoundPostgres.candidates(plan, before: before, most: most, transaction)
                        }
                        #expect(found == Array(all.lazy.filter { $0 < before }.prefix(most)), "\(asked) below \(before), \(most) of them")
                    }
                }
            }
        }
    }
}
