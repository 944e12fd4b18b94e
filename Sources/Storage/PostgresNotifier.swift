#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import NIOPosix
import Synchronization

/// Sends NOTIFY on a connection of its own; equal messages that wait together are sent once, so a burst of commits costs one.
final class PostgresNotifier: Sendable {
    private struct Message: Hashable {
        let channel: String
        let payload: String
    }

    private struct State {
        var waiting: [Message] = []
        var known: Set<Message> = []
        var running = false
    }

    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let slot: PostgresSlot
    private let state = Mutex(State())

    init(_ slot: PostgresSlot) {
        self.slot = slot
        thread.start()
    }

    /// Best effort: what can't be sent is dropped, and so is what comes when a thousand messages wait.
    func send(_ channel: String, _ payload: String) {
        let message = Message(channel: channel, payload: payload)
        let idle = state.withLock { state in
            guard state.waiting.count < 1000, state.known.insert(message).inserted else { return false }
            state.waiting.append(message)
            defer { state.running = true }
            return !state.running
        }
        if idle { thread.submit { _ in self.drain() } }
    }

    func close() async {
        await withCheckedContinuation { continuation in
            thread.submit { _ in
                self.slot.close()
                continuation.resume()
            }
        }
        await withCheckedContinuation { continuation in
            thread.shutdownGracefully { _ in continuation.resume() }
        }
    }

    private func drain() {
        while let messages = next() {
            for message in messages where !sent(message) && !sent(message) { break }
            // What comes within the next moment goes together: at most 500 rounds a second, however many commits.
            usleep(2000)
        }
    }

    /// A connection that was lost while idle is noticed here; the second try has a new one.
    private func sent(_ message: Message) -> Bool {
        do {
            let arguments: [SQLValue] = [.text(message.channel), .text(message.payload)]
            _ = try slot.ready().execute("select pg_notify($1, $2)", arguments, nil)
            return true
        } catch {
            return false
        }
    }

    private func next() -> [Message]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.running = false
                return nil
            }
            defer { (state.waiting, state.known) = ([], []) }
            return state.waiting
        }
    }
}
