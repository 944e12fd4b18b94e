import Storage

extension Desk {
    /// The case waits, kept by its agent: until a time, or for something with a reason; in any case until the customer writes.
    /// A waiting one takes the new time and reason. Throws `case.state`, `case.not_holder`, `snooze.past`, `request.invalid`.
    package func snooze(_ reference: CaseReference, until: Int64?, reason: String, by viewer: Viewer) async throws -> Case {
        var check = FieldCheck()
        let reason = check.text(reason, "reason", 0...200)
        if until == nil, reason.isEmpty {
            check.fault("until", "snooze.empty", "Di hasta cuándo espera el caso («until») o qué espera («reason»).")
        }
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference)
            if let until {
                guard until > change.now else {
                    throw DeskError.invalid("until", "snooze.past", "«until» ya pasó; elige una hora futura.")
                }
                guard until <= change.now + 366 * 86_400_000 else {
                    throw DeskError.invalid("until", "snooze.far", "«until» está a más de un año; elige una hora más cercana.")
                }
            }
            try change.requireHolder(item, viewer)
            change.madeWork = true
            let values: [SQLValue] = [.integer(until ?? 0), .text(reason)]
            let waiting =
                item.state == .waiting
                ? try change.set(item, "wake_at = $2, waiting_reason = $3", values)
                : try change.move(item, by: .snooze, to: .waiting, "wake_at = $2, waiting_reason = $3", values)
            let params =
                [("by", viewer.name)] + (until.map { [("until", Timestamp.text($0))] } ?? []) + (reason.isEmpty ? [] : [("reason", reason)])
            let line = try change.say("snoozed", params, in: waiting)
            change.announce(.on(waiting, "case.snoozed", before: item.audience, message: line?.json ?? ""))
            return waiting
        }
    }

    /// Ends the waiting: open again, also over the agent's capacity. A case that waits no more stays as it is. Throws `case.state`, `case.not_holder`.
    package func wake(_ reference: CaseReference, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference)
            try change.requireHolder(item, viewer)
            return item.state == .open ? item : try change.wake(item, [("by", viewer.name)])
        }
    }

    static let dueSnoozes = "select id, wake_at from cases where state = 'waiting' and wake_at > 0 order by wake_at limit 200"

    /// Snoozes that are over. Answers when the next one is.
    func endSnoozes() async throws -> Int64? {
        let now = now()
        let due = try await read { transaction in
            try transaction.all(Self.dueSnoozes, []) { (id: CaseID($0.text(0)), at: $0.int(1)) }
        }
        for snooze in due where snooze.at <= now {
            try await writeIfDue { change in
                let item = try change.touch(.id(snooze.id), for: .system)
                guard item.state == .waiting, item.wakeAt > 0, item.wakeAt <= change.now else { throw NothingDue() }
                _ = try change.wake(item, [])
            }
        }
        return due.first { $0.at > now }?.at
    }
}

extension Change {
    /// Whoever attends it, or a supervisor who sees all of it.
    func requireHolder(_ item: Case, _ viewer: Viewer) throws {
        guard item.state == .open || item.state == .waiting else { throw try illegal(item) }
        if item.agent == viewer.id { return }
        guard viewer.leads(item.campaign), item.audience.sight(of: viewer) == .full else {
            throw DeskError(
                "case.not_holder", "El caso #\(item.number) lo atiende otra persona; solo ella o un supervisor que lo vea puede hacer eso.")
        }
    }

    fileprivate func wake(_ item: Case, _ params: [(String, String)]) throws -> Case {
        let open = try move(item, by: .wake, to: .open)
        let line = try say("woken", params, in: open)
        announce(.on(open, "case.woken", before: item.audience, message: line?.json ?? ""))
        return open
    }
}
