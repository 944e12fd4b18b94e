import AsyncHTTPClient
import Desk
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Every request to an address that somebody outside chose goes through here: public addresses only, no redirects, bounded time and size.
package final class OutsideClient: OutsideFetcher {
    private let allowLoopback: Bool
    private let timeout: TimeAmount

    /// `allowLoopback` is for the demo and its simulator on this machine.
    package init(allowLoopback: Bool, timeout: TimeAmount = .seconds(15)) {
        self.allowLoopback = allowLoopback
        self.timeout = timeout
    }

    package struct Answer: Sendable {
        package let status: Int
        package let retryAfter: Int64?
        package let body: [UInt8]
    }

    /// Throws `SendFailure`: `retry` if nothing left this machine, `unknown` once the request may have arrived.
    package func post(_ url: String, body: [UInt8], headers: [(String, String)]) async throws -> Answer {
        try await with(url) { client, timeout in
            var request = HTTPClientRequest(url: url)
            request.method = .POST
            request.headers.add(contentsOf: HTTPHeaders(headers))
            request.body = .bytes(ByteBuffer(bytes: body))
            return try await Self.answer(client.execute(request, timeout: timeout))
        }
    }

    private static func answer(_ response: HTTPClientResponse) async throws -> Answer {
        let answer = try await response.body.collect(upTo: 64 * 1024)
        // A stranger's number: at most a day.
        let after = response.headers.first(name: "Retry-After").flatMap { Int64($0) }.map { min(max($0, 0), 86_400) * 1000 }
        return Answer(status: Int(response.status.code), retryAfter: after, body: Array(answer.readableBytesView))
    }

    package func get(_ url: String, headers: [(String, String)]) async throws -> Answer {
        try await with(url) { client, timeout in
            var request = HTTPClientRequest(url: url)
            request.headers.add(contentsOf: HTTPHeaders(headers))
            return try await Self.answer(client.execute(request, timeout: timeout))
        }
    }

    /// Posts a body of a known length, in up to two minutes. `next` is asked for each piece when the connection takes it; nil is the end.
    package func upload(
        _ url: String, length: Int64, headers: [(String, String)], _ next: @escaping @Sendable () async throws -> ByteBuffer?
    ) async throws -> Answer {
        try await with(url) { client, _ in
            var request = HTTPClientRequest(url: url)
            request.method = .POST
            request.headers.add(contentsOf: HTTPHeaders(headers))
            request.body = .stream(AsyncThrowingStream(unfolding: next), length: .known(length))
            return try await Self.answer(client.execute(request, timeout: .seconds(120)))
        }
    }

    package func fetch(_ url: String, limit: Int64, into body: @Sendable (ByteBuffer) async throws -> Void) async throws -> String? {
        do {
            return try await fetch(url, headers: [], limit: limit, into: body)
        } catch OutsideFailure.answered(let status) {
            throw SendFailure.refused(reason: "El servidor del archivo respondió \(status).")
        }
    }

    /// Throws `OutsideFailure.answered` for a 4xx.
    package func fetch(
        _ url: String, headers: [(String, String)], limit: Int64, into body: @Sendable (ByteBuffer) async throws -> Void
    ) async throws -> String? {
        try await with(url) { client, timeout in
            var request = HTTPClientRequest(url: url)
            request.headers.add(contentsOf: HTTPHeaders(headers))
            let response = try await client.execute(request, timeout: timeout)
            switch response.status.code {
            case 200: break
            case 429, 500...: throw SendFailure.retry(after: nil, reason: "El servidor del archivo respondió \(response.status.code).")
            default: throw OutsideFailure.answered(Int(response.status.code))
            }
            var taken: Int64 = 0
            for try await piece in response.body {
                taken += Int64(piece.readableBytes)
                guard taken <= limit else { throw SendFailure.refused(reason: "El archivo pesa más de \(limit / 1_048_576) MB.") }
                try await body(piece)
            }
            return response.headers.first(name: "Content-Type")
        }
    }

    private func with<T: Sendable>(_ url: String, _ call: (HTTPClient, TimeAmount) async throws -> T) async throws -> T {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(), scheme == "https" || scheme == "http",
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil
        else { throw SendFailure.refused(reason: "La dirección no es una URL http o https válida.") }
        let allowLoopback = allowLoopback
        let address = try await NIOThreadPool.singleton.runIfActive { try OutsideAddress.resolve(host: host, allowLoopback: allowLoopback) }
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: timeout), decompression: .disabled)
        configuration.dnsOverride = [host: address]
        configuration.httpVersion = .http1Only
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<T, any Error>
        do { result = .success(try await call(client, timeout)) } catch { result = .failure(Self.failure(error)) }
        try await client.shutdown()
        return try result.get()
    }

    /// What of the wire's errors leaves the outcome open, and what does not.
    private static func failure(_ error: any Error) -> any Error {
        if error is SendFailure || error is DeskError || error is OutsideFailure { return error }
        if error is NIOConnectionError { return SendFailure.retry(after: nil, reason: "El servidor no acepta conexiones.") }
        if let known = error as? HTTPClientError {
            if known == .connectTimeout { return SendFailure.retry(after: nil, reason: "El servidor no respondió al conectar.") }
            return SendFailure.unknown(reason: "La conexión se cortó antes de la respuesta (\(known.shortDescription)).")
        }
        return SendFailure.unknown(reason: "La conexión se cortó antes de la respuesta.")
    }
}

/// The server answered and would not give it.
package enum OutsideFailure: Error, Equatable {
    case answered(Int)
}
