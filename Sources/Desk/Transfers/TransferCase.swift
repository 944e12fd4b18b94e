import Storage

package struct NewTransfer: Sendable {
    package var id: String
    package var campaign: CampaignID
    /// Nil takes the campaign's only queue.
    package var queue: QueueID?
    package var reason: String
    package var note: String
    package init(id: String, campaign: CampaignID, queue: QueueID?, reason: String = "", note: String = "") {
        self.id = id
        self.campaign = campaign
        self.queue = queue
        self.reason = reason
        self.note = note
    }
}

extension Desk {
    /// Passes a case on to a queue, where it waits anew; always a record. A repeat with the same id changes nothing.
    /// Throws `case.state`, `case.not_holder`, `queue.not_found`, `transfer.queue_needed`, `transfer.same_queue`, `request.invalid`.
    package func transfer(_ reference: CaseReference, _ new: NewTransfer, by viewer: Viewer) async throws -> Case {
        var check = FieldCheck()
        let reason = check.text(new.reason, "reason", 0...200)
        let note = check.text(new.note, "note", 0...4000, lines: true)
        try check.finish()
        do {
            return try await write(by: .staff(viewer)) { change in
                let item = try change.touch(reference)
                if let held = try change.transferredCase(new.id) {
                    guard held == item.id else { throw DeskError.idConflict(new.id) }
                    throw TransferredAlready(item: item)
                }
                guard item.state != .closed, item.state != .bot else { throw try change.illegal(item) }
                guard viewer.leads(item.campaign) || (item.agent == viewer.id && item.state != .offered) else {
                    throw DeskError(
                        "case.not_holder", "Solo quien atiende el caso #\(item.number) o un supervisor lo transfiere; acéptalo primero.")
                }
                let queue = try change.destination(new)
                guard queue.id != item.queue else {
                    throw DeskError.invalid(
                        "queue", "transfer.same_queue", "El caso ya está en la cola «\(queue.name)»; elige otra, o devuélvelo a la cola.")
                }
                return try change.transfer(item, to: queue, new.id, reason: reason, note: note, by: viewer)
            }
        } catch let repeated as TransferredAlready {
            return repeated.item
        }
    }
}

/// Ends the verb without a trace.
private struct TransferredAlready: Error { let item: Case }

extension Change {
    fileprivate func transferredCase(_ id: String) throws -> CaseID? {
        try first("select case_id from transfer where id = $1", [.text(id)]) { CaseID($0.text(0)) }
    }

    fileprivate func destination(_ new: NewTransfer) throws -> Queue {
        if let queue = new.queue { return try home(queue, new.campaign) }
        let queues = try all(
            "select id from queue where campaign_id = $1 and archived_at = 0 order by id limit 2", [.text(new.campaign.text)]
        ) {
            QueueID($0.text(0))
        }
        guard let only = queues.first else { throw DeskError.noQueue }
        guard queues.count == 1 else {
            throw DeskError.invalid("queue", "transfer.queue_needed", "La campaña tiene varias colas; di a cuál pasa el caso.")
        }
        return try home(only, new.campaign)
    }

    fileprivate func transfer(_ item: Case, to queue: Queue, _ id: String, reason: String, note: String, by viewer: Viewer) throws -> Case {
        try run(
            """
            insert into transfer (id, case_id, at, author, from_queue, from_campaign, from_agent, to_queue, to_campaign, reason, note)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(id), .text(item.id.text), .integer(now), .text(author.label), .text(item.queue.text), .text(item.campaign.text),
                .text(item.agent?.text ?? ""), .text(queue.id.text), .text(queue.campaign.text), .text(reason), .text(note),
            ])
        try run("delete from case_missed where case_id = $1", [.text(item.id.text)])
        if let agent = item.agent {
            // Who passes a case on is not offered it again in this round.
            try run("insert into case_missed (case_id, agent_id) values ($1, $2)", [.text(item.id.text), .text(agent.text)])
        }
        let home = try self.home(of: item, in: queue)
        let moved = try move(
            item, by: .transfer, to: .queued,
            "agent_id = null, deadline = 0, offered_at = 0, opened_at = 0, orphaned_at = 0, transferred = 1, overflowed = 0, unanswered_at = 0, queued_at = $2, "
                + home.assignments(from: 3), [.integer(now)] + home.values)
        let line = try say(
            "transferred", [("by", viewer.name), ("queue", queue.name)] + (reason.isEmpty ? [] : [("reason", reason)]), in: moved)
        announce(
            .on(moved, "case.transferred", before: item.audience, message: line?.json ?? "", data: Self.visitorAgent(moved, nil)))
        if !note.isEmpty { try leave(note: note, in: moved, by: viewer) }
        return moved
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
