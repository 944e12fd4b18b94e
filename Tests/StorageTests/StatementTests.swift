import Testing

@testable import Storage

extension StorageTests {
    @Suite struct Statements {
        @Test(arguments: Engine.allCases)
        func returningAndOnConflict(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                let sizes = try await database.write { transaction in
                    let sql = """
                        insert into note (id, size) values ($1, $2)
                        on conflict (id) do update set size = note.size + excluded.size returning size
                        """
                    return [
                        try transaction.first(sql, ["elena", 5]) { $0.int(0) },
                        try transaction.first(sql, ["elena", 6]) { $0.int(0) },
                        try transaction.first("update note set size = 0 where id = $1 returning size", ["nobody"]) { $0.int(0) },
                    ]
                }
                #expect(sizes == [5, 11, nil])
            }
        }

        @Test(arguments: Engine.allCases)
        func aPartialUniqueIndexHoldsWhereItApplies(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                try await database.write { try $0.run("create unique index one_open on note (body) where size = 1") }
                func add(_ id: String, _ size: Int64) async throws -> StorageError.Kind? {
                    try await database.kind {
                        try await $0.write { try $0.run("insert into note values ($1, 'scope', $2)", [.text(id), .integer(size)]) }
                    }
                }
                #expect(try await add("open", 1) == nil)
                #expect(try await add("closed", 0) == nil)
                #expect(try await add("again", 1) == .unique(constraint: engine == .sqlite ? "note.body" : "one_open"))
                #expect(try await database.count() == 2)
            }
        }

        @Test(arguments: Engine.allCases)
        func errorsAreTyped(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                try await database.write { transaction in
                    try transaction.run("create table child (note text not null references note (id), age bigint check (age > 0))")
                }
                try await database.add("elena")
                func kind(_ sql: String) async throws -> StorageError.Kind? {
                    try await database.kind { try await $0.write { try $0.run(sql) } }
                }
                #expect(
                    try await kind("insert into note (id) values ('elena')")
                        == .unique(constraint: engine == .sqlite ? "note.id" : "note_pkey"))
                #expect(try await kind("insert into child values (null, 1)") == .constraint)
                #expect(try await kind("insert into child values ('nobody', 1)") == .constraint)
                #expect(try await kind("insert into child values ('elena', 0)") == .constraint)
                #expect(try await kind("selec 1") == .other)
                #expect(try await kind("select \"no such column\" from note") == .other)
                #expect(try await kind("insert into child values ('elena', 1)") == nil)
            }
        }

        @Test(arguments: Engine.allCases)
        func changedRowsAreCounted(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                let counts = try await database.write { transaction in
                    [
                        try transaction.runCounting("insert into note (id) values ('a'), ('b'), ('c')", []),
                        try transaction.runCounting("update note set size = 1 where id <> $1", ["a"]),
                        try transaction.runCounting("select id from note", []),
                        try transaction.runCounting("delete from note where id = $1", ["nobody"]),
                        try transaction.runCounting("delete from note", []),
                    ]
                }
                #expect(counts == [3, 2, 0, 0, 3])
            }
        }

        @Test(arguments: Engine.allCases)
        func statementsAreCounted(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                let counts = try await database.write { transaction in
                    let before = transaction.statements
                    try transaction.run("insert into note (id) values ('a')")
                    _ = try transaction.first("select id from note") { $0.text(0) }
                    return (before, transaction.statements, transaction.engine)
                }
                #expect(counts == (0, 2, engine))
            }
        }

        @Test(arguments: Engine.allCases)
        func theSameQueryInsideItsOwnRows(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                for id in ["a", "b", "c"] { try await database.add(id) }
                let pairs = try await database.read { transaction in
                    let sql = "select id from note where id >= $1 order by id"
                    var pairs: [String] = []
                    try transaction.each(sql, ["a"]) { outer in
                        let id = outer.text(0)
                        try transaction.each(sql, [.text(id)]) { inner in pairs.append(id + inner.text(0)) }
                    }
                    return pairs
                }
                #expect(pairs == ["aa", "ab", "ac", "bb", "bc", "cc"])
            }
        }

        @Test(arguments: Engine.allCases)
        func moreStatementsThanTheCacheHolds(_ engine: Engine) async throws {
            try await World.with(engine, connections: 1) { database, _ in
                for _ in 0..<2 {
                    let sum = try await database.read { transaction in
                        try (0..<600).map { try transaction.first("select \($0) + 0") { $0.int(0) } ?? 0 }.reduce(0, +)
                    }
                    #expect(sum == 179_700)
                }
            }
        }

        @Test func theCacheForgetsWhatWasUsedLongestAgo() {
            var cache = StatementCache<Int>()
            for number in 0..<500 { #expect(cache.keep(number, "\(number)") == nil) }
            #expect(cache.find("0") == 0)
            #expect(cache.keep(500, "500") == 1)
            #expect(cache.find("0") == 0)
            #expect(cache.find("1") == nil)
        }

        @Test(arguments: Engine.allCases)
        func aSchemaChangeReachesPreparedStatements(_ engine: Engine) async throws {
            try await World.with(engine) { database, url in
                try await database.add("elena")
                let read: @Sendable (any Transaction) throws -> String? = { try $0.first("select * from note") { $0.text(0) } }
                #expect(try await database.read(read) == "elena")
                let other = try await Databases.open(url)
                try await other.write { try $0.run("alter table note add column extra text") }
                await other.close()
                #expect(try await database.read(read) == "elena")
            }
        }

        @Test(arguments: Engine.allCases)
        func aScriptHasManyStatements(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                try await database.write {
                    try $0.script("insert into note (id) values ('a;b'); -- c\ninsert into note (id) values ('d');")
                }
                #expect(try await database.count() == 2)
            }
        }
    }
}
