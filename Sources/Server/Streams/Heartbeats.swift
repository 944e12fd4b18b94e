import NIOConcurrencyHelpers
import NIOCore

/// A comment every 15 seconds keeps proxies from closing a quiet stream: one timer per event loop, whatever the number of streams.
final class Heartbeats: Sendable {
    static let period = TimeAmount.seconds(15)

    private final class Beat {
        var sinks: [ObjectIdentifier: StreamSink] = [:]
        var timer: RepeatedTask?
    }
    private let beats = NIOLockedValueBox<[ObjectIdentifier: NIOLoopBound<Beat>]>([:])
    private let frame = ByteBuffer(string: ": hb\n\n")

    /// On the sink's loop.
    func add(_ sink: StreamSink) {
        let bound = beats.withLockedValue { beats in
            let key = ObjectIdentifier(sink.loop)
            if let bound = beats[key] { return bound }
            let bound = NIOLoopBound(Beat(), eventLoop: sink.loop)
            beats[key] = bound
            return bound
        }
        let beat = bound.value
        beat.sinks[ObjectIdentifier(sink)] = sink
        if beat.timer == nil {
            beat.timer = sink.loop.scheduleRepeatedTask(initialDelay: Self.period, delay: Self.period) { [frame] _ in
                for sink in bound.value.sinks.values { sink.write(frame) }
            }
        }
    }

    /// On the sink's loop.
    func remove(_ sink: StreamSink) {
        guard let beat = beats.withLockedValue({ $0[ObjectIdentifier(sink.loop)] })?.value else { return }
        beat.sinks[ObjectIdentifier(sink)] = nil
        if beat.sinks.isEmpty {
            beat.timer?.cancel()
            beat.timer = nil
        }
    }
}
