import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Storage

/// Everything here runs one after the other: the tests count commits, fill queues and kill connections.
@Suite(.serialized, .timeLimit(.minutes(1))) struct StorageTests {}

enum World {
    static let postgres = ProcessInfo.processInfo.environment["VENTANILLA_TEST_POSTGRES"]

    /// A database of the test's own, empty but for `note (id text primary key, body text, size bigint)`.
    static func with(
        _ engine: Engine, connections: Int = 4, _ body: (any Database, _ url: String) async throws -> Void
    ) async throws {
        switch engine {
        case .sqlite:
            let folder = try temporaryFolder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try await use("sqlite:\(folder)/desk.db", connections, body)
        case .postgres:
            guard let server = postgres else { try Test.cancel("VENTANILLA_TEST_POSTGRES is not set") }
            let name = "test_\(UInt64.random(in: 0 ... .max))"
            let admin = try administrator(server)
            try admin.script("create database \(name)")
            let url = "\(server[..<(server.lastIndex(of: "/") ?? server.endIndex)])/\(name)"
            let outcome = await Result { try await use(url, connections, body) }
            try admin.script("drop database \(name) with (force)")
            try outcome.get()
        }
    }

    /// A connection that makes and drops databases: all of one is written to the disk, which may take longer than a statement should.
    static func administrator(_ server: String) throws -> PostgresConnection {
        let connection = try PostgresConnection(server)
        try connection.script("set statement_timeout = 0")
        return connection
    }

    private static func use(_ url: String, _ connections: Int, _ body: (any Database, String) async throws -> Void) async throws {
        let database = try await Databases.open(url, connections: connections)
        let outcome = await Result {
            try await database.write { try $0.run("create table note (id text primary key, body text, size bigint)") }
            try await body(database, url)
        }
        await database.close()
        try outcome.get()
    }

    static func temporaryFolder() throws -> String {
        let folder = NSTemporaryDirectory() + "storage-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}

extension Result where Failure == any Error {
    init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

extension Database {
    func count(_ table: String = "note") async throws -> Int64 {
        try await read { try $0.first("select count(*) from \(table)") { $0.int(0) } ?? -1 }
    }

    func add(_ id: String, body: String? = nil) async throws {
        try await write { try $0.run("insert into note (id, body) values ($1, $2)", [.text(id), SQLValue(body)]) }
    }

    /// The kind of the StorageError that `operation` ends in; nil when it succeeds.
    func kind(of operation: (any Database) async throws -> Void) async throws -> StorageError.Kind? {
        do {
            try await operation(self)
            return nil
        } catch let error as StorageError {
            return error.kind
        }
    }
}

extension Database {
    /// `operation` ends in a StorageError of this kind, or well when it is nil.
    func expect(
        _ kind: StorageError.Kind?, sourceLocation: SourceLocation = #_sourceLocation, of operation: (any Database) async throws -> Void
    ) async throws {
        let found = try await self.kind(of: operation)
        #expect(found == kind, sourceLocation: sourceLocation)
    }
}

/// A refusal of the product, not of the database.
struct Refused: Error, Equatable {}

/// Opened once by the test; bodies wait in front of it, each on the thread of its transaction.
final class Gate: Sendable {
    private let arrivals = AsyncStream<Void>.makeStream()
    private let door = DispatchSemaphore(value: 0)

    /// For a body: says that it is there and waits.
    func pass() {
        arrivals.continuation.yield()
        door.wait()
        door.signal()
    }

    func open() { door.signal() }

    /// For the test: until somebody waits.
    func reached() async {
        for await _ in arrivals.stream { return }
    }
}

final class Counter: Sendable {
    private let number = Atomic<Int>(0)
    var value: Int { number.load(ordering: .sequentiallyConsistent) }
    @discardableResult func increment() -> Int { number.add(1, ordering: .sequentiallyConsistent).newValue }
}
