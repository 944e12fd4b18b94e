import Storage

extension Desk {
    /// Takes a closed case up again: the agent's own if an agent asks, else queued. Throws `case.reopen_refused` where the policy says nobody.
    package func reopen(_ reference: CaseReference, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference)
            guard item.state == .closed else { throw try change.illegal(item) }
            guard try change.policy(of: item.campaign).lets(viewer, reopen: item) else {
                throw DeskError(
                    "case.reopen_refused", "La campaña no permite reabrir el caso #\(item.number); el próximo mensaje abre uno nuevo.")
            }
            let mine = viewer.role == .agent
            let reopened = try change.reopen(item, to: mine ? viewer.id : nil)
            let line = try change.say("reopened", [("by", viewer.name)], in: reopened)
            change.announce(.on(reopened, "case.reopened", before: item.audience, message: line?.json ?? ""))
            return reopened
        }
    }
}

extension Change {
    /// Takes a touched closed case up again, whoever or whatever does: this person's, or queued where it is nobody's. With a scope, that scope's messages
    /// join it from now on.
    func reopen(_ item: Case, to agent: UserID?, scope: String? = nil, seatTaken: Bool = false) throws -> Case {
        guard item.mergedInto.isEmpty else { throw try merged(item) }
        try countClosed(item, -1, organisation())
        return try move(
            item, by: .reopen, to: agent == nil ? .queued : .open,
            "agent_id = cast($2 as text), opened_at = $3, queued_at = $3, closed_at = 0, closed_by = null, scope_key = cast($4 as text)",
            [SQLValue(agent?.text), .integer(now), SQLValue(scope)], seatTaken: seatTaken)
    }
}
