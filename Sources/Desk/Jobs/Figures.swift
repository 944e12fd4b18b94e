import Storage

/// What operators watch beside requests.
package struct Figures: Sendable {
    package let jobs: Int64
    /// Milliseconds for which the oldest due job has waited; 0 when none is due.
    package let jobDelay: Int64
    /// Transactions run again after a deadlock or a serialization failure, since the start.
    package let retries: Int
    /// Writes of this node that wait for the database; its write transactions so far, and the time they took until durable.
    package let waiting: Int
    package let commits: Int
    package let commitNanoseconds: Int64
}

extension Desk {
    package func figures() async throws -> Figures {
        let now = now(), retries = database.deadlocks, storage = database.figures
        return try await read { transaction in
            let queue = try transaction.first("select count(*), coalesce(min(run_at), 0) from job") {
                (count: $0.int(0), oldest: $0.int(1))
            }
            let oldest = queue?.oldest ?? 0
            return Figures(
                jobs: queue?.count ?? 0, jobDelay: oldest == 0 ? 0 : max(0, now - oldest), retries: retries, waiting: storage.waiting,
                commits: storage.commits, commitNanoseconds: storage.nanoseconds)
        }
    }
}
