import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@testable import Desk
@testable import Server
@testable import Storage

/// The demo organisation behind its HTTP side, in a database of the test's own.
struct Door: Sendable {
    static let password = "jacaranda-2026"
    static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    let desk: Desk
    let feed: Feed
    let server: DeskServer
    let client: any TestClientProtocol

    static func with(
        _ setup: TestingSetup = .router, web: String? = nil, _ options: (inout ServerOptions) -> Void = { _ in },
        _ body: @escaping @Sendable (Door) async throws -> Void
    ) async throws {
        let folder = "\(NSTemporaryDirectory())door-\(UInt64.random(in: 0 ... .max))"
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let database = try await Databases.open(":memory:")
        _ = try await Migrator.migrate(database, Migrations.all)
        let desk = Desk(
            database: database, vault: Vault(key: [UInt8](repeating: 7, count: 32)), attachments: AttachmentStore(folder: folder),
            channels: ChannelDirectory([QuietChannel(name: "webchat"), QuietChannel(name: "api")]),
            passwords: PasswordHasher(threads: 2, memoryKiB: 64, iterations: 1), log: quiet)
        _ = try await desk.makeDemo(passwords: .same(password))
        var chosen = ServerOptions()
        chosen.port = 0
        chosen.webFolder = web ?? "\(checkout)/Web"
        chosen.openAPIFile = "\(checkout)/docs/openapi.yaml"
        options(&chosen)
        let feed = Feed(desk: desk, node: "test")
        let server = try DeskServer(desk: desk, feed: feed, options: chosen, log: quiet)
        try await server.application().test(setup) { client in
            try await body(Door(desk: desk, feed: feed, server: server, client: client))
        }
        await database.close()
    }

    static let own = "http://localhost"
    static let json: HTTPFields = [.contentType: "application/json", .origin: own]

    /// Signs in and answers with the headers of a page of ours.
    func signedIn(_ name: String = "ana") async throws -> HTTPFields {
        let answer = try await post("/api/v1/session", #"{"email":"\#(name)@demo.example","password":"\#(Self.password)"}"#)
        try #require(answer.status == .ok)
        let cookie = try #require(answer.headers[.setCookie]).prefix { $0 != ";" }
        var headers = Self.json
        headers[.cookie] = String(cookie)
        return headers
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await client.executeRequest(uri: path, method: .get, headers: headers, body: nil)
    }
    func post(_ path: String, _ body: String, _ headers: HTTPFields = Door.json) async throws -> TestResponse {
        try await client.executeRequest(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
    }
    func put(_ path: String, _ body: String, _ headers: HTTPFields) async throws -> TestResponse {
        try await client.executeRequest(uri: path, method: .put, headers: headers, body: ByteBuffer(string: body))
    }
}

extension TestResponse {
    /// What a problem document or another object says under a key.
    func member(_ key: String) throws -> JSONValue? {
        guard case .object(let members) = try JSONParser.parse([UInt8](buffer: body)) else { return nil }
        return members.first { $0.key == key }?.value
    }
    var code: String? {
        get throws { if case .string(let code) = try member("code") { code } else { nil } }
    }
}
