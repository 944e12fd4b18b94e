import Storage

extension Desk {
    /// The agent says what they are doing. `available` looks for waiting cases in the same transaction; `offline` and `break` give offers back.
    /// Throws `state.reason_required`, `state.reason_unknown`, `state.not_chosen`, `forbidden`.
    package func setState(_ kind: AgentState.Kind, reason: String?, by viewer: Viewer) async throws -> AgentState {
        let state = try await write(by: .staff(viewer)) { try $0.choose(kind, reason, of: viewer.id) }
        presence.seen(viewer.id)
        return state
    }

    /// A supervisor puts somebody else into a state; the log of states keeps who did. Throws `agent.not_found` too.
    package func forceState(_ kind: AgentState.Kind, reason: String?, of agent: UserID, by viewer: Viewer) async throws -> AgentState {
        guard viewer.isStaffLead else { throw DeskError.forbidden("Solo un supervisor cambia el estado de otra persona.") }
        return try await write(by: .staff(viewer)) { change in
            guard try change.state(of: agent) != nil else {
                throw DeskError("agent.not_found", "No hay ningún agente con ese identificador. Revisa la lista de usuarios.")
            }
            if let led = viewer.led {
                let places = (2..<2 + led.count).map { "$\($0)" }.joined(separator: ", ")
                let isTheirs = try change.first(
                    "select 1 from queue_member m join queue q on q.id = m.queue_id where m.user_id = $1 and q.campaign_id in (\(places)) limit 1",
                    [.text(agent.text)] + led.map { .text($0.text) }
                ) { $0.int(0) }
                guard isTheirs != nil else {
                    throw DeskError.forbidden("Solo un supervisor de sus campañas cambia el estado de otra persona.")
                }
            }
            let state = try change.choose(kind, reason, of: agent)
            try change.audit("agent.state", target: agent.text, data: state.json)
            return state
        }
    }
}

extension Change {
    /// A state that a person chooses, with the reason it needs.
    fileprivate func choose(_ kind: AgentState.Kind, _ reason: String?, of agent: UserID) throws -> AgentState {
        guard kind != .wrapUp else {
            throw DeskError(
                "state.not_chosen", "El estado «wrapUp» lo pone el sistema al terminar un caso; elige available, busy, break u offline.",
                field: "state")
        }
        let reason = reason ?? ""
        guard kind == .onBreak else {
            guard reason.isEmpty else {
                throw DeskError.invalid("reason", "state.reason_unexpected", "Solo el descanso lleva motivo.")
            }
            return try set(state: kind, reason: "", of: agent)
        }
        if reason.isEmpty {
            let isAsked = try first("select 1 from break_reason where archived_at = 0 limit 1", []) { $0.int(0) } != nil
            guard !isAsked else { throw DeskError("state.reason_required", "Elige el motivo del descanso.", field: "reason") }
        } else {
            let isKnown =
                try first("select 1 from break_reason where id = $1 and archived_at = 0", [.text(reason)]) { $0.int(0) } != nil
            guard isKnown else {
                throw DeskError(
                    "state.reason_unknown", "No hay ningún motivo de descanso con ese identificador; consulta /api/v1/breaks.",
                    field: "reason")
            }
        }
        return try set(state: .onBreak, reason: reason, of: agent)
    }
}

extension Change {
    /// Changes an agent's state, tells everyone, returns the offers that can't be kept and looks for work if they are available now.
    /// Own cases are touched before the queues, the queues before the agent: the one lock order.
    /// `until` is when it ends by itself.
    func set(state kind: AgentState.Kind, reason: String, of agent: UserID, until: Int64 = 0) throws -> AgentState {
        guard let seen = try state(of: agent) else {
            throw DeskError.forbidden("Tu usuario no atiende casos, así que no tiene estado de agente.")
        }
        let isChanged = seen.kind != kind || seen.reason != reason || seen.until != until
        if kind == .offline, isChanged { try orphan(agent) }
        if seen.kind == .offline, kind != .offline { try adopt(agent) }
        if kind == .onBreak || kind == .offline {
            for item in try offers(to: agent) {
                _ = try requeue(item, by: .decline, code: "timedOut", params: [("agent", try name(of: agent))])
            }
        } else if kind == .available, isChanged {
            // Back from away is a new round for them; from a wrap-up or a case it is not.
            if seen.kind == .onBreak || seen.kind == .offline {
                try run("delete from case_missed where agent_id = $1", [.text(agent.text)])
            }
            isEligible(agent)
        }
        guard isChanged else { return seen }
        // Busy takes eligibility away and frees nothing: nobody has to wait for it.
        if kind != .busy { try lockQueues(of: agent) }
        let isBack = seen.kind == .onBreak || seen.kind == .offline
        try run(
            """
            update agent set state = $2, reason = $3, since = $4, until = $5, absent_since = 0, missed = case when $6 = 1 then 0 else missed end,
                idle_since = case when $6 = 1 then $4 else idle_since end, version = version + 1 where user_id = $1
            """,
            [
                .text(agent.text), .text(kind.rawValue), .text(reason), .integer(now), .integer(until),
                .integer(isBack || kind == .onBreak || kind == .offline ? 1 : 0),
            ])
        try run(
            "insert into agent_state (id, user_id, at, state, reason, author) values ($1, $2, $3, $4, $5, $6)",
            [.text(newID()), .text(agent.text), .integer(now), .text(kind.rawValue), .text(reason), .text(author.label)])
        let state = AgentState(agent: agent, kind: kind, reason: reason, since: now, until: until)
        announce(.about("agent.state", data: state.json))
        return state
    }

    private func lockQueues(of agent: UserID) throws {
        for queue in try ServedQueue.ids(of: agent, transaction) { try lock(queue: queue) }
    }

    private func name(of user: UserID) throws -> String {
        try first("select name from users where id = $1", [.text(user.text)]) { $0.text(0) } ?? ""
    }

    private func offers(to agent: UserID) throws -> [Case] {
        let ids = try all("select id from cases where agent_id = $1 and state = 'offered' order by id", [.text(agent.text)]) {
            CaseID($0.text(0))
        }
        return try ids.map { try touch(.id($0), for: .system) }.filter { $0.state == .offered && $0.agent == agent }
    }

    /// Open cases of someone who went offline: marked, and requeued later where the policy says so.
    private func orphan(_ agent: UserID) throws {
        for id in try heldOpen(by: agent) {
            let item = try touch(.id(id), for: .system)
            guard item.agent == agent, item.state == .open || item.state == .waiting, item.orphanedAt == 0 else { continue }
            let marked = try set(item, "orphaned_at = $2", [.integer(now)])
            announce(.on(marked, "case.updated", before: item.audience))
        }
    }

    /// They are back: their cases are no orphans.
    private func adopt(_ agent: UserID) throws {
        let ids = try all(
            "select id from cases where agent_id = $1 and state in ('open', 'waiting') and orphaned_at > 0 order by id", [.text(agent.text)]
        ) { CaseID($0.text(0)) }
        for id in ids {
            let item = try touch(.id(id), for: .system)
            guard item.agent == agent, item.orphanedAt > 0 else { continue }
            let shown = try set(item, "orphaned_at = 0")
            announce(.on(shown, "case.updated", before: item.audience))
        }
    }

    private func heldOpen(by agent: UserID) throws -> [CaseID] {
        try all("select id from cases where agent_id = $1 and state in ('open', 'waiting') order by id", [.text(agent.text)]) {
            ID($0.text(0))
        }
    }
}
