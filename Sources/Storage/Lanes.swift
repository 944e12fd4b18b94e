import NIOPosix
import Synchronization

/// A fixed number of threads; each job has a connection of its own for as long as it runs. What waits is bounded.
final class Lanes<Connection: AnyObject & Sendable>: Sendable {
    private struct State {
        var free: [Connection]
        var waiting = 0
        var closed = false
    }

    private let threads: NIOThreadPool
    private let state: Mutex<State>
    private let limit: Int

    /// - Parameter limit: jobs that may wait beyond those that run.
    init(_ connections: [Connection], limit: Int) {
        self.limit = limit + connections.count
        state = Mutex(State(free: connections))
        threads = NIOThreadPool(numberOfThreads: connections.count)
        threads.start()
    }

    /// `after` runs on the same connection when the answer is already on its way.
    func run<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> T, after: @escaping @Sendable (Connection) -> Void = { _ in }
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            if let refusal = admit() { return continuation.resume(throwing: refusal) }
            threads.submit { [self] work in
                guard case .active = work, let connection = take() else {
                    return continuation.resume(throwing: StorageError.closed)
                }
                continuation.resume(with: Result { try body(connection) })
                after(connection)
                give(back: connection)
            }
        }
    }

    /// Waits for the running jobs; those that wait are refused. Answers with the connections, to be closed.
    func close() async -> [Connection] {
        state.withLock { $0.closed = true }
        await withCheckedContinuation { continuation in
            threads.shutdownGracefully { _ in continuation.resume() }
        }
        return state.withLock { state in
            defer { state.free = [] }
            return state.free
        }
    }

    /// Jobs that wait or run.
    var waiting: Int { state.withLock { $0.waiting } }

    private func admit() -> StorageError? {
        state.withLock { state in
            if state.closed { return .closed }
            if state.waiting >= limit { return .crowded }
            state.waiting += 1
            return nil
        }
    }

    private func take() -> Connection? {
        state.withLock { $0.free.popLast() }
    }

    private func give(back connection: Connection) {
        state.withLock { state in
            state.free.append(connection)
            state.waiting -= 1
        }
    }
}

extension StorageError {
    static let closed = StorageError(.unavailable, "the database is closed")
    static let crowded = StorageError(.busy, "too many requests wait for the database")
}
