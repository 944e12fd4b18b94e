import Storage

/// Totals the screen shows, as rows. On PostgreSQL two writers of one queue must not wait for each other: they append deltas that a timer folds.
package enum Counters {
    static func add(_ deltas: [String: Int64], _ transaction: any Transaction) throws {
        let names = deltas.keys.sorted()
        guard !names.isEmpty else { return }
        let rows = names.indices.map { "($\($0 * 2 + 1), $\($0 * 2 + 2))" }.joined(separator: ", ")
        let arguments = names.flatMap { [SQLValue.text($0), .integer(deltas[$0] ?? 0)] }
        switch transaction.engine {
        case .sqlite:
            try transaction.run(
                "insert into counter (name, n) values \(rows) on conflict (name) do update set n = counter.n + excluded.n", arguments)
        case .postgres: try transaction.post("insert into counter_delta (name, n) values \(rows)", arguments)
        }
    }

    package static func value(_ name: String, _ transaction: any Transaction) throws -> Int64 {
        let deltas = transaction.engine == .postgres ? " + coalesce((select sum(n) from counter_delta where name = $1), 0)" : ""
        return try transaction.first("select cast(coalesce((select n from counter where name = $1), 0)\(deltas) as bigint)", [.text(name)])
        { $0.int(0) } ?? 0
    }

    /// Adds the deltas up into their rows; harmless to run on several nodes.
    static func fold(_ transaction: any Transaction) throws {
        guard transaction.engine == .postgres else { return }
        try transaction.run(
            """
            with taken as (delete from counter_delta where id in (select id from counter_delta order by id limit 5000) returning name, n)
            insert into counter (name, n) select name, sum(n) from taken group by name order by name
            on conflict (name) do update set n = counter.n + excluded.n
            """, [])
    }
}
