import Synchronization

final class PostgresDatabase: Database {
    let engine = Engine.postgres
    private let lanes: Lanes<PostgresSlot>
    private let notifier: PostgresNotifier
    private let listener: PostgresListener
    private let nudge = Mutex<Callback?>(nil)
    private let meter = CommitMeter()
    private let retries = Atomic<Int>(0)

    /// Follows every commit of every process.
    static let logChannel = "ventanilla_log"

    static func open(_ url: String, connections: Int) async throws -> PostgresDatabase {
        let database = PostgresDatabase(url, connections: connections)
        do {
            try await database.checkTextOrder()
        } catch {
            await database.close()
            throw error
        }
        return database
    }

    private init(_ url: String, connections: Int) {
        let gate = PostgresGate(url)
        lanes = Lanes((0..<connections).map { _ in PostgresSlot(gate) }, limit: 4096)
        notifier = PostgresNotifier(PostgresSlot(gate))
        listener = PostgresListener(url)
    }

    var figures: StorageFigures { meter.figures(waiting: lanes.waiting) }
    var deadlocks: Int { retries.load(ordering: .relaxed) }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await retrying {
            try await self.lanes.run { slot in
                let value = try self.meter.measure {
                    try slot.transact("begin isolation level read committed read write", keep: true, body)
                }
                self.announce()
                return value
            }
        }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await retrying {
            try await self.lanes.run { slot in
                try slot.transact("begin isolation level repeatable read read only", keep: false, body)
            } after: { slot in
                slot.finish()
            }
        }
    }

    func onCommit(_ nudge: @escaping @Sendable () -> Void) {
        self.nudge.withLock { $0 = Callback(call: nudge) }
    }

    func listen(_ channel: String, _ body: @escaping @Sendable (String) -> Void) {
        listener.listen(channel, body)
    }

    func notify(_ channel: String, _ payload: String) async {
        notifier.send(channel, payload)
    }

    func backup(to path: String) async throws {
        throw StorageError(.other, "this backs up SQLite; for PostgreSQL run pg_dump --format=custom")
    }

    func close() async {
        await listener.close()
        for slot in await lanes.close() { slot.close() }
        await notifier.close()
    }

    private func announce() {
        nudge.withLock { $0 }?.call()
        notifier.send(Self.logChannel, "")
    }

    /// Runs `once` again after a deadlock, at most four times; the waits hold no thread and no connection.
    private func retrying<T: Sendable>(_ once: @Sendable () async throws -> T) async throws -> T {
        var attempt = 1
        while true {
            do {
                return try await once()
            } catch let error as StorageError where error.kind == .serialization && attempt < 5 {
                retries.add(1, ordering: .relaxed)
                attempt += 1
                try? await Task.sleep(for: .milliseconds(Int.random(in: 1...(4 << attempt))))
            }
        }
    }

    /// Lists are keyset-paginated on text that both engines must sort bytewise.
    private func checkTextOrder() async throws {
        let sql = "select datcollate, pg_encoding_to_char(encoding) from pg_database where datname = current_database()"
        let found = try await read { transaction in try transaction.first(sql) { ($0.text(0), $0.text(1)) } }
        guard let (order, encoding) = found, encoding == "UTF8", ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(order) else {
            throw StorageError(.other, "create the database with: create database … template template0 encoding 'UTF8' lc_collate 'C'")
        }
    }
}
