import Storage

/// What becomes of a case whose offer nobody took (product §2, "Routing skips an agent who already missed this case in this round").
extension Change {
    /// The case is queued, and who missed it is noted: on to the next agent, to a new round, or to the overflow queue. Where everybody on duty
    /// has missed it and there is no other queue, it stays and its supervisors are alerted.
    func passOn(_ item: Case, missedBy agent: UserID) throws -> Case {
        let policy = try self.policy(of: item.campaign)
        if policy.offerThen == .queue {
            try run("delete from case_missed where case_id = $1 and agent_id <> $2", [.text(item.id.text), .text(agent.text)])
        }
        guard try policy.offerThen == .overflow || isExhausted(item) else { return item }
        if let moved = try overflow(item, policy) { return moved }
        guard try isExhausted(item), item.unansweredAt == 0 else { return item }
        return try set(item, "unanswered_at = $2", [.integer(now)])
    }

    /// Nobody on duty in its queue is left who has not missed it.
    private func isExhausted(_ item: Case) throws -> Bool {
        try first(
            """
            select 1 from queue_member m where m.queue_id = $1 and m.duty = 1
                and not exists (select 1 from case_missed x where x.case_id = $2 and x.agent_id = m.user_id) limit 1
            """, [.text(item.queue.text), .text(item.id.text)]
        ) { $0.int(0) } == nil
    }

    /// Once in a round: in the overflow queue a new round begins. Nil where there is none to go to.
    private func overflow(_ item: Case, _ policy: Policy) throws -> Case? {
        guard !item.overflowed, let id = policy.overflowQueue, id != item.queue.text,
            let queue = try Queue.find(QueueID(id), transaction), queue.archivedAt == 0
        else { return nil }
        try run("delete from case_missed where case_id = $1", [.text(item.id.text)])
        let moved = try rehome(item, to: queue, "overflowed = 1")
        let line = try say("overflowed", [("queue", queue.name)], in: moved, place: 2)
        announce(.on(moved, "message.updated", before: item.audience, message: line?.json ?? ""))
        return moved
    }

    /// A case in another queue has that queue's campaign, and its rules from now on.
    func rehome(_ item: Case, to queue: Queue, _ more: String = "") throws -> Case {
        let home = try self.home(of: item, in: queue)
        let moved = try set(item, home.assignments(from: 2) + (more.isEmpty ? "" : ", " + more), home.values)
        if item.queue != moved.queue { tally(from: item, to: moved) }
        return moved
    }

    /// What a row says of its campaign, for the queue it is going to.
    func home(of item: Case, in queue: Queue) throws -> CaseHome {
        let stays = queue.campaign == item.campaign
        let policy = try self.policy(of: queue.campaign)
        if !stays, let contact = item.contact { try know(contact, in: queue.campaign) }
        let home = CaseHome(
            queue: queue.id, campaign: queue.campaign, visibility: stays ? item.visibility : policy.visibility,
            previewRule: stays ? item.previewRule : policy.preview, makesBusy: stays ? item.makesBusy : policy.busyWhileOpen,
            silenceHours: policy.silenceHours,
            lane: Lane(weight: stays ? item.weight : policy.weight(of: item.channel), skills: Set(Lane.words(item.skills))))
        try note(lane: home.lane, of: queue.id)
        return home
    }
}

/// The columns that hang on a case's queue and its campaign's policy.
struct CaseHome {
    let queue: QueueID
    let campaign: CampaignID
    let visibility: Policy.Visibility
    let previewRule: Policy.Preview
    let makesBusy: Bool
    let silenceHours: Int64
    let lane: Lane

    static let columns = ["queue_id", "campaign_id", "visibility", "preview_rule", "makes_busy", "silence_hours", "weight", "lane"]
    func assignments(from first: Int) -> String {
        Self.columns.enumerated().map { "\($1) = $\(first + $0)" }.joined(separator: ", ")
    }
    var values: [SQLValue] {
        [
            .text(queue.text), .text(campaign.text), .text(visibility.rawValue), .text(previewRule.rawValue), .integer(makesBusy ? 1 : 0),
            .integer(silenceHours), .integer(lane.weight), .text(lane.text),
        ]
    }
}
