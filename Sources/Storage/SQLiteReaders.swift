import NIOCore
import Synchronization

/// Short reads run on the caller's own thread, which costs no hand-off between threads (measured: the larger half of a point read);
/// one that outlasts its budget is broken off and begun again on a reader's thread.
final class SQLiteReaders: Sendable {
    /// nil: closed.
    private let idle: Mutex<[SQLiteSlot]?>
    private let lanes: Lanes<SQLiteSlot>

    init(path: String, threads: Int) {
        let cores = System.coreCount
        idle = Mutex((0..<cores).map { _ in SQLiteSlot(path: path, isWriter: false) })
        lanes = Lanes((0..<threads).map { _ in SQLiteSlot(path: path, isWriter: false) }, limit: 4096)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        if let answer = try inTime(body) { return answer }
        return try await lanes.run { slot in
            guard let answer = try Self.snapshot(of: slot.ready(), within: .none, body) else { throw StorageError.closed }
            return answer
        }
    }

    /// For what takes long by nature.
    func run(_ body: @escaping @Sendable (SQLiteConnection) throws -> Void) async throws {
        try await lanes.run { slot in try body(slot.ready()) }
    }

    func close() async {
        for slot in await lanes.close() { slot.close() }
        let last = idle.withLock { idle in
            defer { idle = nil }
            return idle ?? []
        }
        for slot in last { slot.close() }
    }

    /// nil: not now, or not within the budget.
    private func inTime<T: Sendable>(_ body: @Sendable (any Transaction) throws -> T) throws -> T? {
        guard let slot = idle.withLock({ $0?.popLast() }) else { return nil }
        defer { giveBack(slot) }
        return try Self.snapshot(of: slot.ready(), within: .callersTime, body)
    }

    private func giveBack(_ slot: SQLiteSlot) {
        let isClosed = idle.withLock { idle in
            idle?.append(slot)
            return idle == nil
        }
        if isClosed { slot.close() }
    }

    private enum Limit { case callersTime, none }

    /// nil: the limit was passed.
    private static func snapshot<T>(
        of connection: SQLiteConnection, within limit: Limit, _ body: (any Transaction) throws -> T
    ) throws -> T? {
        try connection.execute("begin")
        defer { _ = try? connection.execute("commit") }
        let transaction = RunningTransaction(connection)
        if limit == .callersTime { connection.startBudget() }
        let outcome = Result { try body(transaction) }
        guard connection.endBudget() else { return nil }
        switch outcome {
        case .success(let value):
            if let failure = transaction.failure { throw failure }
            return value
        case .failure(let error):
            throw transaction.verdict(on: error)
        }
    }
}
