import Storage

extension Desk {
    /// A supervisor gives the case to an agent of its queue (offered; open at once where the policy accepts by itself), or to nobody (queued). Throws `agent.not_member`, `case.state`, `forbidden`.
    package func assign(_ reference: CaseReference, to agent: UserID?, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { try $0.assign(reference, to: agent, by: viewer).after }
    }
}

extension Change {
    /// The case before and after.
    func assign(_ reference: CaseReference, to agent: UserID?, by viewer: Viewer) throws -> (before: Case, after: Case) {
        let item = try touch(reference)
        guard viewer.leads(item.campaign) else { throw DeskError.forbidden("Solo un supervisor asigna casos a otras personas.") }
        guard let agent else {
            guard item.state.isHeld else { throw try illegal(item) }
            return (
                item,
                try requeue(item, by: item.state == .offered ? .decline : .release, code: "released", params: [("by", viewer.name)])
            )
        }
        let name = try first(
            "select u.name from users u join queue_member m on m.user_id = u.id where u.id = $1 and m.queue_id = $2 and u.archived_at = 0",
            [.text(agent.text), .text(item.queue.text)]
        ) { $0.text(0) }
        guard let name else {
            throw DeskError("agent.not_member", "Esa persona no es miembro de la cola del caso #\(item.number).", field: "agent")
        }
        madeWork = true
        let policy = try policy(of: item.campaign)
        let accepts = policy.acceptance == .automatic
        let deadline = accepts || policy.offerTimeout == 0 ? 0 : now + policy.offerTimeout * 1000
        let assigned = try move(
            item, by: .assign, to: accepts ? .open : .offered,
            "agent_id = $2, \(accepts ? "opened_at" : "offered_at") = $3, deadline = $4, orphaned_at = 0",
            [.text(agent.text), .integer(now), .integer(deadline)])
        let line = try say("assigned", [("agent", name), ("by", viewer.name)], in: assigned)
        announce(.on(assigned, accepts ? "case.accepted" : "case.offered", before: item.audience, message: line?.json ?? ""))
        return (item, assigned)
    }
}
