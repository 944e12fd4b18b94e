import Storage

/// The customer's silence: an hour (or a fifth of the time, where that is less) before the end its agent is warned, and then it closes by itself.
/// Counted from our last reply; whatever the customer writes ends it.
extension Desk {
    static let dueSilence = [
        "select id, silence_at from cases where state = 'open' and silence_at > 0 order by silence_at limit 200",
        "select id, silence_at from cases where state = 'waiting' and silence_at > 0 and wake_at = 0 order by silence_at limit 200",
    ]

    /// Answers when the next act of this kind is due.
    func closeSilent() async throws -> Int64? {
        let now = now()
        let due = try await read { transaction in
            try Self.dueSilence.flatMap { try transaction.all($0, []) { (id: CaseID($0.text(0)), at: $0.int(1)) } }
        }
        for silence in due where silence.at <= now {
            try await writeIfDue { change in
                let item = try change.touch(.id(silence.id), for: .system)
                guard let held = try change.silence(of: item.id), held.at > 0, held.at <= change.now,
                    item.state == .open || (item.state == .waiting && item.wakeAt == 0)
                else { throw NothingDue() }
                if held.isWarned {
                    _ = try change.close(item, change.policy(of: item.campaign), by: item.agent, cause: .silence(hours: held.hours))
                } else {
                    try change.warn(item, held)
                }
            }
        }
        return due.filter { $0.at > now }.map(\.at).min()
    }
}

private struct Silence {
    let at: Int64
    let isWarned: Bool
    let hours: Int64
    /// Milliseconds between the warning and the end.
    var lead: Int64 { hours >= 5 ? 3_600_000 : hours * 720_000 }
}

extension Change {
    /// When the warning comes, as SQL over a case's row; `$n` is the placeholder of our reply's time.
    static func silence(after reply: String) -> String {
        """
        silence_warned = 0, silence_at = case when silence_hours = 0 then 0
            else \(reply) + silence_hours * 3600000 - case when silence_hours >= 5 then 3600000 else silence_hours * 720000 end end
        """
    }

    fileprivate func silence(of item: CaseID) throws -> Silence? {
        try first("select silence_at, silence_warned, silence_hours from cases where id = $1", [.text(item.text)]) {
            Silence(at: $0.int(0), isWarned: $0.int(1) != 0, hours: $0.int(2))
        }
    }

    fileprivate func warn(_ item: Case, _ silence: Silence) throws {
        madeWork = true
        let end = now + silence.lead
        let warned = try set(item, "silence_warned = 1, silence_at = $2", [.integer(end)])
        let line = try say("silenceWarning", [("until", Timestamp.text(end))], in: warned)
        announce(.on(warned, "case.silent", before: item.audience, message: line?.json ?? ""))
    }
}
