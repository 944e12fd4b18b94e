import Foundation
import Logging
import NIOConcurrencyHelpers
import Testing

@testable import Desk
@testable import Storage

/// The demo organisation with one campaign in a database of the test's own, with its cast. `world.later(…)` moves the clock: no test sleeps.
struct World: Sendable {
    static let password = "jacaranda-2026"
    /// SQLite, and PostgreSQL where `VENTANILLA_TEST_POSTGRES` names a server.
    static let engines: [Engine] = postgres == nil ? [.sqlite] : [.sqlite, .postgres]
    private static let postgres = ProcessInfo.processInfo.environment["VENTANILLA_TEST_POSTGRES"]

    let desk: Desk
    let ana: Viewer
    let bruno: Viewer
    let sofia: Viewer
    let carla: Viewer
    let campaign: CampaignID
    let queue: QueueID
    let tienda: ChannelAccount
    let api: ChannelAccount

    /// Builds a world, runs the test in it and removes it.
    static func with<T>(
        _ engine: Engine, channels: ChannelDirectory = ChannelDirectory([QuietChannel(name: "webchat"), QuietChannel(name: "api")]),
        _ body: (World) async throws -> T
    ) async throws -> T {
        try await withDesk(engine, channels: channels) { desk in
            let demo = try await desk.makeDemo(passwords: .same(password), presets: false)
            return try await body(try await World(desk, demo))
        }
    }

    /// An empty desk: the schema and nothing else.
    ///
    /// So many at a time: hundreds beside each other would each wait for the disk longer than any time-out allows.
    static func withDesk<T>(_ engine: Engine, channels: ChannelDirectory = ChannelDirectory(), _ body: (Desk) async throws -> T)
        async throws -> T
    {
        await turns.take()
        let outcome = await Result { try await makeDesk(engine, channels: channels, body) }
        await turns.giveBack()
        return try outcome.get()
    }

    private static let turns = Turns(12)

    private static func makeDesk<T>(_ engine: Engine, channels: ChannelDirectory, _ body: (Desk) async throws -> T) async throws -> T {
        let folder = "\(NSTemporaryDirectory())desk-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let name = "desk_\(UInt64.random(in: 0 ... .max))"
        var url = ":memory:"
        if engine == .postgres, let server = postgres {
            try script("create database \(name)", on: server)
            url = Self.url(of: name, on: server)
        }
        let database = try await Databases.open(url, connections: 4)
        let outcome = await Result {
            _ = try await Migrator.migrate(database, Migrations.all)
            let desk = Desk(
                database: database, vault: Vault(key: [UInt8](repeating: 7, count: 32)),
                attachments: AttachmentStore(folder: "\(folder)/files"),
                channels: channels, passwords: PasswordHasher(threads: 2, memoryKiB: 64, iterations: 1),
                log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            return try await body(desk)
        }
        await database.close()
        if engine == .postgres, let server = postgres { try script("drop database \(name) with (force)", on: server) }
        try FileManager.default.removeItem(atPath: folder)
        return try outcome.get()
    }

    /// Making and dropping a database writes all of it to the disk, which may take longer than any statement of the desk's should.
    private static func script(_ sql: String, on server: String) throws {
        let administrator = try PostgresConnection(server)
        try administrator.script("set statement_timeout = 0")
        try administrator.script(sql)
    }

    private init(_ desk: Desk, _ demo: DemoResult) async throws {
        self.desk = desk
        var cast: [String: Viewer] = [:]
        for person in demo.people {
            let token = try await desk.signIn(email: person.email, password: person.password, address: "192.0.2.1", client: "prueba").token
            cast[person.email] = try await desk.viewer(token: token)
        }
        ana = try #require(cast["ana@demo.example"])
        bruno = try #require(cast["bruno@demo.example"])
        sofia = try #require(cast["sofia@demo.example"])
        carla = try #require(cast["carla@demo.example"])
        campaign = demo.campaign
        queue = demo.queue
        tienda = try await desk.account("tienda")
        api = try await desk.account("api")
    }

    /// Another node on the same PostgreSQL, as long as the test uses it. Its clock is its own.
    func withNeighbour(_ body: (Desk) async throws -> Void) async throws {
        let name = try #require(try await desk.read { try $0.first("select current_database()", []) { $0.text(0) } })
        let server = try #require(Self.postgres)
        let database = try await Databases.open(Self.url(of: name, on: server), connections: 4)
        let outcome = await Result {
            try await body(
                Desk(
                    database: database, vault: desk.vault, attachments: desk.attachments, channels: desk.channels,
                    passwords: PasswordHasher(threads: 2, memoryKiB: 64, iterations: 1),
                    log: Logger(label: "neighbour") { _ in SwiftLogNoOpLogHandler() }))
        }
        await database.close()
        try outcome.get()
    }

    private static func url(of database: String, on server: String) -> String {
        "\(server[..<(server.lastIndex(of: "/") ?? server.endIndex)])/\(database)"
    }

    func later(_ milliseconds: Int64) { desk.clockOffset.withLockedValue { $0 += milliseconds } }
    func newID<Of>(_ of: Of.Type = Of.self) -> ID<Of> { ID(desk.ids.make(at: desk.now())) }

    /// What the log holds of one kind, oldest first.
    func events(_ kind: String) async throws -> [(recipient: String, data: String, case: String)] {
        try await desk.read { transaction in
            try transaction.all("select recipient, data, case_id from event where kind = $1 order by id", [.text(kind)]) {
                (recipient: $0.text(0), data: $0.text(1), case: $0.text(2))
            }
        }
    }

    /// A case as a customer's first message makes it; the point's id and the case's.
    func elenaWrites(_ text: String = "Buenas tardes, mi licuadora no enciende", phone: String = "+51987654321", id: String = "m-1")
        async throws -> Received
    {
        try await desk.receive(
            Inbound(id: id, sender: .init(kind: "phone", value: phone, name: "Elena Quispe"), kind: .text, text: text),
            account: try await desk.account("api"))
    }
}

extension ContactQuery {
    static func asking(_ question: String) -> ContactQuery { ContactQuery { $0.q = question } }
    init(_ set: (inout ContactQuery) -> Void) {
        self.init()
        set(&self)
    }
}

/// A channel whose customers fetch their messages themselves.
struct QuietChannel: Channel {
    let name: String
    func read(_ delivery: Delivery, account: ChannelAccount) throws -> [DeliveredItem] { [] }
    func pushes(_ account: ChannelAccount) -> Bool { false }
    func send(_ message: Outbound, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent {
        throw SendFailure.refused(reason: "quiet")
    }
}

/// A number of places, given out in the order asked for.
private actor Turns {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ places: Int) { free = places }

    func take() async {
        if free > 0 { return free -= 1 }
        await withCheckedContinuation { waiting.append($0) }
    }

    func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// `verb` is refused with this code.
func expectRefusal<T>(
    _ code: String, field: String? = nil, sourceLocation: SourceLocation = #_sourceLocation, _ verb: () async throws -> T
) async {
    do {
        _ = try await verb()
        Issue.record("nothing was refused; expected \(code)", sourceLocation: sourceLocation)
    } catch let error as DeskError {
        #expect(error.code == code, "\(error.message)", sourceLocation: sourceLocation)
        if let field { #expect(error.fields.contains { $0.field == field }, "\(error.fields)", sourceLocation: sourceLocation) }
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
    }
}
