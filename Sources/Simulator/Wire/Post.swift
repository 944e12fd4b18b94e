import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL

/// One request of the simulator to the desk.
struct Outgoing: Sendable {
    var method = "POST"
    let url: String
    var headers: [(String, String)] = []
    var body: [UInt8] = []
}

struct Incoming: Sendable {
    let status: Int
    let type: String
    let body: [UInt8]
}

/// The HTTP sender; a value, so that tests put another in its place.
package struct Post: Sendable {
    let send: @Sendable (Outgoing) async throws -> Incoming
    let end: @Sendable () async throws -> Void

    init(send: @escaping @Sendable (Outgoing) async throws -> Incoming, end: @escaping @Sendable () async throws -> Void = {}) {
        self.send = send
        self.end = end
    }

    /// Over the network. The desk on this machine may have a certificate that nobody signed.
    package static func network() -> Post {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: .seconds(30)), decompression: .disabled)
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        configuration.tlsConfiguration = tls
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        return Post(
            send: { outgoing in
                var request = HTTPClientRequest(url: outgoing.url)
                request.method = HTTPMethod(rawValue: outgoing.method)
                for (name, value) in outgoing.headers { request.headers.add(name: name, value: value) }
                if !outgoing.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: outgoing.body)) }
                let response = try await client.execute(request, timeout: .seconds(30))
                let body = try await response.body.collect(upTo: 1_048_576)
                return Incoming(
                    status: Int(response.status.code), type: response.headers.first(name: "Content-Type") ?? "",
                    body: Array(body.readableBytesView))
            }, end: { try await client.shutdown() })
    }
}
