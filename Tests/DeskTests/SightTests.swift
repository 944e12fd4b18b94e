import Foundation
import Testing

@testable import Desk
@testable import Storage

@Suite struct SightTests {
    /// "Who sees what" is one predicate: the SQL and the judgement on stored audiences agree on every combination.
    @Test(arguments: World.engines) func sqlEqualsAudience(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let received = try await world.elenaWrites()
            let template = try await world.desk.read { transaction in
                try transaction.first(
                    "select \(Case.columns) from \(Case.tables) where c.id = $1", [.text(received.caseID.text)], Case.init(row:))
            }
            let item = try #require(template)
            var others: [Viewer] = [world.ana, world.bruno, world.sofia, world.carla]
            others.append(Viewer(id: world.bruno.id, name: "Bruno", role: .agent, queues: [], campaigns: [world.campaign]))
            others.append(Viewer(id: world.bruno.id, name: "Bruno", role: .agent, queues: [], campaigns: []))
            others.append(Viewer(id: world.sofia.id, name: "Sofía, here", role: .supervisor, led: [world.campaign]))
            others.append(Viewer(id: world.bruno.id, name: "Sofía, elsewhere", role: .supervisor, led: [ID("elsewhere")]))
            others.append(
                Viewer(
                    id: world.bruno.id, name: "Sofía, a member", role: .supervisor, queues: [world.queue], campaigns: [world.campaign],
                    led: [ID("elsewhere")]))
            for visibility in Policy.Visibility.allCases {
                for state in CaseState.allCases {
                    for holder in [nil, world.ana.id, world.bruno.id] as [UserID?] {
                        let closer = state == .closed ? holder : nil
                        let agent = state.isHeld ? holder : nil
                        try await world.desk.write(by: .system) { change in
                            try change.run(
                                "update cases set state = $2, visibility = $3, agent_id = $4, closed_by = $5 where id = $1",
                                [
                                    .text(item.id.text), .text(state.rawValue), .text(visibility.rawValue), SQLValue(agent?.text),
                                    SQLValue(closer?.text),
                                ])
                        }
                        let audience = Audience(
                            state: state, queue: item.queue, campaign: item.campaign, agent: agent, closedBy: closer,
                            visibility: visibility,
                            point: item.point)
                        #expect(Audience(text: audience.text) == audience)
                        for viewer in others {
                            let predicate = SightSQL(viewer, first: 2)
                            let isListed = try await world.desk.read { transaction in
                                try transaction.first(
                                    "select 1 from cases c where c.id = $1 and \(predicate.clause)",
                                    [.text(item.id.text)] + predicate.arguments.map { .text($0) }
                                ) { $0.int(0) } != nil
                            }
                            #expect(
                                isListed == (audience.sight(of: viewer) > .none),
                                "\(viewer.name) \(state) \(visibility) \(holder?.text ?? "-")")
                            var query = CaseQuery()
                            query.states = [state]
                            let page = String(decoding: try await world.desk.cases(query, for: viewer), as: UTF8.self)
                            #expect(page.contains(item.id.text) == isListed, "the list disagrees: \(viewer.name) \(state) \(visibility)")
                        }
                    }
                }
            }
        }
    }

    @Test func exclusiveCasesShowSupervisorsTheCardOnly() {
        let sofia = Viewer(id: ID("s"), name: "Sofía", role: .supervisor)
        let audience = Audience(
            state: .open, queue: ID("q"), campaign: ID("c"), agent: ID("a"), closedBy: nil, visibility: .exclusive, point: ID("p"))
        #expect(audience.sight(of: sofia) == .card)
        #expect(audience.sight(of: Viewer(id: ID("k"), name: "Carla", role: .administrator)) == .full)
        #expect(audience.sight(of: Viewer(id: ID("b"), name: "Bruno", role: .agent, queues: [ID("q")])) == .none)
    }
}
