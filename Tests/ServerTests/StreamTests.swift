import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import NIOPosix
import Testing

@testable import Desk
@testable import Server

@Suite struct StreamTests {
    private let frame = ByteBuffer(string: "data: {}\n\n")

    @Test func `writes in one turn and flushes once`() throws {
        let channel = EmbeddedChannel()
        let sink = StreamSink(channel)
        sink.write(frame)
        sink.write(frame)
        #expect(try channel.readOutbound(as: HTTPResponsePart.self) == nil)
        channel.embeddedEventLoop.run()
        #expect(try channel.readOutbound(as: HTTPResponsePart.self) == .body(frame))
        #expect(try channel.readOutbound(as: HTTPResponsePart.self) == .body(frame))
    }

    @Test func `cuts off who does not read`() throws {
        let channel = EmbeddedChannel()
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        let sink = StreamSink(channel)
        sink.caughtUp()
        sink.write(frame)
        #expect(channel.isActive)
        channel.isWritable = false
        sink.write(frame)
        #expect(!channel.isActive)
    }

    @Test func `a long replay may drain`() throws {
        let channel = EmbeddedChannel()
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        channel.isWritable = false
        let sink = StreamSink(channel)
        sink.write(frame)
        sink.caughtUp()
        sink.write(frame)
        #expect(channel.isActive)
    }

    @Test func `ends with the last frame`() throws {
        let channel = EmbeddedChannel()
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        let sink = StreamSink(channel)
        sink.write(frame)
        sink.end()
        sink.write(frame)
        #expect(try channel.readOutbound(as: HTTPResponsePart.self) == .body(frame))
        #expect(try channel.readOutbound(as: HTTPResponsePart.self) == .end(nil))
        #expect(try channel.readOutbound(as: HTTPResponsePart.self) == nil)
        #expect(!channel.isActive)
    }

    @Test func `what happens arrives, and a cursor that says nothing is reset`() async throws {
        try await Self.following { door, headers, port in
            try await Self.stream(port, "/api/v1/events", headers) { lines in
                try await lines.await("retry: 2000")
                _ = try await door.put("/api/v1/me/state", #"{"state":"available"}"#, headers)
                try await lines.await("event: agent.state")
            }
            try await Self.stream(port, "/api/v1/events?after=nonsense", headers) { lines in
                try await lines.await("event: reset")
                try await lines.awaitEnd()
            }
        }
    }

    @Test func `a revoked session closes its streams`() async throws {
        try await Self.following { door, headers, port in
            try await Self.stream(port, "/api/v1/events", headers) { lines in
                try await lines.await("retry: 2000")
                // The stream must stand before its session falls.
                _ = try await door.put("/api/v1/me/state", #"{"state":"available"}"#, headers)
                try await lines.await("event: agent.state")
                _ = try await door.client.executeRequest(uri: "/api/v1/session", method: .delete, headers: headers, body: nil)
                try await lines.await("event: session.ended")
                try await lines.awaitEnd()
            }
        }
    }

    /// Ana signed in at a server whose feed runs.
    private static func following(_ body: @escaping @Sendable (Door, HTTPFields, Int) async throws -> Void) async throws {
        try await Door.with(.live) { door in
            let following = Task { await door.feed.run() }
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body(door, try await door.signedIn(), try #require(door.client.port))) } catch {
                outcome = .failure(error)
            }
            following.cancel()
            await following.value
            try outcome.get()
        }
    }

    /// A raw connection that asks for a stream and reads its lines.
    private static func stream(
        _ port: Int, _ path: String, _ headers: HTTPFields, _ body: @Sendable (inout Lines) async throws -> Void
    ) async throws {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connect(host: "127.0.0.1", port: port) {
            channel in
            channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel) }
        }
        try await channel.executeThenClose { inbound, outbound in
            let head = "GET \(path) HTTP/1.1\r\nHost: localhost\r\nCookie: \(headers[.cookie] ?? "")\r\n\r\n"
            try await outbound.write(ByteBuffer(string: head))
            var lines = Lines(source: inbound.makeAsyncIterator())
            try await body(&lines)
        }
    }

    struct Lines {
        var source: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        private var text = ""

        init(source: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator) { self.source = source }

        /// Reads on until a line says this; the suite's time limit is the time-out.
        mutating func await(_ wanted: String) async throws {
            while !text.contains(wanted) {
                guard let piece = try await source.next() else { throw DeskError("test", "the stream ended before \(wanted)") }
                text += String(buffer: piece)
            }
        }

        mutating func awaitEnd() async throws {
            while try await source.next() != nil {}
        }
    }
}
