import Storage

extension Desk {
    /// Gives a case back: a declined offer looks for the next agent, and an open or waiting case waits in its queue by its old age.
    package func release(_ reference: CaseReference, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { try $0.release(reference, by: viewer).after }
    }
}

extension Change {
    /// The case before and after.
    func release(_ reference: CaseReference, by viewer: Viewer) throws -> (before: Case, after: Case) {
        let item = try touch(reference)
        guard item.state.isHeld else { throw try illegal(item) }
        guard item.agent == viewer.id || viewer.leads(item.campaign) else {
            throw DeskError(
                "case.not_holder", "El caso #\(item.number) lo tiene otro agente; solo esa persona o un supervisor puede devolverlo.")
        }
        return (
            item, try requeue(item, by: item.state == .offered ? .decline : .release, code: "released", params: [("by", viewer.name)])
        )
    }

    /// Back to its queue; the agent who had it is not offered it again in this round.
    func requeue(_ item: Case, by transition: Transition, code: String, params: [(String, String)]) throws -> Case {
        try returnTransfer(of: item, by: code)
        if let agent = item.agent {
            try run(
                "insert into case_missed (case_id, agent_id) values ($1, $2) on conflict do nothing",
                [.text(item.id.text), .text(agent.text)])
        }
        var queued = try move(
            item, by: transition, to: .queued, "agent_id = null, deadline = 0, offered_at = 0, orphaned_at = 0, queued_at = $2",
            [.integer(item.queuedAt)])
        let line = try say(code, params, in: queued)
        if transition == .decline, let agent = item.agent { queued = try passOn(queued, missedBy: agent) }
        announce(
            .on(
                queued, transition == .decline ? "case.queued" : "case.released", before: item.audience, message: line?.json ?? "",
                data: Self.visitorAgent(queued, nil)))
        return queued
    }
}
