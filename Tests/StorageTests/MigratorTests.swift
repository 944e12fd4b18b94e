import Storage
import Testing

extension StorageTests {
    @Suite struct Migrations {
        static let first = Migration(
            number: 1, name: "cases", sql: "create table item (id text primary key); insert into item values ('a;b');")
        static let second = Migration(
            number: 2, name: "engines",
            sql: """
                -- sqlite:
                insert into item values ('sqlite');
                -- end
                -- postgres:
                insert into item select 'postgres'::text;
                -- end
                insert into item values ('both');
                """)

        @Test(arguments: Engine.allCases)
        func forwardAndOnlyOnce(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                #expect(try await Migrator.pending(database, [Self.first, Self.second]) == [1, 2])
                #expect(try await Migrator.migrate(database, [Self.first]) == [1])
                #expect(try await Migrator.pending(database, [Self.first, Self.second]) == [2])
                #expect(try await Migrator.migrate(database, [Self.first, Self.second]) == [2])
                #expect(try await Migrator.migrate(database, [Self.first, Self.second]) == [])
                #expect(try await Migrator.pending(database, [Self.first, Self.second]) == [])
                let ids = try await database.read { try $0.all("select id from item order by id") { $0.text(0) } }
                #expect(ids == ["a;b", "both", engine.rawValue])
            }
        }

        @Test(arguments: Engine.allCases)
        func aFailedMigrationLeavesNothing(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                let broken = Migration(number: 2, name: "broken", sql: "create table half (id text); insert into nowhere values (1);")
                await #expect(throws: StorageError.self) { try await Migrator.migrate(database, [Self.first, broken]) }
                #expect(try await Migrator.pending(database, [Self.first, broken]) == [2])
                try await database.expect(.other) { try await $0.read { try $0.run("select * from half") } }
                #expect(try await Migrator.migrate(database, [Self.first, Self.second]) == [2])
            }
        }

        @Test(arguments: Engine.allCases)
        func anotherHistoryIsRefused(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                _ = try await Migrator.migrate(database, [Self.first, Self.second])
                let renamed = Migration(number: 2, name: "other", sql: "")
                let late = [Migration(number: 0, name: "late", sql: "select 1"), Self.first, Self.second]
                for migrations in [[Self.first], [Self.first, renamed], late, [Self.second, Self.first]] {
                    try await database.expect(.other) { _ = try await Migrator.migrate($0, migrations) }
                    try await database.expect(.other) { _ = try await Migrator.pending($0, migrations) }
                }
            }
        }

        @Test(arguments: Engine.allCases)
        func severalAtOnceDoItOnce(_ engine: Engine) async throws {
            try await World.with(engine) { database, url in
                let other = try await Databases.open(url)
                async let mine = Migrator.migrate(database, [Self.first, Self.second])
                async let theirs = Migrator.migrate(other, [Self.first, Self.second])
                #expect(try await (mine + theirs).sorted() == [1, 2])
                await other.close()
            }
        }

        @Test(arguments: ["-- sqlite:\nselect 1", "-- end", "-- sqlite:\n-- postgres:\n-- end"])
        func blocksAreClosed(_ sql: String) async throws {
            try await World.with(.sqlite) { database, _ in
                try await database.expect(.other) { _ = try await Migrator.migrate($0, [Migration(number: 1, name: "block", sql: sql)]) }
            }
        }
    }
}
