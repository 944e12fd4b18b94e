import Logging
import NIOConcurrencyHelpers
import NIOCore
import Storage

/// One log reader per process: follows the log, encodes each event once, keeps the newest in a ring, and writes to every stream that may see it.
package final class Feed: Sendable {
    static let ringSize = 2048

    private struct State {
        var head: LogPosition?
        /// The ring holds everything after this.
        var ringStart: LogPosition?
        var ring: [EncodedEvent] = []
        /// The streams of one person with one set of rights: what they may see is judged once, however many windows are open.
        var audience: [Watcher: [ObjectIdentifier: any FeedSink]] = [:]
        var watchers: [ObjectIdentifier: Watcher] = [:]
        var stalledSince: Int64?
        var dirtyQueues: Set<QueueID> = []
        var dirtyAgents: Set<UserID> = []
    }
    private let state = NIOLockedValueBox(State())
    let desk: Desk
    private let wake = Wake()
    private let countsWake = Wake()
    let whispers = WhisperGate()
    let node: String
    var database: any Database { desk.database }

    package init(desk: Desk, node: String) {
        self.desk = desk
        self.node = node
        desk.database.onCommit { [wake] in wake.wake() }
        desk.database.listen("ventanilla_log") { [wake] _ in wake.wake() }
        desk.database.listen("ventanilla_whisper") { [weak self] in self?.heard($0) }
    }

    package var streams: Int { state.withLockedValue { $0.watchers.count } }
    /// Milliseconds for which rows have been waiting to be shown; 0 when the reader is level with the log.
    package var lag: Int64 { state.withLockedValue { $0.stalledSince.map { Clock.wall() - $0 } ?? 0 } }

    /// Follows the log until cancelled.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.follow() }
            group.addTask { await self.tellCounts() }
        }
        let sinks = state.withLockedValue { state in
            defer { (state.audience, state.watchers) = ([:], [:]) }
            return state.audience.values.flatMap(\.values)
        }
        for sink in sinks { sink.loop.execute { sink.end() } }
    }

    /// Replays what came after `cursor` and registers, with nothing between: from the ring, else from the log. Nil starts at the newest.
    /// Answers false when the cursor can't be served: the client must load a snapshot (`reset`).
    package func attach(_ sink: any FeedSink, _ watcher: Watcher, after cursor: LogPosition?) async throws -> Bool {
        var cursor = cursor
        for _ in 0..<100 {
            if let settled = register(sink, watcher, after: cursor) { return settled }
            // Older than the ring: the log itself, then look again.
            guard let from = cursor else {
                try await step()
                continue
            }
            let epoch = desk.settings.eventEpoch
            let answer = try await desk.read { try EventLog.read(after: from, epoch: epoch, limit: EventLog.replayLimit, $0) }
            guard case .span(let span) = answer else { return false }
            let events = Self.encode(span)
            let frames = events.compactMap { $0.frame(for: watcher) }
            sink.loop.execute { for frame in frames { sink.write(frame) } }
            if span.head == from, span.events.isEmpty { try await step() }
            cursor = span.head
        }
        return false
    }

    package func detach(_ sink: any FeedSink) {
        let key = ObjectIdentifier(sink)
        state.withLockedValue { state in
            guard let watcher = state.watchers.removeValue(forKey: key) else { return }
            state.audience[watcher]?[key] = nil
            if state.audience[watcher]?.isEmpty == true { state.audience[watcher] = nil }
        }
    }

    /// Writes a frame that never enters the log, to those who may see the case now.
    func send(_ frame: ByteBuffer, to isFor: (Watcher) -> Bool) {
        let sinks = state.withLockedValue { state in state.audience.filter { isFor($0.key) }.flatMap(\.value.values) }
        Self.hop(sinks.map { ($0, [frame], false) })
    }

    /// The same, with a frame of each one's own; `frame` gives nil for whom it is not.
    func send(_ frame: (Watcher) -> ByteBuffer?) {
        let deliveries = state.withLockedValue { state in
            state.audience.flatMap { watcher, sinks in frame(watcher).map { frame in sinks.values.map { ($0, [frame], false) } } ?? [] }
        }
        Self.hop(deliveries)
    }
    var hasVisitors: Bool { state.withLockedValue { $0.audience.keys.contains { if case .visitor = $0 { true } else { false } } } }

    /// Nil when the cursor is older than the ring, or newer than this reader has come.
    private func register(_ sink: any FeedSink, _ watcher: Watcher, after cursor: LogPosition?) -> Bool? {
        state.withLockedValue { state in
            guard let head = state.head, let start = state.ringStart else { return nil }
            let from = cursor ?? head
            if from.epoch != head.epoch { return false }
            guard from >= start, from <= head else { return nil }
            let frames = state.ring.filter { $0.end > from }.compactMap { $0.frame(for: watcher) }
            state.audience[watcher, default: [:]][ObjectIdentifier(sink)] = sink
            state.watchers[ObjectIdentifier(sink)] = watcher
            // Queued on the sink's loop under the lock: what is announced next comes after.
            sink.loop.execute { for frame in frames { sink.write(frame) } }
            return true
        }
    }

    private func follow() async {
        while !Task.isCancelled {
            do {
                if try await step() {
                    await wake.sleep(milliseconds: 5)  // a transaction that began earlier is still running: its end may bring no nudge
                } else {
                    await wake.sleep(milliseconds: 1000)
                }
            } catch {
                state.withLockedValue { if $0.stalledSince == nil { $0.stalledSince = Clock.wall() } }
                desk.log.error("the log could not be read", metadata: ["error": "\(error)"])
                await Wake.pause(milliseconds: 200)
            }
        }
    }

    /// Reads what is new and hands it out. True when rows are held back.
    @discardableResult
    private func step() async throws -> Bool {
        let epoch = desk.settings.eventEpoch
        guard let head = state.withLockedValue({ $0.head }) else {
            let newest = try await desk.read { try EventLog.head(epoch: epoch, $0) }
            state.withLockedValue { state in
                guard state.head == nil else { return }
                state.head = newest
                state.ringStart = newest
            }
            return false
        }
        let answer = try await desk.read { try EventLog.read(after: head, epoch: epoch, limit: nil, $0) }
        guard case .span(let span) = answer else { throw DeskError("storage.unavailable", "the log went backwards") }
        let events = Self.encode(span)
        var deliveries: [(any FeedSink, [ByteBuffer], Bool)] = []
        state.withLockedValue { state in
            guard state.head == head else { return }  // another step was faster
            state.head = span.head
            state.stalledSince = span.isHeldBack ? state.stalledSince ?? Clock.wall() : nil
            guard !events.isEmpty else { return }
            for event in events { note(event.event, in: &state) }
            state.ring.append(contentsOf: events)
            if state.ring.count > Self.ringSize {
                let cut = state.ring.count - Self.ringSize
                state.ringStart = state.ring[cut - 1].end
                state.ring.removeFirst(cut)
            }
            for (watcher, sinks) in state.audience {
                let frames = events.compactMap { $0.frame(for: watcher) }
                if frames.isEmpty { continue }
                let ends = events.contains { $0.ends(watcher) }
                for sink in sinks.values { deliveries.append((sink, frames, ends)) }
                if ends {
                    state.audience[watcher] = nil
                    for key in sinks.keys { state.watchers[key] = nil }
                }
            }
            Self.hop(deliveries)  // under the lock, so that two steps can't swap
        }
        return span.isHeldBack
    }

    /// One hop per event loop, however many streams it carries.
    private static func hop(_ deliveries: [(any FeedSink, [ByteBuffer], Bool)]) {
        var loops: [ObjectIdentifier: (loop: any EventLoop, list: [(any FeedSink, [ByteBuffer], Bool)])] = [:]
        for delivery in deliveries {
            let loop = delivery.0.loop
            loops[ObjectIdentifier(loop), default: (loop, [])].list.append(delivery)
        }
        for (loop, list) in loops.values {
            loop.execute {
                for (sink, frames, ends) in list {
                    for frame in frames { sink.write(frame) }
                    if ends { sink.end() }
                }
            }
        }
    }

    private static func encode(_ span: EventLog.Span) -> [EncodedEvent] {
        let isSerial = span.head.xid == 0
        return span.events.map { EncodedEvent($0, end: isSerial ? $0.position : span.head) }
    }

    // MARK: Counts, at most once a second, read once for everyone

    private func note(_ event: LoggedEvent, in state: inout State) {
        if event.kind == "config.changed" || event.kind == "session.ended" || event.kind == "reset" { desk.viewers.clear() }
        guard event.before != event.after else { return }
        for audience in [event.before, event.after].compactMap({ $0 }) {
            state.dirtyQueues.insert(audience.queue)
            if let agent = audience.agent ?? audience.closedBy { state.dirtyAgents.insert(agent) }
        }
        countsWake.wake()
    }

    private func tellCounts() async {
        var day = NewDay()
        while !Task.isCancelled {
            do {
                if day.hasBegun(at: desk.now(), try await desk.organisation()) { try await noteEveryone() }
                let (queues, agents) = takeDirty()
                if !queues.isEmpty || !agents.isEmpty { try await tell(queues, agents) }
            } catch let error as DeskError where error.code == "organisation.none" {
                // Nothing is set up yet, so nothing is counted.
            } catch {
                desk.log.error("counts could not be read", metadata: ["error": "\(error)"])
            }
            await countsWake.sleep(milliseconds: min(60_000, day.left))
            await Wake.pause(milliseconds: 1000)
        }
    }

    private func takeDirty() -> (Set<QueueID>, Set<UserID>) {
        state.withLockedValue { state in
            defer { (state.dirtyQueues, state.dirtyAgents) = ([], []) }
            return (state.dirtyQueues, state.dirtyAgents)
        }
    }

    private func noteEveryone() async throws {
        let queues = try await desk.read { try $0.all("select id from queue where archived_at = 0", []) { QueueID($0.text(0)) } }
        state.withLockedValue { state in
            state.dirtyQueues.formUnion(queues)
            for case .staff(let viewer) in state.watchers.values { state.dirtyAgents.insert(viewer.id) }
        }
    }
}
