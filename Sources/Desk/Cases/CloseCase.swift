import Storage

extension Desk {
    /// Ends the case, if the policy lets this person. Throws `case.state` when it is closed already, `case.close_refused`, `case.not_found`.
    package func close(_ reference: CaseReference, by viewer: Viewer) async throws -> Case {
        let organisation = try await organisation()
        return try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference)
            guard item.state != .closed else { throw try change.illegal(item) }
            let policy = try change.policy(of: item.campaign)
            guard policy.lets(viewer, close: item) else {
                throw DeskError(
                    "case.close_refused",
                    "La campaña no te permite terminar el caso #\(item.number); pídelo a quien lo atiende o a un supervisor.")
            }
            let closed = try change.move(
                item, by: .close, to: .closed,
                """
                agent_id = null, deadline = 0, orphaned_at = 0, closed_at = $2, closed_by = $3, scope_key = null, unread_count = 0, unread_since = 0,
                    bot_deadline = 0, live_call = '', call_until = 0
                """,
                [.integer(change.now), .text(viewer.id.text)])
            try change.passScope(from: item)
            try change.run("delete from case_missed where case_id = $1", [.text(item.id.text)])
            change.countClosed(closed, 1, organisation)
            let line = try change.say("closed", [("by", viewer.name)], in: closed)
            change.announce(
                .on(
                    closed, "case.closed", before: item.audience, message: line?.json ?? "",
                    data: "{\"at\":\"\(Timestamp.text(change.now))\"}"))
            change.announce(.attended(closed, to: viewer.id))
            if item.agent == viewer.id, item.state != .offered { try change.wrapUp(viewer.id, seconds: policy.wrapUp) }
            return closed
        }
    }
}

extension Policy {
    /// The right to close never exceeds sight; supervisors may always close unless the case is exclusive.
    package func lets(_ viewer: Viewer, close item: Case) -> Bool { lets(viewer, whoMayClose, item, holder: item.agent) }
    package func lets(_ viewer: Viewer, reopen item: Case) -> Bool {
        whoMayReopen != .nobody && lets(viewer, whoMayReopen, item, holder: item.closedBy)
    }

    private func lets(_ viewer: Viewer, _ circle: Circle, _ item: Case, holder: UserID?) -> Bool {
        guard item.audience.sight(of: viewer) == .full else { return false }
        if viewer.leads(item.campaign) { return true }
        return switch circle {
        case .assignee: holder == viewer.id && item.state != .offered
        case .queue: viewer.queues.contains(item.queue)
        case .everyone: true
        case .supervisor, .nobody: false
        }
    }
}

extension Change {
    /// Closed on its day, in the organisation's time zone: by its closer and in its queue. `sign` is -1 where a closure is taken back.
    func countClosed(_ item: Case, _ sign: Int64, _ organisation: Organisation) {
        let day = organisation.day(at: item.closedAt)
        count("queue:\(item.queue):closed:\(day)", sign)
        if let closer = item.closedBy { count("agent:\(closer):closed:\(day)", sign) }
    }

    /// When the holder of a scope closes, the newest open case born of the same scope takes the key.
    func passScope(from item: Case) throws {
        guard item.scopeKey != nil else { return }
        try run(
            """
            update cases set scope_key = $1 where id = (select c.id from cases c where c.birth_scope = $2 and c.state <> 'closed'
                and c.scope_key is null and c.id <> $3 order by c.number desc limit 1)
            """, [SQLValue(item.scopeKey), .text(item.birthScope), .text(item.id.text)])
    }
}
