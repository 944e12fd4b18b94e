import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Desk
@testable import Storage

@Suite struct EventLogTests {
    /// The interleaving of architecture §3: A touches the contact point first (an old transaction id), B commits the case, then A does.
    /// A reader between them must neither skip A's event nor show the two out of the case's order.
    @Test(.enabled(if: World.engines.contains(.postgres))) func anOlderTransactionThatCommitsLater() async throws {
        try await World.with(.postgres) { world in
            let received = try await world.elenaWrites()
            let start = try await head(world)
            let aTouched = Gate(), bCommitted = Gate()
            async let a: Void = touchLate(received.caseID, in: world, begun: aTouched, goesOn: bCommitted)
            await aTouched.wait()
            try await world.desk.write(by: .system) { try $0.touch(received.caseID, saying: "b") }
            guard case .span(let between) = try await read(world, after: start) else { return #expect(Bool(false), "no reset is due") }
            #expect(between.events.allSatisfy { $0.data.isEmpty }, "B is held back while A, which began earlier, still runs")
            #expect(between.isHeldBack)
            bCommitted.open()
            try await a
            let after = try await untilBoth(world, after: between.head)
            #expect(after.events.map(\.data).suffix(2) == ["b", "a"], "in the order of the case's version, not of the transaction ids")
            #expect(after.events.map(\.version) == after.events.map(\.version).sorted())
            #expect(after.events.last?.position == after.head)
            #expect(after.events.dropLast().allSatisfy { $0.position < after.head }, "a frame inside the span resumes at its beginning")
        }
    }

    /// The same with a third transaction between the two, still running when both have committed: A's id is below it, B's above.
    @Test(.enabled(if: World.engines.contains(.postgres))) func aThirdTransactionBetweenTheTwo() async throws {
        try await World.with(.postgres) { world in
            let received = try await world.elenaWrites()
            let start = try await head(world)
            let aTouched = Gate(), bCommitted = Gate(), cTouched = Gate(), looked = Gate()
            async let a: Void = touchLate(received.caseID, in: world, begun: aTouched, goesOn: bCommitted)
            await aTouched.wait()
            async let c: Void = world.desk.write(by: .system) { change in
                try change.run("set local idle_in_transaction_session_timeout = 0")
                try change.run("update setting set value = value where name = 'organisation'")
                cTouched.open()
                looked.waitOnThread()
            }
            await cTouched.wait()
            try await world.desk.write(by: .system) { try $0.touch(received.caseID, saying: "b") }
            bCommitted.open()
            try await a
            guard case .span(let between) = try await read(world, after: start) else { return #expect(Bool(false), "no reset is due") }
            #expect(between.events.allSatisfy { $0.data.isEmpty }, "A would come before B")
            #expect(between.isHeldBack)
            looked.open()
            try await c
            let after = try await untilBoth(world, after: between.head)
            #expect(after.events.map(\.data).suffix(2) == ["b", "a"])
        }
    }

    /// Other tests' transactions in the same cluster may hold the log back for a moment: read again until both are shown.
    /// A: an old transaction id, the contact point touched, and the case only when the test lets it go on.
    private func touchLate(_ item: CaseID, in world: World, begun: Gate, goesOn: Gate) async throws {
        try await world.desk.write(by: .system) { change in
            try change.run("set local idle_in_transaction_session_timeout = 0")  // a busy machine may take its time here
            try change.run("update contact_point set touched_at = touched_at + 1 where kind = 'phone'")
            begun.open()
            goesOn.waitOnThread()
            try change.touch(item, saying: "a")
        }
    }

    private func untilBoth(_ world: World, after cursor: LogPosition) async throws -> EventLog.Span {
        let deadline = Clock.wall() + 20_000
        while true {
            guard case .span(let span) = try await read(world, after: cursor) else { throw DeskError("internal", "reset") }
            if Set(span.events.map(\.data)).isSuperset(of: ["a", "b"]) || Clock.wall() > deadline { return span }
        }
    }

    @Test(arguments: World.engines) func cursorsOfAnotherEpochOrAheadAreReset(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let head = try await head(world)
            for cursor in [
                LogPosition(epoch: head.epoch + 1, xid: head.xid, id: head.id),
                LogPosition(epoch: head.epoch, xid: head.xid + 1_000_000, id: head.id + 1_000_000),
            ] {
                guard case .reset = try await read(world, after: cursor) else {
                    Issue.record("\(cursor.text) was served")
                    continue
                }
            }
            guard case .span(let span) = try await read(world, after: head) else { return #expect(Bool(false)) }
            #expect(span.events.isEmpty)
        }
    }

    /// Replay and registration are one step: whatever the moment of attaching, nothing is skipped and order holds.
    @Test(arguments: World.engines) func attachingWhileEventsFlowSkipsNothing(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let feed = Feed(desk: world.desk, node: "test")
            let running = Task { await feed.run() }
            let group = MultiThreadedEventLoopGroup.singleton
            let received = try await world.elenaWrites()
            let start = try await head(world)
            let writing = Task {
                for n in 0..<120 { _ = try await world.elenaWrites("Mensaje \(n)", id: "n-\(n)") }
            }
            var sinks: [CollectingSink] = []
            for _ in 0..<30 {
                let sink = CollectingSink(loop: group.next())
                #expect(try await feed.attach(sink, .staff(world.carla), after: start))
                sinks.append(sink)
            }
            try await writing.value
            let last = try await world.item(received.caseID).version
            for sink in sinks {
                await sink.until { text in text.contains("\"version\":\(last),") }
                let versions = try await sink.versions()
                #expect(Set(versions).isSuperset(of: Set((versions.min() ?? 0)...last)), "a version is missing")
                #expect(versions.last == last)
            }
            running.cancel()
            await running.value
        }
    }

    /// The closing of a session ends its streams, and only its.
    @Test(arguments: World.engines) func anEndedSessionEndsItsStream(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let feed = Feed(desk: world.desk, node: "test")
            let running = Task { await feed.run() }
            let hers = CollectingSink(loop: MultiThreadedEventLoopGroup.singleton.next())
            let his = CollectingSink(loop: MultiThreadedEventLoopGroup.singleton.next())
            #expect(try await feed.attach(hers, .staff(world.ana), after: nil))
            #expect(try await feed.attach(his, .staff(world.bruno), after: nil))
            try await world.desk.signOut(world.ana)
            await hers.untilEnded()
            #expect(feed.streams == 1)
            running.cancel()
            await running.value
        }
    }

    private func head(_ world: World) async throws -> LogPosition {
        try await world.desk.read { try EventLog.head(epoch: world.desk.settings.eventEpoch, $0) }
    }
    private func read(_ world: World, after cursor: LogPosition) async throws -> EventLog.Answer {
        try await world.desk.read { try EventLog.read(after: cursor, epoch: world.desk.settings.eventEpoch, limit: nil, $0) }
    }
}

/// Opened once; a body on a database thread may block on it, a test awaits it.
final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var isOpen = false

    func open() {
        condition.lock()
        isOpen = true
        condition.broadcast()
        condition.unlock()
    }
    func waitOnThread() {
        condition.lock()
        while !isOpen { condition.wait() }
        condition.unlock()
    }
    func wait() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                self.waitOnThread()
                continuation.resume()
            }
        }
    }
}

/// A stream that keeps all it is given.
final class CollectingSink: FeedSink, @unchecked Sendable {
    let loop: any EventLoop
    private let condition = NSCondition()
    private var text = ""
    private var hasEnded = false
    init(loop: any EventLoop) { self.loop = loop }

    func write(_ frame: ByteBuffer) {
        condition.lock()
        text += String(buffer: frame)
        condition.broadcast()
        condition.unlock()
    }
    func end() {
        condition.lock()
        hasEnded = true
        condition.broadcast()
        condition.unlock()
    }
    func until(_ fits: @escaping @Sendable (String) -> Bool) async { await blocking { while !fits(self.text) { self.condition.wait() } } }
    func untilEnded() async { await blocking { while !self.hasEnded { self.condition.wait() } } }

    /// The versions of the case frames, in the order they came.
    func versions() async throws -> [Int64] {
        let lines = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                self.condition.lock()
                defer { self.condition.unlock() }
                continuation.resume(returning: self.text)
            }
        }
        return try lines.matches(of: /"number":\d+,"version":(\d+),/).map { try #require(Int64($0.output.1)) }
    }
    private func blocking(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                self.condition.lock()
                body()
                self.condition.unlock()
                continuation.resume()
            }
        }
    }
}

extension Change {
    fileprivate func touch(_ id: CaseID, saying data: String) throws {
        let item = try touch(.id(id), for: .system)
        announce(.on(item, "case.updated", before: item.audience, data: data))
    }
}
