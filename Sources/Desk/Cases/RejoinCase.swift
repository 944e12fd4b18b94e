import Storage

/// A message whose scope has no open case may still belong to one: where that was merged into another, or was closed a short while ago and the policy
/// opens it again.
extension Change {
    /// The case that its scope's last one was merged into.
    func heir(of scope: String) throws -> CaseID? {
        try first(
            "select merged_into from cases where birth_scope = $1 and merged_into <> '' order by number desc limit 1", [.text(scope)]
        ) { ID($0.text(0)) }
    }

    /// Opens the customer's last closed case of this scope, so that the scope's message joins it: its agent's, where they are on duty and have room, else
    /// queued. False where the policy opens none, or there is none.
    func reopenByMessage(scope: String, point: TouchedPoint, _ policy: Policy) throws -> Bool {
        guard policy.afterClose == .reopenWithin, policy.reopenHours > 0 else { return false }
        let since = now - policy.reopenHours * 3_600_000
        guard let last = try lastClosed(scope: scope, point: point), last.closedAt >= since else { return false }
        let item = try touch(.id(last.id), for: .system)
        guard item.state == .closed, item.mergedInto.isEmpty else { return false }
        let agent = try keeper(of: item)
        let reopened = try reopen(item, to: agent, scope: scope, seatTaken: agent != nil)
        let line = try say("reopenedByCustomer", [], in: reopened)
        announce(.on(reopened, "case.reopened", before: item.audience, message: line?.json ?? ""))
        return true
    }

    /// A new case goes on with what the customer's last one of this scope was about.
    func followUp(_ item: Case, point: TouchedPoint, _ policy: Policy) throws {
        guard policy.afterClose == .followUpCase, let last = try lastClosed(scope: item.birthScope, point: point) else { return }
        try run(
            "insert into case_relation (case_id, other_id, kind, at) values ($1, $2, 'followUp', $3) on conflict do nothing",
            [.text(item.id.text), .text(last.id.text), .integer(now)])
        let line = try say("followUpOf", [("number", "\(last.number)")], in: item, place: 2)
        announce(.on(item, "message.updated", before: item.audience, message: line?.json ?? ""))
    }

    /// Among the customer's newest cases: one walk of an index, however many they have had.
    private func lastClosed(scope: String, point: TouchedPoint) throws -> (id: CaseID, number: Int64, closedAt: Int64)? {
        let (column, value) = point.contact.map { ("contact_id", $0.text) } ?? ("point_id", point.id.text)
        return try first(
            """
            select n.id, n.number, n.closed_at from (select id, number, state, birth_scope, closed_at, merged_into from cases where \(column) = $1
                order by created_at desc, number desc limit 50) n
            where n.birth_scope = $2 and n.state = 'closed' and n.merged_into = '' order by n.closed_at desc, n.number desc limit 1
            """, [.text(value), .text(scope)]
        ) { (id: ID($0.text(0)), number: $0.int(1), closedAt: $0.int(2)) }
    }

    /// Whoever closed it, where they serve its queue, are available and have room: the seat is taken.
    private func keeper(of item: Case) throws -> UserID? {
        guard let agent = item.closedBy else { return nil }
        let serves = try first(
            "select 1 from queue_member where queue_id = $1 and user_id = $2", [.text(item.queue.text), .text(agent.text)]
        ) { $0.int(0) }
        guard serves != nil else { return nil }
        try lock(queue: item.queue)
        return try take(seatOf: agent, weight: item.weight) == nil ? nil : agent
    }
}
