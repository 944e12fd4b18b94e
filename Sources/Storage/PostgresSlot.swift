import Synchronization

/// Opens connections; after a failure nobody tries again for a moment, so that a lost database is answered at once.
final class PostgresGate: Sendable {
    private struct Outage {
        var until: ContinuousClock.Instant
        var delay: Duration
        var cause: StorageError
    }

    private let url: String
    private let outage = Mutex<Outage?>(nil)

    init(_ url: String) { self.url = url }

    func connect() throws -> PostgresConnection {
        try outage.withLock { outage in
            if let outage, ContinuousClock.now < outage.until { throw outage.cause }
        }
        do {
            let connection = try PostgresConnection(url)
            outage.withLock { $0 = nil }
            return connection
        } catch let error as StorageError {
            outage.withLock { outage in
                let delay = min((outage?.delay ?? .milliseconds(50)) * 2, .seconds(1))
                outage = Outage(until: .now + delay, delay: delay, cause: error)
            }
            throw error
        }
    }
}

/// The connection of one thread, opened when first needed and again when it was lost.
final class PostgresSlot: @unchecked Sendable {
    private let gate: PostgresGate
    private var connection: PostgresConnection?

    init(_ gate: PostgresGate) { self.gate = gate }

    func ready() throws -> PostgresConnection {
        if let connection, connection.isUsable { return connection }
        connection = nil
        let opened = try gate.connect()
        connection = opened
        return opened
    }

    /// One transaction. A connection lost before COMMIT was sent is replaced once; lost during COMMIT, the outcome is unknown.
    ///
    /// - Parameter keep: commits; a reader does that after its answer is on the way.
    func transact<T>(_ begin: String, keep: Bool, _ body: (any Transaction) throws -> T) throws -> T {
        var isSecond = false
        while true {
            let connection = try ready()
            do {
                let value = try attempt(begin, on: connection, body)
                if keep { try commit(connection) }
                return value
            } catch let lost as Lost {
                if isSecond { throw lost.cause }
                isSecond = true
            }
        }
    }

    /// Ends a reader's transaction.
    func finish() {
        connection?.finish()
    }

    func close() { connection = nil }

    /// The connection ended and nothing can have been kept.
    private struct Lost: Error { let cause: any Error }

    private func attempt<T>(
        _ begin: String, on connection: PostgresConnection, _ body: (any Transaction) throws -> T
    ) throws -> T {
        connection.begin(begin)
        let transaction = RunningTransaction(connection)
        do {
            let value = try body(transaction)
            if let failure = transaction.failure { throw failure }
            return value
        } catch {
            let verdict = transaction.verdict(on: error)
            guard connection.isAlive else { throw Lost(cause: verdict) }
            if connection.isInTransaction { try? connection.script("rollback") }
            throw verdict
        }
    }

    private func commit(_ connection: PostgresConnection) throws {
        do {
            try connection.commit()
        } catch let error as StorageError {
            guard connection.isAlive else {
                throw StorageError(.unavailable, "the connection was lost during COMMIT, the outcome is unknown: \(error.message)")
            }
            throw error
        }
    }
}
