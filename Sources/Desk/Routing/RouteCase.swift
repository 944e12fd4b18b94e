import Storage

/// Offers by each campaign's strategy under each agent's capacity, in the very transaction in which a case arrives or capacity frees.
///
/// Lock order: own case, queues (`QueueLock`) by ascending id, agents by ascending id, then the case a free agent is given (skipped if locked: whoever holds it
/// looks at the queue again before it commits).
extension Change {
    /// A waiting case looks for a free member of its queue, which is locked; a blocked customer's waits until they are not.
    func route(_ item: Case) throws {
        guard !item.isBlocked else { return }
        let policy = try self.policy(of: item.campaign)
        while let free = try FreeAgents.find(for: item, by: policy.strategy, transaction), let chosen = free.first {
            guard try take(seatOf: chosen.agent, weight: item.weight) != nil else { continue }
            let trace = RoutingTrace(rule: policy.strategy, cause: .waiting, waited: now - item.queuedAt, free: free)
            try offer(item, to: chosen.agent, policy, trace)
            return
        }
    }

    /// A free agent looks for waiting cases of their queues, by priority and age, until their seats are taken. The queues must be locked.
    func fill(_ agent: UserID, from lines: [ServedQueue]) throws {
        let skills = try lines.contains(where: \.asksForSkills) ? skills(of: agent) : []
        while let room = try room(of: agent) {
            var next: Case?
            for line in lines where line.policy.strategy != .manualPick {
                for lane in line.lanes where lane.weight <= room && lane.skills.isSubset(of: skills) {
                    guard let item = try RoutePick.nextWaiting(in: line.queue, lane: lane.text, for: agent, transaction) else { continue }
                    if let held = next, held.turn <= item.turn { continue }
                    next = item
                }
            }
            guard let item = next, let seat = try take(seatOf: agent, weight: item.weight) else { return }
            let touched = try touch(.id(item.id), for: .system)
            let policy = try self.policy(of: item.campaign)
            let free = FreeAgents.Candidate(
                agent: agent, load: seat.load - item.weight, capacity: seat.capacity, routedAt: 0, idleSince: now)
            let trace = RoutingTrace(rule: policy.strategy, cause: .freed, waited: now - item.queuedAt, free: [free])
            try offer(touched, to: agent, policy, trace)
        }
    }

    /// Alone: before a look at what a freed seat, a newly eligible agent or a changed queue means.
    func lock(queue: QueueID) throws { try QueueLock.take(.alone, queue, transaction) }

    /// The one case that this verb left waiting, where it freed nobody.
    func routeAdded(_ item: Case) throws {
        guard !item.isBlocked else { return }
        try QueueLock.take(.asAdder, item.queue, transaction)
        policies = [:]
        let policy = try self.policy(of: item.campaign)
        guard try FreeAgents.find(for: item, by: policy.strategy, transaction) != nil else { return }
        try QueueLock.take(.handsOut, item.queue, transaction)
        try route(item)
    }

    /// Offered with its deadline; where the policy accepts by itself, open at once. The seat is taken already.
    private func offer(_ item: Case, to agent: UserID, _ policy: Policy, _ trace: RoutingTrace) throws {
        if policy.acceptance == .automatic {
            let name = try first("select name from users where id = $1", [.text(agent.text)]) { $0.text(0) } ?? ""
            let opened = try move(
                item, by: .pick, to: .open, "agent_id = $2, opened_at = $3, deadline = 0", [.text(agent.text), .integer(now)],
                seatTaken: true)
            try run("delete from case_missed where case_id = $1", [.text(item.id.text)])
            let line = try say("accepted", [("by", name)], in: opened)
            announce(
                .on(opened, "case.accepted", before: item.audience, message: line?.json ?? "", data: Self.visitorAgent(opened, name))
                    .because(trace))
            return
        }
        madeWork = true
        let deadline = policy.offerTimeout > 0 ? now + policy.offerTimeout * 1000 : 0
        let offered = try move(
            item, by: .offer, to: .offered, "agent_id = $2, offered_at = $3, deadline = $4",
            [.text(agent.text), .integer(now), .integer(deadline)], seatTaken: true)
        announce(.on(offered, "case.offered", before: item.audience).because(trace))
    }

    func take(seatOf agent: UserID, weight: Int64) throws -> (load: Int64, capacity: Int64)? {
        try first(
            """
            update agent set load = load + $2, routed_at = $3, idle_since = $3, dice = $4
            where user_id = $1 and state = 'available' and load + $2 <= capacity returning load, capacity
            """, [.text(agent.text), .integer(weight), .integer(now), .integer(FreeAgents.throwDice())]
        ) { ($0.int(0), $0.int(1)) }
    }

    /// Nil where they take nothing.
    private func room(of agent: UserID) throws -> Int64? {
        try first(
            "select capacity - load from agent where user_id = $1 and state = 'available' and load < capacity", [.text(agent.text)]
        ) { $0.int(0) }
    }

    private func skills(of agent: UserID) throws -> Set<String> {
        Set(try all("select skill from agent_skill where user_id = $1", [.text(agent.text)]) { $0.text(0) })
    }

    func policy(of campaign: CampaignID) throws -> Policy {
        if let held = policies[campaign] { return held }
        guard let json = try first("select policy from campaign where id = $1", [.text(campaign.text)], { $0.text(0) }) else {
            throw DeskError.notFound("campaign", campaign.text)
        }
        let policy = try PolicyCache.policy(json)
        policies[campaign] = policy
        return policy
    }
}

extension Case {
    /// Who comes first in a queue: priority, then age, then number.
    fileprivate var turn: (Int64, Int64, Int64) { (priority.rawValue, queuedAt, number) }
}
