import Storage

/// A counter that does not say what its rows say.
package struct CounterFault: Sendable, Equatable {
    package let name: String
    package let held: Int64
    package let counted: Int64
}

extension Desk {
    /// Recounts every counter and every agent's load from the cases themselves; with `fix`, writes what is right.
    package func checkCounters(fix: Bool) async throws -> [CounterFault] {
        let organisation = try await organisation()
        return try await write(by: .system) { change in
            let transaction = change.transaction
            if fix { try Counters.fold(transaction) }
            var counted: [String: Int64] = [:]
            try transaction.each("select queue_id, state, agent_id, count(*) from cases group by queue_id, state, agent_id", []) { row in
                let (queue, state, count) = (row.text(0), CaseState(rawValue: row.text(1)) ?? .closed, row.int(3))
                switch state {
                case .queued, .offered: counted["queue:\(queue):waiting", default: 0] += count
                case .open, .waiting:
                    counted["queue:\(queue):open", default: 0] += count
                    if let agent = row.textOrNil(2) { counted["agent:\(agent):open", default: 0] += count }
                case .closed: counted["queue:\(queue):closed", default: 0] += count
                case .bot: break
                }
            }
            try transaction.each("select queue_id, closed_by, closed_at from cases where state = 'closed'", []) { row in
                let day = organisation.day(at: row.int(2))
                counted["queue:\(row.text(0)):closed:\(day)", default: 0] += 1
                if let closer = row.textOrNil(1) { counted["agent:\(closer):closed:\(day)", default: 0] += 1 }
            }
            var held: [String: Int64] = [:]
            let deltas = transaction.engine == .postgres ? " union all select name, n from counter_delta" : ""
            try transaction.each("select name, cast(sum(n) as bigint) from (select name, n from counter\(deltas)) every group by name", [])
            {
                held[$0.text(0)] = $0.int(1)
            }
            var faults: [CounterFault] = []
            for name in Set(held.keys).union(counted.keys).sorted() where held[name] ?? 0 != counted[name] ?? 0 {
                faults.append(CounterFault(name: name, held: held[name] ?? 0, counted: counted[name] ?? 0))
                if fix { try Counters.add([name: (counted[name] ?? 0) - (held[name] ?? 0)], transaction) }
            }
            let loads = try change.all(
                """
                select a.user_id, a.load, (select cast(coalesce(sum(c.weight), 0) as bigint) from cases c where c.agent_id = a.user_id and c.state in ('offered', 'open')) from agent a
                order by a.user_id
                """, []
            ) { (agent: $0.text(0), held: $0.int(1), counted: $0.int(2)) }
            for load in loads where load.held != load.counted {
                faults.append(CounterFault(name: "agent:\(load.agent):load", held: load.held, counted: load.counted))
                if fix { try change.run("update agent set load = $2 where user_id = $1", [.text(load.agent), .integer(load.counted)]) }
            }
            return faults
        }
    }
}
