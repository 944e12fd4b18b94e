import Storage

extension Desk {
    /// Ends the case, if the policy lets this person; with what they say of it in the same transaction.
    /// Throws `case.state` when it is closed already, `case.close_refused`, `case.disposition_required`, `case.not_found`, and what a disposition throws.
    package func close(_ reference: CaseReference, with disposition: NewDisposition? = nil, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { try $0.close(reference, with: disposition, by: viewer).after }
    }
}

extension Change {
    /// The red button; the case before and after.
    func close(_ reference: CaseReference, with disposition: NewDisposition?, by viewer: Viewer) throws -> (before: Case, after: Case) {
        let held = try touch(reference)
        var item = held
        let policy = try policy(of: item.campaign)
        try requireClosable(item, policy, by: viewer)
        if let disposition, try repeated(disposition, of: item) == nil {
            item = try classify(item, policy, disposition, by: viewer).1
        }
        try requireDisposition(item, policy, by: viewer)
        return (held, try close(item, policy, by: viewer.id, cause: .byHand))
    }
}

/// What ended a case: the line in its conversation says so.
package enum ClosingCause: Sendable {
    case byHand
    /// The answer that somebody gave ends it by the policy.
    case disposition
    /// The customer said nothing for so long.
    case silence(hours: Int64)
    /// It goes on in the case with this number: its customer hears of no end, and nobody's work is over by it.
    case merged(into: Int64)
    /// Its customer was blocked, and nobody had opened it.
    case blocked
    /// Its customer's personal data were erased.
    case erased

    /// The line's code; the screen words it as `system.<code>`.
    var code: String {
        switch self {
        case .byHand, .disposition: "closed"
        case .silence: "closedSilent"
        case .merged: "mergedInto"
        case .blocked: "closedBlocked"
        case .erased: "closedErased"
        }
    }
    var params: [(String, String)] {
        switch self {
        case .byHand, .disposition, .blocked, .erased: []
        case .silence(let hours): [("hours", "\(hours)")]
        case .merged(let number): [("number", "\(number)")]
        }
    }
    var isMerge: Bool { if case .merged = self { true } else { false } }
}

extension Change {
    func requireClosable(_ item: Case, _ policy: Policy, by viewer: Viewer) throws {
        guard item.state != .closed else { throw try illegal(item) }
        guard policy.lets(viewer, close: item) else {
            throw DeskError(
                "case.close_refused",
                "La campaña no te permite terminar el caso #\(item.number); pídelo a quien lo atiende o a un supervisor.")
        }
    }

    /// Ends a touched case, whoever or whatever ends it: the one inner act of every closing. It judges no right.
    /// - Parameter closer: in whose attended cases it stays, and who goes on reading it; nil for nobody.
    func close(_ item: Case, _ policy: Policy, by closer: UserID?, cause: ClosingCause) throws -> Case {
        let closed = try move(
            item, by: .close, to: .closed,
            """
            agent_id = null, deadline = 0, orphaned_at = 0, closed_at = $2, closed_by = $3, scope_key = null, unread_count = 0, unread_since = 0,
                bot_deadline = 0, live_call = '', call_until = 0
            """,
            [.integer(now), SQLValue(closer?.text)])
        try passScope(from: item)
        try run("delete from case_missed where case_id = $1", [.text(item.id.text)])
        try countClosed(closed, 1, organisation())
        let line = try say(cause.code, [("by", author.viewer?.name ?? "")] + cause.params, in: closed, place: 3)
        announce(
            .on(
                closed, "case.closed", before: item.audience, message: line?.json ?? "",
                data: cause.isMerge ? "" : "{\"at\":\"\(Timestamp.text(now))\"}"))
        if let closer { announce(.attended(closed, to: closer)) }
        if !cause.isMerge, let agent = item.agent, agent == author.userID, item.state != .offered {
            try wrapUp(agent, seconds: policy.wrapUp)
        }
        return closed
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
