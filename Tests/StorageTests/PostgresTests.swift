import Synchronization
import Testing

@testable import Storage

extension StorageTests {
    @Suite struct OnPostgres {
        @Test func aDeadlockIsRunAgain() async throws {
            try await World.with(.postgres) { database, _ in
                for id in ["a", "b"] { try await database.add(id) }
                let meeting = Meeting()
                @Sendable func cross(_ first: String, _ second: String) async throws {
                    let isFirstRun = Atomic<Bool>(true)
                    try await database.write { transaction in
                        let sql = "update note set size = coalesce(size, 0) + 1 where id = $1"
                        try transaction.run(sql, [.text(first)])
                        if isFirstRun.exchange(false, ordering: .relaxed) { meeting.wait() }
                        try transaction.run(sql, [.text(second)])
                    }
                }
                async let one: Void = cross("a", "b")
                async let other: Void = cross("b", "a")
                _ = try await (one, other)
                #expect(database.deadlocks >= 1)
                #expect(try await database.read { try $0.all("select size from note") { $0.int(0) } } == [2, 2])
            }
        }

        @Test func killedConnectionsAreReplaced() async throws {
            try await World.with(.postgres) { database, url in
                try await database.add("a")
                try kill(url)
                try await database.add("b")
                try kill(url)
                #expect(try await database.count() == 2)
            }
        }

        @Test func aConnectionLostInTheMiddleIsTriedOnceMore() async throws {
            try await World.with(.postgres) { database, url in
                let runs = Counter()
                try await database.write { transaction in
                    try transaction.run("insert into note (id) values ('a')")
                    if runs.increment() == 1 { try kill(url) }
                    try transaction.run("insert into note (id) values ('b')")
                }
                #expect(runs.value == 2)
                #expect(try await database.count() == 2)
                let kind = try await database.kind {
                    try await $0.write { transaction in
                        try kill(url)
                        try transaction.run("insert into note (id) values ('c')")
                    }
                }
                #expect(kind == .unavailable)
                #expect(try await database.count() == 2)
            }
        }

        @Test func aConnectionLostDuringCommitIsNotRepeated() async throws {
            try await World.with(.postgres) { database, _ in
                try await database.write { transaction in
                    try transaction.script(
                        """
                        create function die() returns trigger language plpgsql as
                            $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end $$;
                        create constraint trigger die after insert on note deferrable initially deferred for each row execute function die();
                        """)
                }
                let runs = Counter()
                let kind = try await database.kind { database in
                    try await database.write { transaction in
                        runs.increment()
                        try transaction.run("insert into note (id) values ('a')")
                    }
                }
                #expect(kind == .unavailable)
                #expect(runs.value == 1)
                #expect(try await database.count() == 0)
            }
        }

        @Test func aLostDatabaseIsUnavailableThenBack() async throws {
            try await World.with(.postgres) { database, url in
                let admin = try PostgresConnection(try #require(World.postgres))
                let name = try #require(url.split(separator: "/").last)
                try await database.add("a")
                try admin.script("alter database \(name) allow_connections false")
                try admin.script("select pg_terminate_backend(pid) from pg_stat_activity where datname = '\(name)'")
                for _ in 0..<20 {
                    try await database.expect(.unavailable) { try await $0.add("b") }
                    try await database.expect(.unavailable) { _ = try await $0.count() }
                }
                try admin.script("alter database \(name) allow_connections true")
                while try await database.kind(of: { try await $0.add("c") }) != nil { await Task.yield() }
                #expect(try await database.count() == 2)
            }
        }

        @Test func nobodyListensIsUnavailableAtOnce() async throws {
            guard World.postgres != nil else { try Test.cancel("VENTANILLA_TEST_POSTGRES is not set") }
            let began = ContinuousClock.now
            await #expect(throws: StorageError.self) { _ = try await Databases.open("postgresql://app@127.0.0.1:1/none") }
            #expect(ContinuousClock.now - began < .seconds(3))
        }

        @Test func notificationsArriveAlsoAfterALostConnection() async throws {
            try await World.with(.postgres) { database, url in
                let (heard, continuation) = AsyncStream<String>.makeStream()
                var messages = heard.makeAsyncIterator()
                database.listen("typing") { continuation.yield($0) }
                #expect(await messages.next() == "")
                await database.notify("typing", "elena")
                #expect(await messages.next() == "elena")
                try kill(url)
                #expect(await messages.next() == "")
                await database.notify("typing", "it's ñ")
                #expect(await messages.next() == "it's ñ")
                let (others, more) = AsyncStream<String>.makeStream()
                var second = others.makeAsyncIterator()
                database.listen("another") { more.yield($0) }
                #expect(await second.next() == "")
                await database.notify("another", "bruno")
                #expect(await second.next() == "bruno")
            }
        }

        @Test func everyProcessHearsOfCommitsAndABurstIsFewNotifications() async throws {
            try await World.with(.postgres) { database, url in
                let other = try await Databases.open(url)
                let (heard, continuation) = AsyncStream<String>.makeStream()
                var messages = heard.makeAsyncIterator()
                let count = Counter()
                other.listen(PostgresDatabase.logChannel) {
                    count.increment()
                    continuation.yield($0)
                }
                #expect(await messages.next() == "")
                await #expect(throws: Refused.self) { try await database.write { _ in throw Refused() } }
                try await database.add("first")
                #expect(await messages.next() == "")
                try await withThrowingTaskGroup { group in
                    for number in 0..<200 { group.addTask { try await database.add("\(number)") } }
                    try await group.waitForAll()
                }
                #expect(await messages.next() == "")
                #expect(count.value < 200)
                await other.close()
            }
        }

        @Test func connectionsAreSetUp() async throws {
            try await World.with(.postgres) { database, _ in
                let settings = try await database.read { transaction in
                    try [
                        "idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout", "timezone", "client_encoding",
                        "application_name",
                    ].map {
                        try transaction.first("select current_setting($1)", [.text($0)]) { $0.text(0) }
                    }
                }
                #expect(settings == ["5s", "3s", "30s", "UTC", "UTF8", "ventanilla"])
                let isolation = "select current_setting('transaction_isolation')"
                #expect(try await database.read { try $0.first(isolation) { $0.text(0) } } == "repeatable read")
                #expect(try await database.write { try $0.first(isolation) { $0.text(0) } } == "read committed")
            }
        }

        @Test func aLockThatIsNotFreeInTimeIsGivenUp() async throws {
            try await World.with(.postgres) { database, url in
                try await database.add("a")
                let holder = try PostgresConnection(url)
                try holder.script("begin; update note set size = 1 where id = 'a'")
                let kind = try await database.kind {
                    try await $0.write { transaction in
                        try transaction.script("set local lock_timeout = 20")
                        try transaction.run("update note set size = 2 where id = 'a'")
                    }
                }
                #expect(kind == .serialization)
                #expect(database.deadlocks == 4)
                try holder.script("rollback")
            }
        }

        @Test func backupNamesTheRightTool() async throws {
            try await World.with(.postgres) { database, _ in
                do {
                    try await database.backup(to: "/tmp/never")
                    Issue.record("it must refuse")
                } catch let error as StorageError {
                    #expect(error.message.contains("pg_dump"))
                }
            }
        }

        @Test func aDatabaseThatSortsOtherwiseIsRefused() async throws {
            guard let server = World.postgres else { try Test.cancel("VENTANILLA_TEST_POSTGRES is not set") }
            let name = "test_\(UInt64.random(in: 0 ... .max))"
            let admin = try World.administrator(server)
            try admin.script("create database \(name) template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'")
            let url = "\(server[..<(server.lastIndex(of: "/") ?? server.endIndex)])/\(name)"
            let outcome = await Result { try await Databases.open(url) }
            try admin.script("drop database \(name) with (force)")
            #expect(throws: StorageError.self) { try outcome.get() }
        }
    }
}

/// Ends every other connection to the database.
private func kill(_ url: String) throws {
    let admin = try PostgresConnection(url)
    try admin.script(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
}

/// Two threads wait for each other.
private final class Meeting: Sendable {
    private let first = Gate()
    private let arrived = Counter()

    func wait() {
        if arrived.increment() == 2 { first.open() }
        first.pass()
    }
}
