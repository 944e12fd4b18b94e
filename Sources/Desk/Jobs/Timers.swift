import Logging
import Storage

/// Every timer of the product, on one page. Each runs on every node: what it does is compare-and-set, so twice is once.
extension Desk {
    struct TimerRule: Sendable {
        let name: String
        /// Milliseconds between two looks when nothing is known to be due; a deadline brings the next look forward.
        let every: Int64
        /// Does what is due and answers when the next thing is, if it knows.
        let run: @Sendable (Desk) async throws -> Int64?
    }

    static func timers(node: String) -> [TimerRule] {
        [
            TimerRule(name: "deadlines", every: 5_000) { desk in
                let next = [
                    try await desk.endOffers(), try await desk.endSnoozes(), try await desk.endWrapUps(), try await desk.endSilences(),
                    try await desk.endSilentCalls(), try await desk.closeSilent(),
                ]
                return next.compactMap { $0 }.min()
            },
            TimerRule(name: "orphans", every: 15_000) { try await $0.requeueOrphans() },
            TimerRule(name: "presence", every: 5_000) { desk in
                try await desk.keepPresence(node: node)
                return nil
            },
            TimerRule(name: "counters", every: 2_000) { desk in
                guard desk.database.engine == .postgres else { return nil }
                try await desk.write(by: .system) { try Counters.fold($0.transaction) }
                return nil
            },
            TimerRule(name: "search", every: 2_000) { try await $0.keepIndex() },
            TimerRule(name: "journal", every: 600_000) { desk in
                try await desk.sweepJournal()
                return nil
            },
            TimerRule(name: "sessions", every: 600_000) { desk in
                try await desk.write(by: .system) { try $0.run("delete from session where expires_at < $1", [.integer($0.now)]) }
                return nil
            },
            TimerRule(name: "bulks", every: 3_600_000) { desk in
                try await desk.sweepBulks()
                return nil
            },
            TimerRule(name: "attachments", every: sweepPeriod) { desk in
                try await desk.sweepAttachments()
                return nil
            },
        ]
    }

    static let dueOffers = "select id, deadline from cases where state = 'offered' and deadline > 0 order by deadline limit 200"

    /// Offers whose deadline has passed go on as the policy says; two missed in a row set a break where it says so.
    func endOffers() async throws -> Int64? {
        let now = now()
        let due = try await read { transaction in
            try transaction.all(Self.dueOffers, []) { (id: CaseID($0.text(0)), deadline: $0.int(1)) }
        }
        for offer in due where offer.deadline <= now {
            try await writeIfDue { change in
                let item = try change.touch(.id(offer.id), for: .system)
                guard item.state == .offered, item.deadline > 0, item.deadline <= change.now, let agent = item.agent else {
                    throw NothingDue()
                }
                let name = try change.first("select name from users where id = $1", [.text(agent.text)]) { $0.text(0) } ?? ""
                change.missed(by: agent)
                _ = try change.requeue(item, by: .decline, code: "timedOut", params: [("agent", name)])
                try change.breakIfMissing(agent, try change.policy(of: item.campaign))
            }
        }
        return due.first { $0.deadline > now }?.deadline
    }

    static let orphansOfACampaign =
        "select id, orphaned_at from cases where campaign_id = $1 and orphaned_at > 0 order by orphaned_at limit 200"

    /// Campaign by campaign: those that keep their orphans stand in nobody's way.
    func requeueOrphans() async throws -> Int64? {
        let now = now()
        let orphans = try await read { transaction in
            try Campaign.all(transaction).filter { $0.policy.orphan == .requeue }.flatMap { campaign in
                try transaction.all(Self.orphansOfACampaign, [.text(campaign.id.text)]) {
                    (id: CaseID($0.text(0)), since: $0.int(1), minutes: campaign.policy.orphanRequeue)
                }
            }
        }
        var next: Int64?
        for orphan in orphans {
            let due = orphan.since + orphan.minutes * 60_000
            guard due <= now else {
                next = min(next ?? due, due)
                continue
            }
            try await writeIfDue { change in
                let item = try change.touch(.id(orphan.id), for: .system)
                guard item.orphanedAt == orphan.since, item.state == .open || item.state == .waiting else { throw NothingDue() }
                _ = try change.requeue(item, by: .requeue, code: "queued", params: [])
            }
        }
        return next
    }

    /// A timer's verb that finds nothing to do any more leaves no trace, not even the touch.
    func writeIfDue(_ verb: @escaping @Sendable (Change) throws -> Void) async throws {
        do { try await write(by: .system, verb) } catch is NothingDue { return }
    }
}

/// Another node, or the agent, was faster: the touch is undone.
struct NothingDue: Error {}
