import Logging
import NIOConcurrencyHelpers
import Storage

/// Runs the timers and the jobs of this node until it is cancelled.
package final class Runner: Sendable {
    private let desk: Desk
    private let node: String
    private let jobs = Wake()
    private let timers = Wake()
    package let running = NIOLockedValueBox(0)

    package init(desk: Desk, node: String) {
        self.desk = desk
        self.node = node
        desk.work.onFire { [jobs, timers] in
            jobs.wake()
            timers.wake()
        }
    }

    package func run() async throws {
        try await desk.beginPresence()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.runJobs() }
            for rule in Desk.timers(node: node) { group.addTask { await self.run(rule) } }
        }
    }

    private func run(_ rule: Desk.TimerRule) async {
        while !Task.isCancelled {
            var wait = rule.every
            do {
                if let next = try await rule.run(desk) { wait = min(wait, max(next - desk.now(), 1)) }
            } catch {
                desk.log.error("timer failed", metadata: ["timer": "\(rule.name)", "error": "\(error)"])
            }
            if rule.name == "deadlines" { await timers.sleep(milliseconds: wait) } else { await Wake.pause(milliseconds: wait) }
        }
    }

    /// Jobs this node runs at once: a provider that lets every call time out must not hold up the others.
    private static let most = 64

    private func runJobs() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let taken = await claim()
                running.withLockedValue { $0 += taken.count }
                for job in taken { group.addTask { await self.run(job) } }
                if taken.isEmpty { await jobs.sleep(milliseconds: 500) }
            }
        }
    }

    private func claim() async -> [Job] {
        let free = Self.most - running.withLockedValue { $0 }
        do {
            guard free > 0, try await hasDueJob() else { return [] }
            return try await desk.write(by: .system) { try JobClaim.take(min(16, free), $0) }
        } catch {
            desk.log.error("jobs could not be claimed", metadata: ["error": "\(error)"])
            return []
        }
    }
    /// A look costs a read, a claim a durable write: look first.
    private func hasDueJob() async throws -> Bool {
        let now = desk.now()
        return try await desk.read {
            try $0.first("select 1 from job where run_at <= $1 and lease_until <= $1 limit 1", [.integer(now)]) { $0.int(0) } != nil
        }
    }

    private func run(_ job: Job) async {
        defer {
            let wasFull = running.withLockedValue { running in
                running -= 1
                return running == Self.most - 1
            }
            if wasFull { jobs.wake() }
        }
        do {
            switch job.kind {
            case .deliver: try await desk.deliver(job)
            case .fetch: try await desk.fetchAttachment(job)
            case .react: try await desk.deliverReaction(job)
            case .tellRead: try await desk.tellRead(job)
            case .bulk: try await desk.runBulk(job)
            case .importContacts: try await desk.importContacts(job)
            case .erase: try await desk.erase(job)
            }
        } catch {
            // The lease lapses and the job is taken again; what it had begun is judged then.
            desk.log.error("job failed", metadata: ["job": "\(job.id)", "kind": "\(job.kind.rawValue)", "error": "\(error)"])
        }
    }
}

/// Sleeps until a time or until woken, whichever is first; a call while nobody sleeps is kept.
package final class Wake: Sendable {
    private struct State {
        var isRung = false
        var sleeper: CheckedContinuation<Void, Never>?
        var turn = 0
    }
    private let state = NIOLockedValueBox(State())
    package init() {}

    package func wake() {
        let sleeper = state.withLockedValue { state -> CheckedContinuation<Void, Never>? in
            defer { state.sleeper = nil }
            if state.sleeper == nil { state.isRung = true }
            return state.sleeper
        }
        sleeper?.resume()
    }

    package func sleep(milliseconds: Int64) async {
        let turn = state.withLockedValue { state -> Int in
            state.turn += 1
            return state.turn
        }
        let alarm = Task {
            await Self.pause(milliseconds: milliseconds)
            self.end(turn)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLockedValue { state -> Bool in
                    if state.isRung || Task.isCancelled {
                        state.isRung = false
                        return true
                    }
                    state.sleeper = continuation
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            wake()
        }
        alarm.cancel()
    }

    package static func pause(milliseconds: Int64) async {
        do { try await Task.sleep(for: .milliseconds(milliseconds)) } catch { return }  // cancelled: the caller looks at that itself
    }

    private func end(_ turn: Int) {
        let sleeper = state.withLockedValue { state -> CheckedContinuation<Void, Never>? in
            guard state.turn == turn else { return nil }
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }
}
