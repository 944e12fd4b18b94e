import Storage

extension Desk {
    /// Takes a closed case up again: the agent's own if an agent asks, else queued. Throws `case.reopen_refused` where the policy says nobody.
    package func reopen(_ reference: CaseReference, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { change in
            try change.reopen(change.touch(reference), to: viewer.role == .agent ? viewer.id : nil, by: viewer)
        }
    }
}

extension Change {
    /// Takes a touched case up again for a person who asks. Throws `case.state`, `case.reopen_refused`.
    func reopen(_ item: Case, to agent: UserID?, by viewer: Viewer) throws -> Case {
        guard item.state == .closed else { throw try illegal(item) }
        guard try policy(of: item.campaign).lets(viewer, reopen: item) else {
            throw DeskError(
                "case.reopen_refused", "La campaña no permite reabrir el caso #\(item.number); el próximo mensaje abre uno nuevo.")
        }
        let reopened = try reopen(item, to: agent)
        let line = try say("reopened", [("by", viewer.name)], in: reopened)
        announce(.on(reopened, "case.reopened", before: item.audience, message: line?.json ?? ""))
        return reopened
    }

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
