import Storage

package struct NewTransfer: Sendable {
    package var id: String
    package var campaign: CampaignID
    /// Nil takes the campaign's only queue, or the only one of them that the agent serves.
    package var queue: QueueID?
    /// Nil for any agent of the queue.
    package var agent: UserID?
    package var reason: String
    package var note: String
    package init(id: String, campaign: CampaignID, queue: QueueID?, agent: UserID? = nil, reason: String = "", note: String = "") {
        self.id = id
        self.campaign = campaign
        self.queue = queue
        self.agent = agent
        self.reason = reason
        self.note = note
    }
}

extension Desk {
    /// Passes a case on: to a queue, where it waits anew, or to an agent of it, offered with that campaign's timers. Always a record. It stays among
    /// the attended cases of whoever had it. A repeat with the same id changes nothing.
    /// Throws `case.state`, `case.not_holder`, `queue.not_found`, `queue.archived`, `agent.offline`, `agent.not_member`, `transfer.…`, `request.invalid`.
    package func transfer(_ reference: CaseReference, _ new: NewTransfer, by viewer: Viewer) async throws -> Case {
        let new = try new.checked()
        do {
            return try await write(by: .staff(viewer)) { try $0.transfer(reference, new, by: viewer).after }
        } catch let repeated as TransferredAlready {
            return repeated.item
        }
    }
}

/// Ends the verb without a trace.
private struct TransferredAlready: Error { let item: Case }

extension NewTransfer {
    /// With its texts in their normal form. Throws `request.invalid`.
    func checked() throws -> NewTransfer {
        var check = FieldCheck()
        var new = self
        new.reason = check.text(reason, "reason", 0...200)
        new.note = check.text(note, "note", 0...4000, lines: true)
        try check.finish()
        return new
    }
}

extension Change {
    /// A transfer whose texts are judged; the case before and after. A repeat ends the verb with what it was.
    func transfer(_ reference: CaseReference, _ new: NewTransfer, by viewer: Viewer) throws -> (before: Case, after: Case) {
        // Who repeats a transfer may have lost sight of the case by it: whether they may see it is judged below.
        let item = try touch(reference, for: .system)
        if let held = try transfer(new.id) {
            guard held.item == item.id, held.author == viewer.id.text else { throw DeskError.idConflict(new.id) }
            throw TransferredAlready(item: item.untouched)
        }
        guard item.audience.sight(of: viewer) >= .card else { throw DeskError.notFound("case", reference.text) }
        let policy = try policy(of: item.campaign)
        try requireTransferable(item, policy, by: viewer)
        let target = try target(of: new, from: item, policy, by: viewer)
        if target.isRelease {
            guard item.state == .open || item.state == .waiting else { throw try illegal(item) }
            return (item, try requeue(item, by: .release, code: "released", params: [("by", viewer.name)]))
        }
        try checkTransferForm(item, policy, by: viewer)
        return (item, try transfer(item, to: target, new.id, reason: new.reason, note: new.note, by: viewer))
    }

    /// Whoever attends it; a supervisor; and where the policy asks for no open case, whoever it is offered to and the members of its queue.
    fileprivate func requireTransferable(_ item: Case, _ policy: Policy, by viewer: Viewer) throws {
        guard item.state != .closed, item.state != .bot else { throw try illegal(item) }
        if viewer.leads(item.campaign) { return }
        let holds = item.agent == viewer.id
        if policy.transferNeedsOpen {
            guard holds, item.state != .offered else { throw DeskError.notHolder(item) }
            guard item.state == .open else {
                throw DeskError(
                    "transfer.needs_open",
                    "El caso #\(item.number) está en espera y su campaña solo transfiere los abiertos; retómalo primero.")
            }
        } else {
            guard holds || (item.state == .queued && viewer.queues.contains(item.queue)) else { throw DeskError.notHolder(item) }
        }
    }

    fileprivate func transfer(_ item: Case, to target: TransferTarget, _ id: String, reason: String, note: String, by viewer: Viewer) throws
        -> Case
    {
        let holder = item.state == .open || item.state == .waiting ? item.agent : nil
        try run(
            "update transfer set state = 'returned', settled_at = $2 where case_id = $1 and state = 'pending'",
            [.text(item.id.text), .integer(now)])
        try run(
            """
            insert into transfer (id, case_id, at, author, from_queue, from_campaign, from_agent, to_queue, to_campaign, to_agent, reason, note,
                from_state, queued_at, opened_at, disposition)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, coalesce((select d.id from disposition d
                where d.case_id = $2 and d.author = $7 and d.campaign_id = $6 and d.at >= $15 order by d.at desc, d.id desc limit 1), ''))
            """,
            [
                .text(id), .text(item.id.text), .integer(now), .text(author.label), .text(item.queue.text), .text(item.campaign.text),
                .text(item.agent?.text ?? ""), .text(target.queue.id.text), .text(target.queue.campaign.text),
                .text(target.agent?.id.text ?? ""),
                .text(reason), .text(note), .text(item.state.rawValue), .integer(item.queuedAt), .integer(item.openedAt),
            ])
        try run("delete from case_missed where case_id = $1", [.text(item.id.text)])
        if let agent = item.agent {
            // Who passes a case on is not offered it again in this round.
            try run("insert into case_missed (case_id, agent_id) values ($1, $2)", [.text(item.id.text), .text(agent.text)])
        }
        let moved = try pass(item, to: target)
        let line = try say(
            "transferred",
            [("by", viewer.name), ("queue", target.queue.name)] + (target.agent.map { [("agent", $0.name)] } ?? [])
                + (reason.isEmpty ? [] : [("reason", reason)]), in: moved)
        announce(.on(moved, "case.transferred", before: item.audience, message: line?.json ?? "", data: Self.visitorAgent(moved, nil)))
        if !note.isEmpty { try leave(note: note, in: moved, by: viewer) }
        if let holder { try keepAttended(moved, for: holder) }
        return moved
    }

    /// Queued there, or the named agent's: offered, and open at once where the policy accepts by itself.
    private func pass(_ item: Case, to target: TransferTarget) throws -> Case {
        let home = try self.home(of: item, in: target.queue)
        let ends = "deadline = $2, offered_at = $3, opened_at = $4, agent_id = cast($5 as text), queued_at = $6, orphaned_at = 0, "
        func values(_ deadline: Int64, _ offered: Int64, _ opened: Int64) -> [SQLValue] {
            [.integer(deadline), .integer(offered), .integer(opened), SQLValue(target.agent?.id.text), .integer(now)] + home.values
        }
        guard target.agent != nil else {
            return try move(
                item, by: .transfer, to: .queued, "transferred = 1, overflowed = 0, unanswered_at = 0, " + ends + home.assignments(from: 7),
                values(0, 0, 0))
        }
        madeWork = true
        let policy = try self.policy(of: target.queue.campaign)
        if policy.acceptance == .automatic {
            let marked = try set(item, "transferred = 1")
            return try move(marked, by: .transfer, to: .open, ends + home.assignments(from: 7), values(0, 0, now))
        }
        let deadline = policy.offerTimeout > 0 ? now + policy.offerTimeout * 1000 : 0
        return try move(
            item, by: .transfer, to: .offered, "transferred = 1, overflowed = 0, " + ends + home.assignments(from: 7),
            values(deadline, now, 0))
    }

    /// What the next agent should know, as a private note.
    private func leave(note: String, in item: Case, by viewer: Viewer) throws {
        var message = NewMessage(id: id(MessageTag.self), kind: .note, direction: "none", authorKind: "agent", at: now)
        message.authorID = viewer.authorID
        message.authorName = viewer.name
        message.body = note
        message.line = (item.account, item.channel, item.point)
        if let written = try insert(message, into: item, place: 2) {
            announce(.on(item, "message.note", before: item.audience, message: written.json))
        }
    }
}

extension DeskError {
    static func notHolder(_ item: Case) -> DeskError {
        DeskError("case.not_holder", "Solo quien atiende el caso #\(item.number) o un supervisor lo transfiere; acéptalo primero.")
    }
}
