import NIOConcurrencyHelpers

/// Work that goes on after an answer: in order within a lane (a customer), side by side across lanes.
final class Lanes: Sendable {
    typealias Work = @Sendable () async -> Void

    private struct State {
        var waiting: [String: [Work]] = [:]
    }
    private let state = NIOLockedValueBox(State())
    private let starts: AsyncStream<Work>
    private let starter: AsyncStream<Work>.Continuation

    init() { (starts, starter) = AsyncStream.makeStream(of: Work.self) }

    func run() async {
        await withDiscardingTaskGroup { group in
            for await work in starts { group.addTask(operation: work) }
        }
    }

    /// Without a lane it begins at once.
    func add(to lane: String? = nil, _ work: @escaping Work) {
        guard let lane else {
            starter.yield(work)
            return
        }
        let isFirst = state.withLockedValue { state in
            state.waiting[lane, default: []].append(work)
            return state.waiting[lane]?.count == 1
        }
        if isFirst { starter.yield { await self.follow(lane) } }
    }

    private func follow(_ lane: String) async {
        while let work = state.withLockedValue({ $0.waiting[lane]?.first }) {
            await work()
            let isEmpty = state.withLockedValue { state in
                state.waiting[lane]?.removeFirst()
                guard state.waiting[lane]?.isEmpty != false else { return false }
                state.waiting[lane] = nil
                return true
            }
            if isEmpty { return }
        }
    }
}
