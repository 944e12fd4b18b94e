import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Server-Sent Events: what was missed, then what happens, until either side closes.
struct EventStreams: Sendable {
    let feed: Feed
    let presence: Presence
    let heartbeats = Heartbeats()
    let places = StreamPlaces()
    /// An office's visitors may share an address; a machine that opens streams without end has one too.
    private static let visitorsPerAddress = 1000

    /// Registered before its head is written: whoever reads the head misses nothing that is said from then on.
    /// - Parameter most: streams one person may hold; more answer `streams.too_many`.
    func open(_ watcher: Watcher, most: Int, _ call: Call) async throws -> Response {
        let headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store", Self.buffering: "no"]
        guard call.request.method == .get else { return Response(status: .ok, headers: headers) }
        let held = try take(watcher, most: most, call.address)
        let asked = try call.request.headers[Self.lastEventID] ?? call.query.one("after")
        let channel = call.context.channel
        let sink = StreamSink(channel, isHeld: true)
        try await replay(to: sink, watcher, after: asked)
        watcher.opened(presence)
        channel.closeFuture.whenComplete { _ in
            feed.detach(sink)
            heartbeats.remove(sink)
            watcher.closed(presence)
            if case .staff(let viewer) = watcher { sayGoodbye(viewer.id, on: channel.eventLoop) }
            withExtendedLifetime(held) {}
        }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
                try await follow(sink, on: channel)
                throw CancellationError()  // The channel is closed: there is nothing left to finish.
            })
    }

    /// A browser comes back to a stream that was cut two seconds later (`retry`): only who does not is gone.
    private func sayGoodbye(_ agent: UserID, on loop: any EventLoop) {
        guard !presence.hasStream(agent) else { return }
        loop.scheduleTask(in: .seconds(3)) {
            guard !presence.hasStream(agent) else { return }
            Task { await feed.left(agent) }
        }
    }

    private func take(_ watcher: Watcher, most: Int, _ address: String) throws -> [StreamPlace] {
        let wanted =
            switch watcher {
            case .staff(let viewer): [("user:\(viewer.id)", most)]
            case .bot(let viewer): [("bot:\(viewer.credential)", most)]
            case .visitor(let point, _): [("point:\(point)", most), ("address:\(address)", Self.visitorsPerAddress)]
            }
        return try wanted.map { key, most in
            guard let place = places.take(key, most: most) else {
                throw DeskError("streams.too_many", "Hay demasiadas ventanas abiertas a la vez; cierra alguna.", extra: ["retryAfter": "5"])
            }
            return place
        }
    }

    private func follow(_ sink: StreamSink, on channel: any NIOCore.Channel) async throws {
        try await Self.prepare(channel)
        try await withGracefulShutdownHandler {
            try await sink.loop.submit {
                if channel.isActive { heartbeats.add(sink) }
                sink.release()
            }.get()
            try await channel.closeFuture.get()
        } onGracefulShutdown: {
            sink.loop.execute { sink.end() }
        }
    }

    private func replay(to sink: StreamSink, _ watcher: Watcher, after asked: String?) async throws {
        let cursor = asked.flatMap { $0.isEmpty ? nil : LogPosition(text: $0) }
        let isReadable = asked?.isEmpty != false || cursor != nil
        guard isReadable, try await feed.attach(sink, watcher, after: cursor) else {
            return sink.loop.execute {
                sink.write(ByteBuffer(string: "event: reset\ndata: {\"reason\":\"cursor\"}\n\n"))
                sink.end()
            }
        }
    }

    private static func prepare(_ channel: any NIOCore.Channel) async throws {
        // A stream of HTTP/2 is a channel within a connection's; its client has closed its half at once, and resets to leave.
        let connection = channel.parent?.parent == nil ? channel : channel.parent
        if connection === channel {
            try await channel.eventLoop.submit { try channel.pipeline.syncOperations.addHandler(CloseOnInputClosed()) }.get()
        }
        // Without it the kernel waits a quarter of an hour for a machine that went without a word.
        try await connection?.setOption(Self.userTimeout, value: 60_000).get()
    }

    private static let userTimeout = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: 18))
    private static let lastEventID = HTTPField.Name(known: "Last-Event-ID")
    private static let buffering = HTTPField.Name(known: "X-Accel-Buffering")
}

extension Watcher {
    fileprivate func opened(_ presence: Presence) {
        if case .staff(let viewer) = self { presence.opened(viewer.id) }
    }
    fileprivate func closed(_ presence: Presence) {
        if case .staff(let viewer) = self { presence.closed(viewer.id) }
    }
}
