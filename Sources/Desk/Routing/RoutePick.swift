import Storage

/// The oldest waiting case of a queue that this agent has not missed in this round.
enum RoutePick {
    static func oldestWaiting(in queue: QueueID, for agent: UserID, _ transaction: any Transaction) throws -> Case? {
        let skip = transaction.engine == .postgres ? RoutePickPostgres.lock : ""
        return try transaction.first(
            """
            select \(Case.columns) from \(Case.tables) where c.queue_id = $1 and c.state = 'queued'
                and not exists (select 1 from case_missed x where x.case_id = c.id and x.agent_id = $2)
            order by c.queued_at, c.number limit 1\(skip)
            """, [.text(queue.text), .text(agent.text)], Case.init(row:))
    }
}
