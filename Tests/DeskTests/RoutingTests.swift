import Foundation
import Testing

@testable import Desk
@testable import Storage

@Suite struct RoutingTests {
    /// Random arrivals on three lines (one heavy, one that asks for a skill), accepts, time-outs, declines, closes, states, wrap-ups, snoozes, transfers
    /// (to agents too, taken back, declined), merges, reopenings by a message, blocks, priorities, strategies and restarts of a node: at most one holder, never over capacity by routing, no waiting case while someone eligible is
    /// free, who is first by priority and age goes first, counters right, nothing lost. `VENTANILLA_ROUTING_STEPS` lengthens the walk.
    @Test(arguments: World.engines) func aRandomWalkBreaksNoInvariant(_ engine: Engine) async throws {
        let steps = Int(ProcessInfo.processInfo.environment["VENTANILLA_ROUTING_STEPS"] ?? "") ?? (engine == .sqlite ? 1500 : 400)
        let seed = UInt64.random(in: 0...UInt64.max)
        try await World.with(engine) { world in
            var chance = SplitMix(state: seed)
            let queues = try await world.prepareWalk()
            var cases: [CaseID] = []
            // Some of who write are contacts, blocked now and then.
            var customers: [ContactID] = []
            for n in 0..<8 {
                let new = NewContact(id: world.newID(), name: "Cliente \(n)", points: [("phone", "+5198765\(4100 + n)")])
                customers.append(try await world.desk.addContact(new, by: world.sofia).contact.id)
            }
            var transfers: [(CaseID, String)] = []
            var written: Int64 = 0
            let people = [world.ana, world.bruno, try await world.viewer(world.sofia)]
            for step in 0..<steps {
                let who = people[Int(chance.next() % 3)]
                let one = cases.isEmpty ? nil : cases[Int(chance.next() % UInt64(cases.count))]
                do {
                    switch chance.next() % 22 {
                    case 0...5:
                        let n = chance.next() % 40
                        let account = try await world.desk.account(["api", "pesada", "ingles"][Int(chance.next() % 3)])
                        let received = try await world.desk.receive(
                            Inbound(id: "s-\(step)", sender: .init(kind: "phone", value: "+5198765\(4100 + n)"), kind: .text, text: "Paso"),
                            account: account)
                        written += 1
                        if !cases.contains(received.caseID) { cases.append(received.caseID) }
                        if cases.count > 300 { cases.removeFirst(100) }
                    case 6, 7: if let one { _ = try await world.desk.accept(.id(one), by: who) }
                    case 8: if let one { _ = try await world.desk.release(.id(one), by: who) }
                    case 9, 10, 11: if let one { _ = try await world.desk.close(.id(one), by: who) }
                    case 12:
                        world.later(Int64(chance.next() % 90) * 1000)
                        _ = try await world.desk.endOffers()
                        _ = try await world.desk.endSnoozes()
                        _ = try await world.desk.endWrapUps()
                        _ = try await world.desk.requeueOrphans()
                    case 13, 14:
                        let kinds: [AgentState.Kind] = [.available, .available, .available, .busy, .offline]
                        _ = try await world.desk.setState(kinds[Int(chance.next() % 5)], reason: nil, by: who)
                    case 15:
                        if let one {
                            let until = chance.next() % 2 == 0 ? world.desk.now() + 30_000 : nil
                            _ = try await world.desk.snooze(.id(one), until: until, reason: "espera", by: who)
                        }
                    case 16:
                        if let one {
                            let queue = queues[Int(chance.next() % UInt64(queues.count))]
                            let agent = chance.next() % 2 == 0 ? people[Int(chance.next() % 3)].id : nil
                            let new = NewTransfer(
                                id: world.newID(NewTransfer.self).text, campaign: queue.campaign, queue: queue.id, agent: agent)
                            _ = try await world.desk.transfer(
                                .id(one), new, by: chance.next() % 3 == 0 ? try await world.now(who) : world.sofia)
                            transfers.append((one, new.id))
                        }
                    case 19:
                        // Taken back or declined, by whoever it may be; two of one customer's cases made one.
                        if chance.next() % 2 == 0, let (item, id) = transfers.popLast() {
                            _ = try await world.desk.undoTransfer(.id(item), id, by: chance.next() % 2 == 0 ? world.sofia : who)
                        } else if let one, let other = try await world.sibling(of: one) {
                            _ = try await world.desk.merge(.id(one), into: .id(other), by: world.carla)
                        }
                    case 17:
                        if let one {
                            let priority = Priority.allCases[Int(chance.next() % 4)]
                            _ = try await world.desk.updateCase(.id(one), CaseChanges(priority: priority), by: world.sofia)
                        }
                    case 18:
                        let strategy = Policy.Strategy.allCases[Int(chance.next() % 5)]
                        let then = Policy.Unanswered.allCases[Int(chance.next() % 2)]
                        let reopens = chance.next() % 2 == 0
                        try await world.change {
                            $0.strategy = strategy
                            $0.offerThen = then
                            $0.afterClose = reopens ? .reopenWithin : .newCase
                            $0.reopenHours = reopens ? 1 : 0
                        }
                        if chance.next() % 4 == 0 { try await world.desk.beginPresence() }
                    case 20:
                        let one = customers[Int(chance.next() % UInt64(customers.count))]
                        if chance.next() % 3 == 0 {
                            _ = try await world.desk.blockContact(one, reason: "", by: world.sofia)
                        } else {
                            _ = try await world.desk.unblockContact(one, by: world.sofia)
                        }
                    default:
                        if let one { _ = try await world.desk.assign(.id(one), to: chance.next() % 3 == 0 ? nil : who.id, by: world.sofia) }
                    }
                } catch let refusal as DeskError {
                    let known = [
                        "case.taken", "case.state", "case.not_found", "case.not_holder", "case.close_refused", "agent.not_member",
                        "forbidden", "request.invalid", "transfer.not_assigned", "transfer.not_yours", "transfer.opened", "transfer.over",
                        "transfer.not_found",
                        "transfer.needs_open", "agent.offline", "case.merged", "merge.closed", "merge.same", "merge.other_contact",
                    ]
                    #expect(known.contains(refusal.code), "step \(step), seed \(seed): \(refusal)")
                }
                if step % 10 == 0 { try await checkWaiting(world, "step \(step), seed \(seed)") }
                // What is counted over all rows is counted more seldom as they grow.
                if step % max(10, step / 100) == 0 { try await checkRows(world, "step \(step), seed \(seed)") }
            }
            try await check(world, "the end, seed \(seed)")
            #expect(try await world.count("message where direction = 'in'") == written, "nothing is lost or doubled, seed \(seed)")
        }
    }

    private func check(_ world: World, _ place: Comment) async throws {
        try await checkWaiting(world, place)
        try await checkRows(world, place)
    }

    private func checkRows(_ world: World, _ place: Comment) async throws {
        #expect(try await world.desk.checkCounters(fix: false) == [], place)
        #expect(try await world.count("cases where state in ('queued', 'closed', 'bot') and agent_id is not null") == 0, place)
        #expect(
            try await world.count(
                "cases c where c.transferred = 1 and not exists (select 1 from transfer t where t.case_id = c.id and t.state <> 'undone' and t.accepted_at = 0)"
            ) == 0,
            "a mark of a transfer that is over: \(place)")
        #expect(
            try await world.count(
                "transfer t join cases c on c.id = t.case_id where t.state = 'pending' and c.state in ('open', 'waiting') and c.merged_into = ''"
            ) == 0,
            "a transfer that waits for a case which somebody has: \(place)")
        #expect(
            try await world.count("message m join cases c on c.id = m.case_id where c.merged_into <> '' and m.direction in ('in', 'out')")
                == 0, place)
        #expect(
            try await world.count(
                "(select scope_key from cases where state <> 'closed' and scope_key is not null group by scope_key having count(*) > 1) twice"
            )
                == 0, place)
    }

    private func checkWaiting(_ world: World, _ place: Comment) async throws {
        #expect(try await world.count("cases where state in ('offered', 'open', 'waiting') and agent_id is null") == 0, place)
        // A blocked customer's case waits beside whoever is free, and is offered to nobody.
        let attended = "not exists (select 1 from contact k where k.id = c.contact_id and k.blocked_at > 0)"
        let free = """
            from queue_member m join agent a on a.user_id = m.user_id join queue q on q.id = m.queue_id join campaign p on p.id = q.campaign_id
            where m.queue_id = c.queue_id and a.state = 'available' and a.load + c.weight <= a.capacity and p.policy not like '%"manualPick"%'
                and not exists (select 1 from case_missed x where x.case_id = c.id and x.agent_id = a.user_id)
                and (c.skills = '' or exists (select 1 from agent_skill s where s.user_id = a.user_id and s.skill = c.skills))
            """
        #expect(
            try await world.count("cases c where c.state = 'queued' and \(attended) and exists (select 1 \(free))") == 0,
            "a case waits beside a free agent: \(place)")
        #expect(
            try await world.count(
                """
                queue_member m join agent a on a.user_id = m.user_id
                where m.load <> a.load or m.routed_at <> a.routed_at or m.idle_since <> a.idle_since or m.dice <> a.dice
                    or m.room <> case when a.state = 'available' and a.capacity > a.load then a.capacity - a.load else 0 end
                    or m.duty <> case when a.state in ('available', 'busy', 'wrapUp') then 1 else 0 end
                """) == 0, "a queue's copy of its agents: \(place)")
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

    /// Eight at once, each with verbs of every kind on few cases: the invariants hold, and no transaction was run again for a deadlock.
    /// `VENTANILLA_ROUTING_VERBS` makes it more of them.
    @Test(arguments: World.engines) func concurrentVerbsWaitForNobodyInACircle(_ engine: Engine) async throws {
        let verbs = Int(ProcessInfo.processInfo.environment["VENTANILLA_ROUTING_VERBS"] ?? "") ?? 320
        let seed = UInt64.random(in: 0...UInt64.max)
        try await World.with(engine) { world in
            let queues = try await world.prepareWalk()
            var made: [CaseID] = []
            for n in 0..<12 { made.append(try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "m\(n)").caseID) }
            let cases = made, people = [world.ana, world.bruno, try await world.viewer(world.sofia)]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        var chance = SplitMix(state: seed &+ UInt64(task))
                        for step in 0..<verbs / 8 {
                            let id = cases[Int(chance.next() % 12)], who = people[Int(chance.next() % 3)]
                            do {
                                switch chance.next() % 9 {
                                case 0, 1:
                                    _ = try await world.elenaWrites(phone: "+5198765\(4000 + chance.next() % 12)", id: "c\(task)-\(step)")
                                case 2: _ = try await world.desk.accept(.id(id), by: who)
                                case 3: _ = try await world.desk.release(.id(id), by: who)
                                case 4: _ = try await world.desk.close(.id(id), by: who)
                                case 5:
                                    let kinds: [AgentState.Kind] = [.available, .available, .busy, .offline]
                                    _ = try await world.desk.setState(kinds[Int(chance.next() % 4)], reason: nil, by: who)
                                case 6:
                                    let queue = queues[Int(chance.next() % UInt64(queues.count))]
                                    let new = NewTransfer(id: world.newID(NewTransfer.self).text, campaign: queue.campaign, queue: queue.id)
                                    _ = try await world.desk.transfer(.id(id), new, by: world.sofia)
                                case 7: _ = try await world.desk.assign(.id(id), to: who.id, by: world.sofia)
                                default: _ = try await world.desk.snooze(.id(id), until: nil, reason: "espera", by: who)
                                }
                            } catch let refusal as DeskError {
                                #expect(refusal.code != "internal" && !refusal.code.hasPrefix("storage"), "seed \(seed): \(refusal)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await check(world, "seed \(seed)")
            #expect(world.desk.database.deadlocks == 0, "\(world.desk.database.deadlocks) of \(verbs), seed \(seed)")
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

extension World {
    /// Another live case of the same customer, if there is one.
    fileprivate func sibling(of item: CaseID) async throws -> CaseID? {
        try await desk.read { transaction in
            try transaction.first(
                "select o.id from cases c join cases o on o.point_id = c.point_id where c.id = $1 and o.id <> c.id and o.state <> 'closed' order by o.number desc limit 1",
                [.text(item.text)]
            ) { CaseID($0.text(0)) }
        }
    }

    /// Two more lines of the walk's campaign, another campaign whose queue two of them serve, and no reason asked for a break.
    fileprivate func prepareWalk() async throws -> [Queue] {
        let sales = try await desk.addCampaign(NewCampaign(slug: "walk", name: "Otra", preset: "group"), by: .system).campaign
        let other = try await desk.addQueue(
            NewQueue(slug: "otra", name: "Otra", campaign: sales.id, members: [bruno.id, sofia.id]), by: .system
        ).queue
        try await change {
            $0.weights = ["webchat": 3]
            $0.overflowQueue = other.id.text
            $0.wrapUp = 20
        }
        _ = try await desk.addAccount(NewAccount(slug: "pesada", channel: "webchat", alias: "Pesada", queue: queue), by: .system)
        var skilled = AccountSettings()
        skilled.skills = ["ingles"]
        _ = try await desk.addAccount(
            NewAccount(slug: "ingles", channel: "api", alias: "Inglés", queue: queue, settings: skilled), by: .system)
        _ = try await desk.updateUser(bruno.id, UserChanges(skills: ["ingles"]), by: .system)
        let all = try await desk.queues(for: carla)
        return all.filter { $0.id == queue || $0.id == other.id }
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
