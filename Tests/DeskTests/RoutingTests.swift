import Foundation
import Testing

@testable import Desk
@testable import Storage

@Suite struct RoutingTests {
    /// Random arrivals, accepts, time-outs, releases, closes and states: at most one holder, never over capacity by routing, no waiting case while
    /// someone eligible is free, counters right, nothing lost. `VENTANILLA_ROUTING_STEPS` lengthens the walk.
    @Test(arguments: World.engines) func aRandomWalkBreaksNoInvariant(_ engine: Engine) async throws {
        let steps = Int(ProcessInfo.processInfo.environment["VENTANILLA_ROUTING_STEPS"] ?? "") ?? (engine == .sqlite ? 1500 : 400)
        let seed = UInt64.random(in: 0...UInt64.max)
        try await World.with(engine) { world in
            var chance = SplitMix(state: seed)
            var cases: [CaseID] = []
            let people = [world.ana, world.bruno]
            for step in 0..<steps {
                let who = people[Int(chance.next() % 2)]
                let one = cases.isEmpty ? nil : cases[Int(chance.next() % UInt64(cases.count))]
                do {
                    switch chance.next() % 12 {
                    case 0...3:
                        let n = chance.next() % 40
                        let received = try await world.elenaWrites("Paso \(step)", phone: "+5198765\(4100 + n)", id: "s-\(step)")
                        if !cases.contains(received.caseID) { cases.append(received.caseID) }
                    case 4, 5: if let one { _ = try await world.desk.accept(.id(one), by: who) }
                    case 6: if let one { _ = try await world.desk.release(.id(one), by: who) }
                    case 7, 8: if let one { _ = try await world.desk.close(.id(one), by: who) }
                    case 9:
                        world.later(Int64(chance.next() % 90) * 1000)
                        _ = try await world.desk.endOffers()
                    case 10: _ = try await world.desk.setState(chance.next() % 3 == 0 ? .offline : .available, reason: nil, by: who)
                    default:
                        if let one { _ = try await world.desk.assign(.id(one), to: chance.next() % 3 == 0 ? nil : who.id, by: world.sofia) }
                    }
                } catch let refusal as DeskError {
                    let known = ["case.taken", "case.state", "case.not_found", "case.not_holder", "case.close_refused"]
                    #expect(known.contains(refusal.code), "step \(step), seed \(seed): \(refusal)")
                }
                if step % 10 == 0 { try await check(world, "step \(step), seed \(seed)") }
            }
            try await check(world, "the end, seed \(seed)")
        }
    }

    private func check(_ world: World, _ place: Comment) async throws {
        #expect(try await world.desk.checkCounters(fix: false) == [], place)
        #expect(try await world.count("cases where state in ('offered', 'open', 'waiting') and agent_id is null") == 0, place)
        #expect(try await world.count("cases where state in ('queued', 'closed', 'bot') and agent_id is not null") == 0, place)
        #expect(
            try await world.count(
                """
                cases c where c.state = 'queued' and exists (select 1 from agent a join queue_member m on m.user_id = a.user_id
                    where m.queue_id = c.queue_id and a.state = 'available' and a.load < a.capacity
                    and not exists (select 1 from case_missed x where x.case_id = c.id and x.agent_id = a.user_id))
                """) == 0, "a case waits beside a free agent: \(place)")
        #expect(
            try await world.count(
                "(select scope_key from cases where state <> 'closed' and scope_key is not null group by scope_key having count(*) > 1) twice"
            )
                == 0, place)
    }

    @Test(arguments: World.engines) func routingNeverExceedsCapacityAndKeepsTheOrder(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            var ids: [CaseID] = []
            for n in 0..<12 {
                ids.append(try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "m-\(n)").caseID)
                world.later(1000)
            }
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let offered = try await world.desk.read { transaction in
                try transaction.all("select id from cases where state = 'offered' order by queued_at", []) { CaseID($0.text(0)) }
            }
            #expect(offered == Array(ids.prefix(5)), "the five oldest, no more than five seats")
            _ = try await world.desk.accept(.id(ids[0]), by: world.ana)
            _ = try await world.desk.close(.id(ids[0]), by: world.ana)
            #expect(try await world.item(ids[5]).agent == world.ana.id, "the seat that a close frees is filled in the same transaction")
        }
    }

    /// Concurrent verbs on PostgreSQL: what two transactions can't see of each other must still not leave a case beside a free agent.
    @Test(arguments: World.engines) func concurrentVerbsLeaveNoCaseBesideAFreeAgent(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            for round in 0..<(engine == .sqlite ? 20 : 10) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for n in 0..<6 {
                        group.addTask { _ = try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "r\(round)-\(n)") }
                    }
                    for who in [world.ana, world.bruno] {
                        group.addTask { _ = try await world.desk.setState(round % 2 == 0 ? .available : .offline, reason: nil, by: who) }
                    }
                    try await group.waitForAll()
                }
                try await check(world, "round \(round)")
                let held = try await world.desk.read { transaction in
                    try transaction.all("select id, agent_id from cases where state = 'offered'", []) { (CaseID($0.text(0)), $0.text(1)) }
                }
                for (id, agent) in held.prefix(4) {
                    let who = agent == world.ana.id.text ? world.ana : world.bruno
                    _ = try await world.desk.accept(.id(id), by: who)
                    _ = try await world.desk.close(.id(id), by: who)
                }
                try await check(world, "after round \(round)")
            }
        }
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
