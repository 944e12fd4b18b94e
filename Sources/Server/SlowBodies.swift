import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request body trickles: a full period with less than `least` bytes. The idle time-out sees only silence.
final class SlowBodies: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let period: TimeAmount
    private let least: Int
    private var isReading = false
    private var arrived = 0
    private var check: Scheduled<Void>?

    init(period: TimeAmount = .seconds(20), least: Int = 4096) {
        self.period = period
        self.least = least
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: isReading = true
        case .body(let buffer): arrived += buffer.readableBytes
        case .end:
            isReading = false
            check?.cancel()
            check = nil
        }
        context.fireChannelRead(data)
    }

    /// Most requests arrive whole in one read and never come to a timer.
    func channelReadComplete(context: ChannelHandlerContext) {
        if isReading, check == nil { schedule(context) }
        context.fireChannelReadComplete()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        check?.cancel()
        check = nil
    }

    private func schedule(_ context: ChannelHandlerContext) {
        arrived = 0
        let channel = context.channel
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        check = context.eventLoop.scheduleTask(in: period) {
            let this = handler.value
            this.check = nil
            guard this.isReading else { return }
            if this.arrived < this.least { channel.close(promise: nil) } else { this.schedule(bound.value) }
        }
    }
}
