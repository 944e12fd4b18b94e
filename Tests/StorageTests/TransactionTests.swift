import Storage
import Testing

extension StorageTests {
    @Suite struct Transactions {
        @Test(arguments: Engine.allCases)
        func aFailingVerbIsUndoneAloneAmongMany(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                let refused = await withTaskGroup(of: Bool.self) { group in
                    for number in 0..<200 {
                        group.addTask {
                            do {
                                try await database.write { transaction in
                                    try transaction.run("insert into note (id) values ($1)", [.text("\(number)")])
                                    if number % 10 == 0 { throw Refused() }
                                }
                                return false
                            } catch {
                                return error is Refused
                            }
                        }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                let kept = try await database.count()
                #expect(refused == 20 && kept == 180)
            }
        }

        @Test(arguments: Engine.allCases)
        func aBodyReadsWhatItWrote(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                let found = try await database.write { transaction in
                    try transaction.run("insert into note (id, body) values ('a', 'mine')")
                    return try transaction.first("select body from note where id = 'a'") { $0.text(0) }
                }
                #expect(found == "mine")
            }
        }

        @Test(arguments: Engine.allCases)
        func aReaderSeesOneSnapshot(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                try await database.add("before")
                let gate = Gate()
                async let counts = database.read { transaction in
                    let before = try transaction.first("select count(*) from note") { $0.int(0) }
                    gate.pass()
                    return [before, try transaction.first("select count(*) from note") { $0.int(0) }]
                }
                await gate.reached()
                try await database.add("meanwhile")
                #expect(try await database.count() == 2)
                gate.open()
                #expect(try await counts == [1, 1])
            }
        }

        @Test(arguments: Engine.allCases)
        func aReaderCanNotWrite(_ engine: Engine) async throws {
            try await World.with(engine, connections: 1) { database, _ in
                let kind = try await database.kind { try await $0.read { try $0.run("insert into note (id) values ('a')") } }
                #expect(kind == .readOnly)
                #expect(try await database.count() == 0)
                try await database.add("a")
            }
        }

        @Test(arguments: Engine.allCases)
        func aSwallowedErrorFailsTheVerb(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                try await database.add("a")
                let kind = try await database.kind { database in
                    try await database.write { transaction in
                        try transaction.run("insert into note (id) values ('b')")
                        try? transaction.run("insert into note (id) values ('a')")
                    }
                }
                #expect(kind == .unique(constraint: engine == .sqlite ? "note.id" : "note_pkey"))
                #expect(try await database.count() == 1)
            }
        }

        @Test(arguments: Engine.allCases)
        func aSavepointUndoesItsPartOnly(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                try await database.write { transaction in
                    for id in ["a", "b", "a", "c"] {
                        do {
                            try transaction.savepoint {
                                try transaction.run("insert into note (id) values ($1)", [.text("begun-\(id)-\(transaction.statements)")])
                                try transaction.savepoint { try transaction.run("insert into note (id) values ($1)", [.text(id)]) }
                                if id == "c" { throw Refused() }
                            }
                        } catch let error as StorageError {
                            #expect(error.kind == .unique(constraint: engine == .sqlite ? "note.id" : "note_pkey"))
                        } catch is Refused {}
                    }
                    try transaction.run("insert into note (id) values ('journal')")
                }
                let ids = try await database.read {
                    try $0.all("select id from note where id not like 'begun%' order by id") { $0.text(0) }
                }
                #expect(ids == ["a", "b", "journal"])
                #expect(try await database.count() == 5)
            }
        }

        @Test(arguments: Engine.allCases)
        func theClockIsOnePerTransactionAndGoesForward(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                var last: Int64 = 1_700_000_000_000
                for _ in 0..<20 {
                    let (first, second) = try await database.write { ($0.now, $0.now) }
                    #expect(first == second && first >= last)
                    last = first
                }
            }
        }

        @Test(arguments: Engine.allCases)
        func onCommitComesBeforeTheAnswer(_ engine: Engine) async throws {
            try await World.with(engine) { database, _ in
                let nudges = Counter()
                database.onCommit { nudges.increment() }
                try await database.add("a")
                #expect(nudges.value == 1)
                await #expect(throws: Refused.self) { try await database.write { _ in throw Refused() } }
                _ = try await database.count()
                #expect(nudges.value == 1)
            }
        }

        @Test(arguments: Engine.allCases)
        func anAnsweredVerbIsSeenByEverybody(_ engine: Engine) async throws {
            try await World.with(engine) { database, url in
                let other = try await Databases.open(url)
                for number in 1...20 {
                    try await database.add("\(number)")
                    #expect(try await other.count() == Int64(number))
                }
                await other.close()
            }
        }

        @Test(arguments: Engine.allCases)
        func tooMuchWaitingIsRefusedAtOnce(_ engine: Engine) async throws {
            try await World.with(engine, connections: 1) { database, _ in
                let gate = Gate()
                let first = Task { try await database.write { _ in gate.pass() } }
                await gate.reached()
                let (done, busy) = try await withTaskCancellationHandler {
                    try await withThrowingTaskGroup(of: StorageError.Kind?.self) { group in
                        for _ in 0..<4150 { group.addTask { try await database.kind { try await $0.write { _ in } } } }
                        var (done, busy) = (0, 0)
                        for try await kind in group {
                            if kind == .busy { busy += 1 } else if kind == nil { done += 1 }
                            if busy == 54 { gate.open() }
                        }
                        return (done, busy)
                    }
                } onCancel: {
                    gate.open()
                }
                try await first.value
                #expect(done == 4096)
                #expect(busy == 54)
                try await database.add("afterwards")
            }
        }

        @Test(arguments: Engine.allCases)
        func aClosedDatabaseSaysSo(_ engine: Engine) async throws {
            try await World.with(engine) { database, url in
                let other = try await Databases.open(url)
                await other.close()
                try await other.expect(.unavailable) { try await $0.add("a") }
                try await other.expect(.unavailable) { _ = try await $0.count() }
            }
        }
    }
}
