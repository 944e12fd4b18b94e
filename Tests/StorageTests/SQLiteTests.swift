import Foundation
import Testing

@testable import Storage

extension StorageTests {
    @Suite struct OnSQLite {
        @Test func everyCommitIsDurable() async throws {
            try await World.with(.sqlite) { database, _ in
                let settings = try await database.write { transaction in
                    try ["synchronous", "journal_mode", "wal_autocheckpoint", "foreign_keys", "cache_size"].map {
                        try transaction.first("pragma \($0)") { $0.text(0) }
                    }
                }
                #expect(settings == ["2", "wal", "4000", "1", "-16384"])
            }
        }

        @Test func aBurstCostsFewCommits() async throws {
            try await World.with(.sqlite) { database, _ in
                let commits = Counter()
                let started = Counter()
                database.onCommit { commits.increment() }
                let gate = Gate()
                let first = Task { try await database.write { _ in gate.pass() } }
                await gate.reached()
                try await withThrowingTaskGroup { group in
                    for number in 0..<200 {
                        group.addTask {
                            if started.increment() == 200 { gate.open() }
                            try await database.add("\(number)")
                        }
                    }
                    try await group.waitForAll()
                }
                try await first.value
                #expect(commits.value < 100)
                #expect(try await database.count() == 200)
            }
        }

        /// Also a refusal leaves only when its neighbours' commit is durable: it may rest on what they wrote.
        @Test func answersLeaveAfterTheCommit() async throws {
            try await batch { writer, seen in
                let verbs = [StubVerb(seen) { try $0.run("insert into t values (1)") }, StubVerb(seen) { _ in throw Refused() }]
                writer.commit(verbs)
                #expect(verbs.map(\.rowsSeen) == [1, 1])
                #expect(verbs[0].error == nil)
                #expect(verbs[1].error is Refused)
            }
        }

        @Test func aFullDiskFailsTheVerbOrTheBatchButNeverLies() async throws {
            try await batch { writer, seen in
                let small = StubVerb(seen) { try $0.run("insert into t values (1)") }
                let large = StubVerb(seen) { try $0.run("insert into t values (zeroblob(1000000))") }
                writer.commit([StubVerb(seen) { _ = try $0.first("pragma max_page_count = 20") { $0.int(0) } }])
                writer.commit([small, large])
                #expect((large.error as? StorageError)?.kind == .full)
                #expect(small.rowsSeen == (small.error == nil ? 1 : 0))
                let again = StubVerb(seen) { try $0.run("insert into t values (2)") }
                writer.commit([again])
                #expect(again.error == nil)
            }
        }

        @Test func aVanishedTransactionFailsEveryVerbOfTheBatch() async throws {
            try await batch { writer, seen in
                let before = StubVerb(seen) { try $0.run("insert into t values (1)") }
                let thief = StubVerb(seen) { try $0.script("rollback") }
                let after = StubVerb(seen) { try $0.run("insert into t values (1)") }
                writer.commit([before, thief, after])
                for verb in [before, thief, after] { #expect((verb.error as? StorageError)?.kind == .unavailable) }
                #expect(after.rowsSeen == 0)
                let next = StubVerb(seen) { try $0.run("insert into t values (1)") }
                writer.commit([next])
                #expect(next.error == nil && next.rowsSeen == 1)
            }
        }

        @Test func aVanishedFileIsNoticedAndComesBack() async throws {
            try await World.with(.sqlite, connections: 1) { database, url in
                let path = String(url.dropFirst("sqlite:".count))
                try await database.add("a")
                try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
                try await database.expect(.unavailable) { try await $0.add("b") }
                try await database.expect(.unavailable) { _ = try await $0.count() }
                #expect(!FileManager.default.fileExists(atPath: path))
                try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
                try await database.add("c")
                #expect(try await database.count() == 2)
            }
        }

        @Test func aReplacedFileIsReadAfresh() async throws {
            try await World.with(.sqlite, connections: 1) { database, url in
                let path = String(url.dropFirst("sqlite:".count))
                try await database.add("kept")
                try await database.backup(to: path + ".copy")
                try await database.add("lost")
                for suffix in ["", "-wal", "-shm"] { try FileManager.default.removeItem(atPath: path + suffix) }
                try FileManager.default.moveItem(atPath: path + ".copy", toPath: path)
                #expect(try await database.count() == 1)
                try await database.add("new")
                #expect(try await database.count() == 2)
                #expect(try await database.write { try $0.first("pragma synchronous") { $0.int(0) } } == 2)
            }
        }

        @Test func aWriterThatTurnsReadOnlyRecovers() async throws {
            try await World.with(.sqlite) { database, _ in
                try await database.write { try $0.run("pragma query_only = on") }
                try await database.expect(.readOnly) { try await $0.add("a") }
                try await database.add("b")
                #expect(try await database.count() == 1)
            }
        }

        /// It is broken off on the caller's thread and begun again elsewhere; the next times it goes there at once.
        @Test func aLongReadDoesNotHoldTheCallersThread() async throws {
            try await World.with(.sqlite) { database, _ in
                let slow = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 300000) select count(*) from n"
                let runs = Counter()
                for _ in 0..<3 {
                    let count = try await database.read { transaction in
                        runs.increment()
                        return try transaction.first(slow) { $0.int(0) }
                    }
                    #expect(count == 300_000)
                }
                #expect(runs.value == 6)
                try await database.add("a")
                #expect(try await database.count() == 1)
            }
        }

        @Test func aBackupIsOneCompleteFile() async throws {
            try await World.with(.sqlite) { database, url in
                let target = String(url.dropFirst("sqlite:".count)) + ".backup"
                for number in 0..<100 { try await database.add("\(number)") }
                try await database.backup(to: target)
                #expect(!FileManager.default.fileExists(atPath: target + "-wal"))
                let copy = try await Databases.open(target)
                #expect(try await copy.count() == 100)
                await copy.close()
                try await database.expect(.other) { try await $0.backup(to: target) }
                try await database.expect(.unavailable) { try await $0.backup(to: "/nowhere/backup") }
                try await database.add("goes on")
            }
        }

        @Test func aSecondServerIsRefusedByName() async throws {
            try await World.with(.sqlite) { _, url in
                let path = String(url.dropFirst("sqlite:".count))
                let server = try await Databases.open(url, exclusive: true)
                let refusal = StorageError(
                    .unavailable,
                    "\(path) is in use by process \(ProcessInfo.processInfo.processIdentifier): stop it first, or take another database")
                await #expect(throws: refusal) { _ = try await Databases.open(url, exclusive: true) }
                let visitor = try await Databases.open(url)
                await visitor.close()
                await server.close()
                let next = try await Databases.open(url, exclusive: true)
                await next.close()
            }
        }

        @Test func inMemoryLeavesNothing() async throws {
            let database = try await Databases.open(":memory:")
            try await database.write { try $0.run("create table note (id text)") }
            let path = try await database.read { try $0.first("pragma database_list") { $0.text(2) } }
            #expect(try await database.count() == 0)
            await database.close()
            for suffix in ["", "-wal", "-shm"] { #expect(!FileManager.default.fileExists(atPath: try #require(path) + suffix)) }
        }

        @Test(arguments: ["sqlite:/nowhere/at/all.db", "sqlite:", "mysql://host/db"])
        func whatCanNotBeOpenedSaysWhy(_ url: String) async throws {
            await #expect(throws: StorageError.self) { _ = try await Databases.open(url) }
        }

        /// A writer with the table `t`, and a reader that counts its rows on another connection.
        private func batch(_ body: (SQLiteWriter, @escaping @Sendable () -> Int) async throws -> Void) async throws {
            let folder = try World.temporaryFolder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let slot = SQLiteSlot(path: folder + "/batch.db", isWriter: true)
            try slot.ready(create: true).script("create table t (x blob)")
            let reader = SQLiteSlot(path: folder + "/batch.db", isWriter: false)
            try await body(SQLiteWriter(slot)) {
                var count = -1
                _ = try? reader.ready().execute("select count(*) from t where x = 1") { count = Int($0.int(0)) }
                return count
            }
        }
    }
}

/// Notes how many rows others could see when it was answered.
private final class StubVerb: Verb, @unchecked Sendable {
    private let count: @Sendable () -> Int
    private let body: (any Transaction) throws -> Void
    private(set) var error: (any Error)?
    private(set) var rowsSeen: Int?

    init(_ count: @escaping @Sendable () -> Int, _ body: @escaping (any Transaction) throws -> Void) {
        self.count = count
        self.body = body
    }

    func run(in transaction: any Transaction) -> Bool {
        do { try body(transaction) } catch { self.error = error }
        if error == nil { return true }
        return false
    }

    func fail(_ error: any Error) { self.error = error }
    func answer() { rowsSeen = count() }
}
