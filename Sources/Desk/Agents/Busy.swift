import Storage

/// Busy by itself: where a campaign says so, from the acceptance of a case until the agent has none of them open.
extension Change {
    /// The reason of a busy state that nobody chose.
    static let busyByCase = "case"
    /// The reason of a break that two missed offers set.
    static let breakByMisses = "missed"

    /// Those who are available only: a break, a wrap-up or a busy state of their own choice stays.
    func makeBusy(_ agent: UserID) throws {
        guard let seen = try state(of: agent), seen.kind == .available else { return }
        _ = try set(state: .busy, reason: Self.busyByCase, of: agent)
    }

    /// One of the cases that made them busy is open no more.
    func relieve(_ agent: UserID) throws {
        guard let seen = try state(of: agent), seen.kind == .busy, seen.reason == Self.busyByCase, try !hasBusyCase(agent) else { return }
        _ = try set(state: .available, reason: "", of: agent)
    }

    /// After an agent closed a case of their own: no more for `seconds`, unless they are away.
    func wrapUp(_ agent: UserID, seconds: Int64) throws {
        guard seconds > 0, let seen = try state(of: agent) else { return }
        guard seen.kind == .available || seen.kind == .wrapUp || (seen.kind == .busy && seen.reason == Self.busyByCase) else { return }
        _ = try set(state: .wrapUp, reason: "", of: agent, until: now + seconds * 1000)
        madeWork = true
    }

    /// What they go back to after a wrap-up.
    func endWrapUp(of agent: UserID) throws {
        let isBusy = try hasBusyCase(agent)
        _ = try set(state: isBusy ? .busy : .available, reason: isBusy ? Self.busyByCase : "", of: agent)
    }

    /// An offer to them ended unanswered; it is the second in a row.
    func breakIfMissing(_ agent: UserID, _ policy: Policy) throws {
        guard policy.missedOffersBreak else { return }
        let missed = try first(
            "select missed from agent where user_id = $1 and state in ('available', 'busy', 'wrapUp')", [.text(agent.text)]
        ) {
            $0.int(0)
        }
        guard let missed, missed >= 1 else { return }
        _ = try set(state: .onBreak, reason: Self.breakByMisses, of: agent)
    }

    func state(of agent: UserID) throws -> AgentState? {
        try first("select \(AgentState.columns) from agent where user_id = $1", [.text(agent.text)], AgentState.init(row:))
    }

    private func hasBusyCase(_ agent: UserID) throws -> Bool {
        try first("select 1 from cases where agent_id = $1 and state = 'open' and makes_busy = 1 limit 1", [.text(agent.text)]) {
            $0.int(0)
        } != nil
    }
}

extension Desk {
    /// Wrap-ups that are over. Answers when the next one is.
    func endWrapUps() async throws -> Int64? {
        let now = now()
        let due = try await read { transaction in
            try transaction.all("select user_id, until from agent where until > 0 order by until limit 200", []) {
                (agent: UserID($0.text(0)), until: $0.int(1))
            }
        }
        for wrapUp in due where wrapUp.until <= now {
            try await writeIfDue { change in
                guard let seen = try change.state(of: wrapUp.agent), seen.kind == .wrapUp, seen.until > 0, seen.until <= change.now else {
                    throw NothingDue()
                }
                try change.endWrapUp(of: wrapUp.agent)
            }
        }
        return due.first { $0.until > now }?.until
    }
}
