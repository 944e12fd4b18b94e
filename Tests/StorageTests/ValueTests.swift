import Storage
import Testing

extension StorageTests {
    @Suite struct Values {
        @Test(arguments: Engine.allCases)
        func everyTypeComesBack(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                let blob = engine == .sqlite ? "blob" : "bytea"
                let texts = ["", "ñandú", "日本語", "👩‍👩‍👧‍👦", "it's \"quoted\" \\ $1 ; --", "line\nline"]
                let numbers: [Int64] = [0, -1, .max, .min]
                let blobs: [[UInt8]] = [[], [0], Array(0...255)]
                try await database.write { transaction in
                    try transaction.run("create table t (n bigint, x text, d double precision, b \(blob))")
                    for number in numbers { try transaction.run("insert into t (n) values ($1)", [.integer(number)]) }
                    for text in texts { try transaction.run("insert into t (x) values ($1)", [.text(text)]) }
                    for bytes in blobs { try transaction.run("insert into t (b) values ($1)", [.blob(bytes)]) }
                    try transaction.run("insert into t (d) values ($1)", [.real(-0.1)])
                    try transaction.run("insert into t (n, x, d, b) values ($1, $2, $3, $4)", [nil, nil, nil, nil])
                }
                try await database.read { transaction in
                    #expect(try transaction.all("select n from t where n is not null") { $0.int(0) }.sorted() == numbers.sorted())
                    #expect(try transaction.all("select x from t where x is not null") { $0.text(0) }.sorted() == texts.sorted())
                    let found = try transaction.all("select b from t where b is not null") { $0.blob(0) }
                    #expect(found.sorted { $0.count < $1.count } == blobs)
                    #expect(try transaction.first("select d from t where d is not null") { $0.double(0) } == -0.1)
                    let empty = "select n, x, d, b from t where n is null and x is null and d is null and b is null"
                    let isAllNil = try transaction.first(empty) { row in
                        row.isNull(0) && row.intOrNil(0) == nil && row.textOrNil(1) == nil && row.doubleOrNil(2) == nil
                            && row.blobOrNil(3) == nil && row.int(0) == 0 && row.text(1) == "" && row.blob(3) == []
                    }
                    #expect(isAllNil == true)
                }
            }
        }

        @Test(arguments: Engine.allCases)
        func flagsAndCountsAreIntegers(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                try await database.add("elena", body: "hola")
                let row = try await database.read { transaction in
                    try transaction.first("select count(*), sum(size), body = 'hola', body = 'adiós' from note group by body") { row in
                        (row.int(0), row.intOrNil(1), row.bool(2), row.bool(3), row.int(2))
                    }
                }
                let found = try #require(row)
                #expect(found == (1, nil, true, false, 1))
            }
        }

        @Test(arguments: Engine.allCases)
        func bytesAreTheTextWithoutAString(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                try await database.add("elena", body: "¿Qué tal?")
                let bytes = try await database.read { transaction in
                    try transaction.first("select body, size from note") { row in
                        (row.bytes(0) { Array($0) }, row.bytes(1) { $0.count })
                    }
                }
                #expect(bytes?.0 == Array("¿Qué tal?".utf8))
                #expect(bytes?.1 == 0)
            }
        }

        @Test(arguments: Engine.allCases)
        func placeholdersTwiceAndOutOfOrder(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                try await database.write { transaction in
                    let sql = "insert into note (size, body, id) values ($3, $1, $2), ($3 + 1, $1, 'second')"
                    for _ in 0..<2 {
                        try transaction.run(sql, ["body", "first", 7])
                        let rows = try transaction.all(
                            "select id, body, size from note where body = $1 and id <> $2 order by size", ["body", ""]
                        ) {
                            "\($0.text(0)) \($0.text(1)) \($0.int(2))"
                        }
                        #expect(rows == ["first body 7", "second body 8"])
                        try transaction.run("delete from note")
                    }
                }
            }
        }

        @Test(arguments: Engine.allCases, [[], ["a"], ["a", "b", "c"]] as [[SQLValue]])
        func aWrongNumberOfArgumentsIsAnError(_ engine: Engine, _ arguments: [SQLValue]) async throws {
            try await World.with(engine) { database, _ in
                let kind = try await database.kind {
                    try await $0.write { try $0.run("delete from note where id = $1 or body = $2", arguments) }
                }
                #expect(kind == .other)
            }
        }

        @Test(arguments: Engine.allCases)
        func aTextWithNulIsRefused(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                await #expect(throws: StorageError(.other, "a text with a NUL byte can't be stored")) {
                    try await database.add("a\0b")
                }
                let count = try await database.count()
                #expect(count == 0)
            }
        }

        @Test(arguments: Engine.allCases)
        func textIsComparedBytewise(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                for id in ["b", "ñ", "B", "a", "_", "Z"] { try await database.add(id) }
                let ids = try await database.read { try $0.all("select id from note order by id") { $0.text(0) } }
                #expect(ids == ["B", "Z", "_", "a", "b", "ñ"])
            }
        }

        @Test func literalsAndConversions() {
            let values: [SQLValue] = [
                1, "a", nil, 1.5, true, SQLValue(false), SQLValue(3), SQLValue(nil as Int64?), SQLValue([1] as [UInt8]),
            ]
            #expect(values == [.integer(1), .text("a"), .null, .real(1.5), .integer(1), .integer(0), .integer(3), .null, .blob([1])])
        }
    }
}
