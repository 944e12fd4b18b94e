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
            try change.countClosed(item, -1, change.organisation())
            let reopened = try change.move(
                item, by: .reopen, to: mine ? .open : .queued,
                "agent_id = $2, opened_at = $3, queued_at = $3, closed_at = 0, closed_by = null",
                [mine ? .text(viewer.id.text) : .null, .integer(change.now)])
            let line = try change.say("reopened", [("by", viewer.name)], in: reopened)
            change.announce(.on(reopened, "case.reopened", before: item.audience, message: line?.json ?? ""))
            return reopened
        }
    }
}
