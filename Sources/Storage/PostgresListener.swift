#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import NIOPosix
import Synchronization

/// Follows NOTIFY channels on one connection and one thread, both made at the first `listen`.
final class PostgresListener: Sendable {
    private struct State {
        var bodies: [String: [@Sendable (String) -> Void]] = [:]
        var isStarted = false
        var isClosed = false
    }

    private let url: String
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let state = Mutex(State())
    private let bell = Bell()

    init(_ url: String) { self.url = url }

    func listen(_ channel: String, _ body: @escaping @Sendable (String) -> Void) {
        let starts = state.withLock { state in
            state.bodies[channel, default: []].append(body)
            defer { state.isStarted = true }
            return !state.isStarted && !state.isClosed
        }
        if starts {
            thread.start()
            thread.submit { _ in self.follow() }
        } else {
            bell.ring()
        }
    }

    func close() async {
        let started = state.withLock { state in
            state.isClosed = true
            return state.isStarted
        }
        bell.ring()
        guard started else { return }
        await withCheckedContinuation { continuation in
            thread.submit { _ in continuation.resume() }
        }
        await withCheckedContinuation { continuation in
            thread.shutdownGracefully { _ in continuation.resume() }
        }
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    private func follow() {
        var pause: Int32 = 50
        while !isClosed {
            do {
                let connection = try PostgresConnection(url)
                pause = 50
                try follow(connection)
            } catch {
                pause = min(pause * 2, 2000)
                bell.wait(milliseconds: pause)
            }
        }
    }

    private func follow(_ connection: PostgresConnection) throws {
        var heard: [String: Int] = [:]
        while !isClosed {
            for (channel, bodies) in state.withLock({ $0.bodies }) where heard[channel] != bodies.count {
                try connection.script("listen \"\(channel.replacing("\"", with: "\"\""))\"")
                for body in bodies.dropFirst(heard[channel] ?? 0) { body("") }
                heard[channel] = bodies.count
            }
            for (channel, payload) in try connection.notifications() {
                for body in state.withLock({ $0.bodies[channel] ?? [] }) { body(payload) }
            }
            bell.wait(for: connection.socket)
        }
    }
}

/// A pipe that wakes a thread waiting in poll.
private final class Bell: Sendable {
    private let ends: (Int32, Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        self.ends = (ends[0], ends[1])
    }

    deinit {
        close(ends.0)
        close(ends.1)
    }

    func ring() {
        var byte: UInt8 = 1
        _ = write(ends.1, &byte, 1)
    }

    /// Until it rings, `socket` can be read, or the time is over (without a limit: -1).
    func wait(for socket: Int32 = -1, milliseconds: Int32 = -1) {
        var waits = [pollfd(fd: ends.0, events: Int16(POLLIN), revents: 0), pollfd(fd: socket, events: Int16(POLLIN), revents: 0)]
        _ = poll(&waits, 2, milliseconds)
        var bytes = [UInt8](repeating: 0, count: 64)
        if waits[0].revents != 0 { _ = read(ends.0, &bytes, bytes.count) }
    }
}
