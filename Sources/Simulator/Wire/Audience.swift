import NIOConcurrencyHelpers
import NIOCore

/// The pages that watch: one stream each, for all their phones.
final class Audience: Sendable {
    private struct State {
        var next = 0
        var streams: [Int: AsyncStream<ByteBuffer>.Continuation] = [:]
    }
    private let state = NIOLockedValueBox(State())

    /// A page that doesn't read this many frames is cut off; it comes back and asks for everything.
    static let patience = 2_000

    var isEmpty: Bool { state.withLockedValue { $0.streams.isEmpty } }

    func join() -> (id: Int, frames: AsyncStream<ByteBuffer>) {
        let (frames, continuation) = AsyncStream.makeStream(of: ByteBuffer.self, bufferingPolicy: .bufferingOldest(Self.patience))
        let id = state.withLockedValue { state in
            state.next += 1
            state.streams[state.next] = continuation
            return state.next
        }
        return (id, frames)
    }

    func leave(_ id: Int) {
        state.withLockedValue { $0.streams.removeValue(forKey: id) }?.finish()
    }

    func tell(_ event: String, _ json: JSON) {
        guard !isEmpty else { return }
        let frame = Self.frame(event, json)
        let full = state.withLockedValue { state in
            state.streams.filter { _, stream in
                if case .enqueued = stream.yield(frame) { false } else { true }
            }.map(\.key)
        }
        full.forEach(leave)
    }

    func beat() {
        for stream in state.withLockedValue({ Array($0.streams.values) }) { stream.yield(ByteBuffer(string: ": hb\n\n")) }
    }

    static func frame(_ event: String, _ json: JSON) -> ByteBuffer { ByteBuffer(string: "event: \(event)\ndata: \(json.text())\n\n") }
}
