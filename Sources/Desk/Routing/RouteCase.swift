import Storage

/// Offers by fewest open under each agent's capacity, in the very transaction in which a case arrives or capacity frees.
///
/// Lock order: own case, queues (`QueueLock`) by ascending id, agents by ascending id, then the case a free agent is given (skipped if locked: whoever holds it
/// looks at the queue again before it commits).
extension Change {
    /// A waiting case looks for a free member of its queue, which is locked.
    func route(_ item: Case) throws {
        while let agent = try freest(for: item) {
            if try take(seatOf: agent) {
                try offer(item, to: agent)
                return
            }
        }
    }

    /// A free agent looks for waiting cases of their queues, oldest first, until their seats are taken. The queues must be locked.
    func fill(_ agent: UserID, from queues: [QueueID]) throws {
        while try hasSeat(agent) {
            var oldest: Case?
            for queue in queues {
                guard let item = try RoutePick.oldestWaiting(in: queue, for: agent, transaction) else { continue }
                if let held = oldest, (held.queuedAt, held.number) <= (item.queuedAt, item.number) { continue }
                oldest = item
            }
            guard let item = oldest, try take(seatOf: agent) else { return }
            let touched = try touch(.id(item.id), for: .system)
            try offer(touched, to: agent)
        }
    }

    /// Alone: before a look at what a freed seat, a newly eligible agent or a changed queue means.
    func lock(queue: QueueID) throws { try QueueLock.take(.alone, queue, transaction) }

    /// The one case that this verb left waiting, where it freed nobody.
    func routeAdded(_ item: Case) throws {
        try QueueLock.take(.asAdder, item.queue, transaction)
        guard try freest(for: item) != nil else { return }
        try QueueLock.take(.handsOut, item.queue, transaction)
        try route(item)
    }

    /// Offered with its deadline; where the policy accepts by itself, open at once. The seat is taken already.
    private func offer(_ item: Case, to agent: UserID) throws {
        let policy = try policy(of: item.campaign)
        if policy.acceptance == .automatic {
            let name = try first("select name from users where id = $1", [.text(agent.text)]) { $0.text(0) } ?? ""
            let opened = try move(
                item, by: .pick, to: .open, "agent_id = $2, opened_at = $3, deadline = 0", [.text(agent.text), .integer(now)],
                seatTaken: true)
            let line = try say("accepted", [("by", name)], in: opened)
            announce(.on(opened, "case.accepted", before: item.audience, message: line?.json ?? "", data: Self.visitorAgent(opened, name)))
            return
        }
        madeWork = true
        let deadline = policy.offerTimeout > 0 ? now + policy.offerTimeout * 1000 : 0
        let offered = try move(
            item, by: .offer, to: .offered, "agent_id = $2, offered_at = $3, deadline = $4",
            [.text(agent.text), .integer(now), .integer(deadline)], seatTaken: true)
        announce(.on(offered, "case.offered", before: item.audience))
    }

    private func freest(for item: Case) throws -> UserID? {
        try first(
            """
            select a.user_id from queue_member m join agent a on a.user_id = m.user_id
            where m.queue_id = $1 and a.state = 'available' and a.load < a.capacity
                and not exists (select 1 from case_missed x where x.case_id = $2 and x.agent_id = a.user_id)
            order by a.load, a.routed_at, a.user_id limit 1
            """, [.text(item.queue.text), .text(item.id.text)]
        ) { ID($0.text(0)) }
    }

    private func take(seatOf agent: UserID) throws -> Bool {
        try first(
            "update agent set load = load + 1, routed_at = $2 where user_id = $1 and state = 'available' and load < capacity returning load",
            [.text(agent.text), .integer(now)]
        ) { $0.int(0) } != nil
    }

    private func hasSeat(_ agent: UserID) throws -> Bool {
        try first("select 1 from agent where user_id = $1 and state = 'available' and load < capacity", [.text(agent.text)]) { $0.int(0) }
            != nil
    }

    func policy(of campaign: CampaignID) throws -> Policy {
        guard let json = try first("select policy from campaign where id = $1", [.text(campaign.text)], { $0.text(0) }) else {
            throw DeskError.notFound("campaign", campaign.text)
        }
        return try PolicyCache.policy(json)
    }
}
