import Storage

/// The next waiting case of a queue's lane that this agent has not missed in this round: by priority, then age. Cases of blocked customers are passed over:
/// the few that somebody gave back.
enum RoutePick {
    static func nextWaiting(in queue: QueueID, lane: String, for agent: UserID, _ transaction: any Transaction) throws -> Case? {
        let skip = transaction.engine == .postgres ? RoutePickPostgres.lock : ""
        return try transaction.first(
            """
            select \(Case.columns) from \(Case.tables) where c.queue_id = $1 and c.lane = $3 and c.state = 'queued'
                and not exists (select 1 from case_missed x where x.case_id = c.id and x.agent_id = $2)
                and coalesce(k.blocked_at, 0) = 0
            order by c.priority, c.queued_at, c.number limit 1\(skip)
            """, [.text(queue.text), .text(agent.text), .text(lane)], Case.init(row:))
    }
}
