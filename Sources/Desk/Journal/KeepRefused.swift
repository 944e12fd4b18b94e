import Logging
import NIOConcurrencyHelpers
import Storage

/// Deliveries with a wrong signature may be anybody's: one a minute and line is kept, so that whoever connects a line sees what is wrong with it.
package final class RefusedDeliveries: Sendable {
    private let last = NIOLockedValueBox<[AccountID: Int64]>([:])
    static let interval: Int64 = 60_000
    static let largest = 65_536

    func mayKeep(_ account: AccountID, at now: Int64) -> Bool {
        last.withLockedValue { last in
            if let before = last[account], now - before < Self.interval { return false }
            last[account] = now
            return true
        }
    }
}

extension Desk {
    func keepRefused(_ delivery: Delivery, _ refusal: DeskError, _ account: ChannelAccount) async throws {
        log.notice("a delivery's signature was refused", metadata: ["account": "\(account.slug)", "bytes": "\(delivery.body.count)"])
        guard delivery.body.count <= RefusedDeliveries.largest, refused.mayKeep(account.id, at: now()) else { return }
        let id = ids.make(at: now())
        try await write(by: .system) { change in
            try change.run(
                "insert into journal (id, account_id, at, body, headers, state, failures) values ($1, $2, $3, $4, $5, 'refused', $6)",
                [
                    .text(id), .text(account.id.text), .integer(change.now), .blob(delivery.body), .text(delivery.journalHeaders),
                    .text(JournalFailure.json(of: [JournalFailure(index: 0, code: refusal.code, message: refusal.message.description)])),
                ])
        }
    }

    /// Deliveries that went well are kept for a week, the others for three months.
    func sweepJournal() async throws {
        let now = now()
        for (states, age) in [("state = 'done'", Int64(7)), ("state <> 'done'", Int64(90))] {
            var swept = 200
            while swept == 200 {
                swept = try await write(by: .system) { change in
                    try change.transaction.runCounting(
                        "delete from journal where id in (select id from journal where \(states) and at < $1 order by at limit 200)",
                        [.integer(now - age * 86_400_000)])
                }
            }
        }
    }
}
