import Foundation
import NIOConcurrencyHelpers
import Testing

@testable import Desk
@testable import Storage

/// What verbs cost in statements, and that no list or search scans a table that grows.
@Suite struct CostTests {
    @Test(arguments: World.engines) func statementsPerVerb(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            var costs: [String: Int] = [:]
            let received = try await world.elenaWrites()
            let reference = CaseReference.id(received.caseID)
            costs["inbound, new case"] = try await world.statements { _ = try await world.elenaWrites(phone: "+51987650001", id: "n") }
            costs["accept"] = try await world.statements { _ = try await world.desk.accept(reference, by: world.ana) }
            costs["inbound, open case"] = try await world.statements { _ = try await world.elenaWrites("Otra", id: "m-2") }
            costs["reply"] = try await world.statements {
                _ = try await world.desk.send(reference, id: world.newID(), OutgoingMessage(kind: .text, text: "Hola"), by: world.ana)
            }
            costs["close"] = try await world.statements { _ = try await world.desk.close(reference, by: world.ana) }
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            costs["inbound, offered"] = try await world.statements { _ = try await world.elenaWrites(phone: "+51987650002", id: "o") }
            let offered = try await world.elenaWrites(phone: "+51987650003", id: "p").caseID
            costs["accept an offer"] = try await world.statements { _ = try await world.desk.accept(.id(offered), by: world.ana) }
            let most = [
                "inbound, new case": 13, "inbound, open case": 5, "accept": 10, "reply": 7, "close": 16, "accept an offer": 9,
                "inbound, offered": 19,
            ]
            for (verb, limit) in most { #expect(costs[verb] ?? .max <= limit, "\(verb): \(costs[verb] ?? -1) statements on \(engine)") }
        }
    }

    /// SQLite looks a returned column up by index only if it is cast: every verb on a case returns one.
    @Test func returningACaseScansNothing() async throws {
        try await World.with(.sqlite) { world in
            for sql in [
                "update cases set version = version + 1 where id = $1 returning",
                "update cases set version = version + 1 where scope_key = $1 and state <> 'closed' returning",
            ] {
                let steps = try await world.desk.read {
                    try $0.all("explain query plan \(sql) \(Case.returning)", [.text("a")]) { $0.text(3) }
                }
                #expect(!steps.contains { $0.hasPrefix("SCAN") }, "\(steps)")
            }
        }
    }

    /// Five hundred agents and five thousand waiting cases: what routing reads is a step in an index and three rows.
    @Test func routingWalksAnIndex() async throws {
        try await World.with(.sqlite) { world in
            let item = try await world.item(try await world.elenaWrites().caseID)
            for strategy in Policy.Strategy.allCases {
                let plans = try await world.desk.read { transaction in
                    let seen = Statements()
                    _ = try FreeAgents.find(for: item, by: strategy, Spy(transaction, seen))
                    _ = try RoutePick.nextWaiting(in: item.queue, lane: "1:", for: world.ana.id, Spy(transaction, seen))
                    return try seen.all.map { sql, arguments in
                        try transaction.all("explain query plan \(sql)", arguments) { $0.text(3) }
                    }
                }
                #expect(plans.count == (strategy == .manualPick ? 1 : strategy == .random ? 3 : 2))
                for steps in plans {
                    #expect(!steps.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(strategy): \(steps)")
                }
            }
        }
    }

    /// However much was ever said, a search looks into indexes: what is scanned is the few fresh messages, what it has found, and the set-up.
    @Test func searchesWalkAnIndex() async throws {
        try await World.with(.sqlite) { world in
            try await world.desk.load(cases: 300, messagesPerCase: 2)
            try await world.elenaWrites()
            let small = [
                "f", "s", "json_each VIRTUAL TABLE", "queue", "campaign", "message_words VIRTUAL TABLE", "worked_in", "a", "b", "(subquery",
            ]
            for viewer in [world.ana, world.sofia] {
                for q in ["pedido", "\"buenas tardes\" ped", "elena quis", "48", "zz", "d"] {
                    let plans = try await world.desk.read { transaction in
                        let seen = Statements()
                        _ = try Spy(transaction, seen).caseHits(SearchQuestion(q), for: viewer)
                        return try seen.all.map { sql, arguments in
                            (sql, try transaction.all("explain query plan \(sql)", arguments) { $0.text(3) })
                        }
                    }
                    #expect(plans.count >= 2)
                    for (sql, steps) in plans {
                        for step in steps where step.hasPrefix("SCAN") {
                            #expect(
                                small.contains { step == "SCAN \($0)" || step.hasPrefix("SCAN \($0) ") || step.hasPrefix("SCAN \($0)-") },
                                "\(sql): \(steps)")
                        }
                    }
                }
            }
        }
    }

    /// However many contacts there are, looking for similar ones is a bounded number of looks into indexes.
    @Test func matchesWalkAnIndex() async throws {
        try await World.with(.sqlite) { world in
            // Only words that are there are looked for.
            _ = try await world.desk.addContact(NewContact(id: world.newID(), name: "Rosa Quispe Mamani"), by: world.ana)
            for viewer in [world.ana, world.carla] {
                var clues = Clues(asking: "Rosa Quispe Mamani")
                clues.phones = ["51987654321"]
                clues.emails = ["rosa.quispe+tienda@correo.example"]
                let asked = clues
                let plans = try await world.desk.read { transaction in
                    let seen = Statements()
                    var search = MatchSearch(Spy(transaction, seen), viewer, but: nil)
                    try search.look(for: asked)
                    return try seen.all.map { sql, arguments in
                        try transaction.all("explain query plan \(sql)", arguments) { $0.text(3) }
                    }
                }
                #expect((12...30).contains(plans.count), "\(plans.count)")
                for steps in plans {
                    // What is scanned is a part that was found by an index and cut at its limit.
                    let isCut = steps.contains("CO-ROUTINE w") || steps.contains("MATERIALIZE w")
                    #expect(!steps.contains { $0.hasPrefix("SCAN") && !($0 == "SCAN w" && isCut) }, "\(steps)")
                }
            }
        }
    }

    /// A report reads stretches of indexes by its times, whoever asks and whatever is filtered.
    @Test func reportsWalkAnIndex() async throws {
        try await World.with(.sqlite) { world in
            try await world.desk.load(cases: 2000, messagesPerCase: 1)
            for name in ReportQuery.Name.allCases {
                for viewer in [world.ana, world.carla] {
                    for isFiltered in [false, true] {
                        var query = ReportQuery(name, from: world.desk.now() - 86_400_000, to: world.desk.now())
                        if isFiltered { (query.campaign, query.queue, query.agent) = (world.campaign, world.queue, world.bruno.id) }
                        let asked = query
                        let plans = try await world.desk.read { transaction in
                            let seen = Statements()
                            let spy = Spy(transaction, seen)
                            switch name {
                            case .transfers: _ = try TransferReport(asked, viewer, spy).page(cells: false)
                            case .attentions: _ = try AttentionReport(asked, viewer, spy).page(cells: false)
                            }
                            return try seen.all.map { sql, arguments in
                                try transaction.all("explain query plan \(sql)", arguments) { $0.text(3) }
                            }
                        }
                        #expect(!plans.isEmpty)
                        for steps in plans {
                            #expect(
                                !steps.contains { step in
                                    ["c", "t", "u", "h", "d", "a"].contains { step == "SCAN \($0)" || step.hasPrefix("SCAN \($0) ") }
                                }, "\(name) \(viewer.name): \(steps)")
                        }
                    }
                }
            }
        }
    }

    /// Each timer looks every few seconds, however many cases have a deadline: a stretch of an index, nothing sorted.
    @Test func timersWalkAnIndex() async throws {
        try await World.with(.sqlite) { world in
            for sql in [Desk.dueOffers, Desk.dueSnoozes, Desk.dueSilences, Desk.linesInBots, Desk.orphansOfACampaign] {
                let arguments: [SQLValue] = sql.contains("$1") ? [.text(world.campaign.text)] : []
                let steps = try await world.desk.read { try $0.all("explain query plan \(sql)", arguments) { $0.text(3) } }
                #expect(
                    !steps.contains { $0.hasPrefix("SCAN c") || $0.contains("TEMP B-TREE") || $0.contains("cases_state") },
                    "\(sql): \(steps)")
            }
        }
    }
}

extension World {
    /// Statements of the last write transaction, its BEGIN and COMMIT not counted.
    func statements(_ verb: () async throws -> Void) async throws -> Int {
        try await verb()
        return desk.lastStatements.withLockedValue { $0 }
    }
}

/// What a body asks the database, kept beside the asking.
final class Statements {
    var all: [(String, [SQLValue])] = []
}

struct Spy: Transaction {
    let inner: any Transaction
    let seen: Statements
    init(_ inner: any Transaction, _ seen: Statements) { (self.inner, self.seen) = (inner, seen) }

    var engine: Engine { inner.engine }
    var now: Int64 { inner.now }
    var statements: Int { inner.statements }
    func run(_ sql: String, _ arguments: [SQLValue]) throws { try inner.run(note(sql, arguments), arguments) }
    func post(_ sql: String, _ arguments: [SQLValue]) throws { try inner.post(note(sql, arguments), arguments) }
    func runCounting(_ sql: String, _ arguments: [SQLValue]) throws -> Int { try inner.runCounting(note(sql, arguments), arguments) }
    func each(_ sql: String, _ arguments: [SQLValue], _ row: (borrowing Row) throws -> Void) throws {
        try inner.each(note(sql, arguments), arguments, row)
    }
    func script(_ sql: String) throws { try inner.script(sql) }
    func savepoint<T>(_ body: () throws -> T) throws -> T { try inner.savepoint(body) }

    private func note(_ sql: String, _ arguments: [SQLValue]) -> String {
        seen.all.append((sql, arguments))
        return sql
    }
}
