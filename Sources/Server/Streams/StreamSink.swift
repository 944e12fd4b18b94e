import Desk
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// One open stream, written straight to its channel. It keeps nothing: a client that does not read is cut off and comes back with its cursor.
///
/// Everything but `init` happens on `loop`.
final class StreamSink: FeedSink, @unchecked Sendable {
    /// How long a long replay may take to drain before the rule applies to it too.
    static let patience = TimeAmount.seconds(10)

    let loop: any EventLoop
    private let channel: any NIOCore.Channel
    /// Replayed frames may wait in the channel; live ones may not.
    private var mayWaitUntil: NIODeadline?
    private var isFlushPlanned = false
    private var isOver = false
    /// What comes before the answer's head is on its way; nil from then on.
    private var held: [ByteBuffer]?
    private var endsHeld = false

    init(_ channel: any NIOCore.Channel, isHeld: Bool = false) {
        self.channel = channel
        held = isHeld ? [] : nil
        loop = channel.eventLoop
        mayWaitUntil = .now() + Self.patience
    }

    /// The head is written: what was held follows it, and the replay is behind us.
    func release() {
        guard let frames = held else { return }
        held = nil
        for frame in frames { write(frame) }
        if endsHeld { end() } else { caughtUp() }
    }

    func caughtUp() {
        if channel.isWritable { mayWaitUntil = nil }
    }

    func write(_ frame: ByteBuffer) {
        guard !isOver else { return }
        if held != nil {
            held?.append(frame)
            return
        }
        if !channel.isWritable {
            channel.flush()
            guard channel.isWritable || mayWait else { return cutOff() }
        } else if let until = mayWaitUntil, until < .now() {
            mayWaitUntil = nil
        }
        channel.write(HTTPResponsePart.body(frame), promise: nil)
        planFlush()
    }

    /// Ends the body, then the connection.
    func end() {
        guard !isOver else { return }
        if held != nil {
            endsHeld = true
            return
        }
        isOver = true
        channel.writeAndFlush(HTTPResponsePart.end(nil)).whenComplete { [channel] _ in channel.close(promise: nil) }
    }

    private var mayWait: Bool { mayWaitUntil.map { $0 > .now() } ?? false }

    private func cutOff() {
        isOver = true
        channel.close(promise: nil)
    }

    /// One system call for all that is written in one turn of the loop.
    private func planFlush() {
        guard !isFlushPlanned else { return }
        isFlushPlanned = true
        loop.execute {
            self.isFlushPlanned = false
            self.channel.flush()
        }
    }
}

/// Hummingbird lets clients close their half of a connection; of a stream that is its end.
final class CloseOnInputClosed: ChannelInboundHandler {
    typealias InboundIn = HTTPRequestPart

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
