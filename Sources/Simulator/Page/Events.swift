import Hummingbird
import NIOCore
import NIOHTTPTypes
import ServiceLifecycle

extension Simulator {
    /// Server-Sent Events for all phones of a page: everything at first, then what changes. Who comes back begins again with everything.
    func events(on channel: any Channel) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { [self] writer in
                let seat = audience.join()
                defer { audience.leave(seat.id) }
                channel.closeFuture.whenComplete { _ in self.audience.leave(seat.id) }
                try await channel.eventLoop.submit { try channel.pipeline.syncOperations.addHandler(LeaveOnInputClosed()) }.get()
                try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
                try await writer.write(Audience.frame("state", state))
                await withGracefulShutdownHandler {
                    for await frame in seat.frames {
                        do { try await writer.write(frame) } catch { return }  // The page has gone.
                    }
                } onGracefulShutdown: {
                    self.audience.leave(seat.id)
                }
                try await writer.finish(nil)
            })
    }
}

/// A client that closes its half of the connection has left the stream.
private final class LeaveOnInputClosed: ChannelInboundHandler {
    typealias InboundIn = HTTPRequestPart

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
