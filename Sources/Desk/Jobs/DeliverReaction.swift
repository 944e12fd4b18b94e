import Logging
import Storage

extension Desk {
    /// Sends our reaction to a message, or its withdrawal. Sending it twice shows the same, so an unknown outcome is simply tried again.
    func deliverReaction(_ job: Job) async throws {
        guard let order = ReactionOrder(text: job.data) else { return try await write(by: .system) { try $0.finish(job) } }
        let found = try await read { transaction in
            try transaction.first(
                "select \(Message.columns) from message m where m.id = $1", [.text(order.message.text)], Message.init(row:))
        }
        guard let held = found else { return try await write(by: .system) { try $0.finish(job) } }
        do {
            let account = try await account(held.account.text)
            let channel = try channels.channel(account.channel)
            let outbound = try await read { transaction in
                OutboundReaction(
                    message: held.id, to: try transaction.address(of: held.point),
                    target: try transaction.providerID(of: held.id, account: held.account) ?? "", emoji: order.emoji ?? "")
            }
            let sent = try await channel.react(outbound, account: account, secret: try await secret(of: account))
            try await write(by: .system) { change in
                try change.finish(job)
                try change.bind(providerID: sent.providerID, to: held.id, attempt: 0, account: held.account)
                if let emoji = order.emoji { try change.settleReaction(to: held.id, .sent, emoji: emoji) }
            }
        } catch SendFailure.retry(let after, _) where job.attempts < 6 {
            try await write(by: .system) { try $0.postpone(job, by: max(after ?? 0, Backoff.delay(attempt: job.attempts))) }
        } catch SendFailure.unknown(_) where job.attempts < 6 {
            try await write(by: .system) { try $0.postpone(job, by: Backoff.delay(attempt: job.attempts)) }
        } catch let error where error is SendFailure || error is DeskError {
            log.notice("a reaction was not taken", metadata: ["message": "\(held.id)", "error": "\(error)"])
            try await write(by: .system) { change in
                try change.finish(job)
                if let emoji = order.emoji {
                    try change.settleReaction(to: held.id, .failed, emoji: emoji)
                } else {
                    try change.restoreReaction(order.withdrawn, to: held.id)
                }
            }
        }
    }
}
