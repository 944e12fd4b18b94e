import Storage

/// Members of a queue with room for a case, in the order of a strategy: the first is chosen, the next two stand in the trace.
enum FreeAgents {
    struct Candidate: Sendable, Equatable {
        let agent: UserID
        let load: Int64
        let capacity: Int64
        let routedAt: Int64
        let idleSince: Int64
    }

    /// Nil where nobody is free, or where people pick for themselves. Each strategy walks an index of its own and reads three rows,
    /// beside those who have missed this case or lack a skill.
    static func find(for item: Case, by strategy: Policy.Strategy, _ transaction: any Transaction) throws -> [Candidate]? {
        let found: [Candidate]
        switch strategy {
        case .manualPick: return nil
        case .fewestOpen: found = try find(item, "m.load, m.routed_at, m.user_id", transaction)
        case .roundRobin: found = try find(item, "m.routed_at, m.user_id", transaction)
        case .longestIdle: found = try find(item, "m.idle_since, m.user_id", transaction)
        case .random:
            // From a thrown place on, and around: each agent's own place is thrown anew whenever they are given a case.
            let above = try find(item, "m.dice, m.user_id", from: throwDice(), transaction)
            found = try above.isEmpty ? find(item, "m.dice, m.user_id", transaction) : above
        }
        return found.isEmpty ? nil : found
    }

    static func throwDice() -> Int64 { Int64.random(in: 0..<1 << 30) }

    private static func find(_ item: Case, _ order: String, from dice: Int64? = nil, _ transaction: any Transaction) throws -> [Candidate] {
        var arguments: [SQLValue] = [.text(item.queue.text), .text(item.id.text), .integer(item.weight)]
        func bind(_ value: SQLValue) -> String {
            arguments.append(value)
            return "$\(arguments.count)"
        }
        let skilled = Lane.words(item.skills).map {
            " and exists (select 1 from agent_skill s where s.user_id = m.user_id and s.skill = \(bind(.text($0))))"
        }.joined()
        let above = dice.map { " and m.dice >= \(bind(.integer($0)))" } ?? ""
        return try transaction.all(
            """
            select m.user_id, m.load, m.room, m.routed_at, m.idle_since from queue_member m
            where m.queue_id = $1 and m.room > 0 and m.room >= $3\(above)
                and not exists (select 1 from case_missed x where x.case_id = $2 and x.agent_id = m.user_id)\(skilled)
            order by \(order) limit 3
            """, arguments
        ) { row in
            Candidate(
                agent: ID(row.text(0)), load: row.int(1), capacity: row.int(1) + row.int(2), routedAt: row.int(3), idleSince: row.int(4))
        }
    }
}
