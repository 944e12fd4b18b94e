import NIOPosix
import Synchronization

/// Verbs that arrive while a commit is under way wait here and run together in the next transaction: a burst costs one fsync.
final class GroupCommit: Sendable {
    private struct State {
        var waiting: [any Verb] = []
        var running = false
        var closed = false
    }

    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let state = Mutex(State())
    private let meter = CommitMeter()
    private let limit: Int
    private let batchSize: Int
    private let commit: @Sendable ([any Verb]) -> Void

    /// - Parameter commit: runs and answers every verb it is given, on the writer's thread.
    init(limit: Int = 4096, batchSize: Int = 256, commit: @escaping @Sendable ([any Verb]) -> Void) {
        self.limit = limit
        self.batchSize = batchSize
        self.commit = commit
        thread.start()
    }

    func submit<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let verb = WaitingVerb(body: body, continuation: continuation)
            let (refusal, idle) = state.withLock { state -> (StorageError?, Bool) in
                if state.closed { return (.closed, false) }
                if state.waiting.count >= limit { return (.crowded, false) }
                state.waiting.append(verb)
                defer { state.running = true }
                return (nil, !state.running)
            }
            if let refusal { return continuation.resume(throwing: refusal) }
            if idle { thread.submit { _ in self.drain() } }
        }
    }

    /// Commits what waits and takes no more.
    func close() async {
        state.withLock { $0.closed = true }
        await withCheckedContinuation { continuation in
            thread.submit { _ in continuation.resume() }
        }
        await withCheckedContinuation { continuation in
            thread.shutdownGracefully { _ in continuation.resume() }
        }
    }

    var figures: StorageFigures { meter.figures(waiting: state.withLock { $0.waiting.count }) }

    private func drain() {
        while let batch = next() { meter.measure { commit(batch) } }
    }

    private func next() -> [any Verb]? {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.running = false
                return nil
            }
            let batch = Array(state.waiting.prefix(batchSize))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }
}

/// One body that waits for its turn, and keeps its outcome until the commit is durable.
protocol Verb: AnyObject, Sendable {
    /// Runs the body; answers whether its changes shall be kept.
    func run(in transaction: any Transaction) -> Bool
    /// The body went on after an error of the database: it fails with that error.
    func fail(_ error: any Error)
    func answer()
}

/// Touched by one thread at a time: the caller's, then the writer's.
private final class WaitingVerb<T: Sendable>: Verb, @unchecked Sendable {
    private let body: @Sendable (any Transaction) throws -> T
    private let continuation: CheckedContinuation<T, any Error>
    private var outcome: Result<T, any Error> = .failure(StorageError.closed)

    init(body: @escaping @Sendable (any Transaction) throws -> T, continuation: CheckedContinuation<T, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    func run(in transaction: any Transaction) -> Bool {
        outcome = Result { try body(transaction) }
        if case .success = outcome { return true }
        return false
    }

    func fail(_ error: any Error) { outcome = .failure(error) }
    func answer() { continuation.resume(with: outcome) }
}
