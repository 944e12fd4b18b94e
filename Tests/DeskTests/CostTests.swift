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
            let most = ["inbound, new case": 9, "inbound, open case": 4, "accept": 10, "reply": 6, "close": 16]
            for (verb, limit) in most { #expect(costs[verb] ?? .max <= limit, "\(verb): \(costs[verb] ?? -1) statements on \(engine)") }
        }
    }

    @Test func listsWalkAnIndex() async throws {
        try await World.with(.sqlite) { world in
            try await world.desk.load(cases: 2000, messagesPerCase: 2)
            for viewer in [world.ana, world.carla] {
                for state in [[CaseState.open], [.queued], [.closed], []] {
                    for sort in [CaseQuery.Sort.created, .updated] {
                        var query = CaseQuery()
                        query.queues = [world.queue]
                        query.states = state
                        query.sort = sort
                        try await expectIndexed(world, query, viewer)
                    }
                }
                var mine = CaseQuery()
                mine.assignees = [.me]
                try await expectIndexed(world, mine, viewer)
            }
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

    private func expectIndexed(_ world: World, _ query: CaseQuery, _ viewer: Viewer) async throws {
        let plan = try CaseListPlan(query, for: viewer)
        let steps = try await world.desk.read { try $0.all("explain query plan \(plan.sql)", plan.arguments) { $0.text(3) } }
        for step in steps {
            #expect(!step.hasPrefix("SCAN c") || step.contains("INDEX"), "\(viewer.name) \(query.states) \(query.sort): \(steps)")
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
