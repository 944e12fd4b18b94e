import Synchronization

/// What operators watch of a database, since the process began.
package struct StorageFigures: Sendable, Equatable {
    /// Writes that wait for their turn, on SQLite for the one writer; on PostgreSQL all that wait for a connection or hold one.
    package var waiting = 0
    /// Transactions that were tried; on SQLite one holds many verbs.
    package var commits = 0
    /// Time they took, from BEGIN until durable.
    package var nanoseconds: Int64 = 0
}

/// Counts transactions and their time.
final class CommitMeter: Sendable {
    private let commits = Atomic<Int>(0)
    private let nanoseconds = Atomic<Int64>(0)

    func measure<T>(_ body: () throws -> T) rethrows -> T {
        let start = WallClock.nanoseconds()
        defer {
            commits.add(1, ordering: .relaxed)
            nanoseconds.add(WallClock.nanoseconds() - start, ordering: .relaxed)
        }
        return try body()
    }

    func figures(waiting: Int) -> StorageFigures {
        StorageFigures(waiting: waiting, commits: commits.load(ordering: .relaxed), nanoseconds: nanoseconds.load(ordering: .relaxed))
    }
}
