import Logging
import Storage

extension Desk {
    /// Tells the customer that their agent has read up to this message: `job.data` is its id. Telling it twice shows the same.
    func tellRead(_ job: Job) async throws {
        let found = try await read { transaction in
            try transaction.first("select account_id, provider_id from message where id = $1", [.text(job.data)]) {
                (account: $0.text(0), providerID: $0.textOrNil(1))
            }
        }
        do {
            if let found, let providerID = found.providerID {
                let account = try await account(found.account)
                try await channels.channel(account.channel).tellRead(providerID, account: account, secret: try await secret(of: account))
            }
            try await write(by: .system) { try $0.finish(job) }
        } catch SendFailure.retry(let after, _) where job.attempts < 4 {
            try await write(by: .system) { try $0.postpone(job, by: max(after ?? 0, Backoff.delay(attempt: job.attempts))) }
        } catch SendFailure.unknown(_) where job.attempts < 4 {
            try await write(by: .system) { try $0.postpone(job, by: Backoff.delay(attempt: job.attempts)) }
        } catch let error where error is SendFailure || error is DeskError {
            log.notice("a mark of reading was not taken", metadata: ["message": "\(job.data)", "error": "\(error)"])
            try await write(by: .system) { try $0.finish(job) }
        }
    }
}
