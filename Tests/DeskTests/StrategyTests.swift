import Foundation
import Testing

@testable import Desk
@testable import Storage

/// Who gets a case: strategies, capacity and weight, skills, priority, missed offers, overflow (product §2 and §3).
@Suite struct StrategyTests {
    @Test(arguments: World.engines) func eachStrategyHasItsOrder(_ engine: Engine) async throws {
        for (strategy, expected) in [
            (Policy.Strategy.roundRobin, ["ana", "bruno", "ana", "bruno"]), (.fewestOpen, ["ana", "bruno", "ana", "bruno"]),
            (.longestIdle, ["ana", "bruno", "ana", "bruno"]), (.manualPick, ["", "", "", ""]),
        ] {
            try await World.with(engine) { world in
                try await world.change { $0.strategy = strategy }
                try await world.bothAvailable()
                var given: [String] = []
                for n in 0..<4 {
                    world.later(1000)
                    given.append(
                        try await world.name(of: world.item(world.elenaWrites(phone: "+5198765\(4000 + n)", id: "s\(n)").caseID).agent))
                }
                #expect(given == expected, "\(strategy)")
            }
        }
    }

    /// They part where loads differ: Ana has two and was given hers first, Bruno has none but got one last.
    @Test(arguments: World.engines) func strategiesDifferWhereLoadsDo(_ engine: Engine) async throws {
        for (strategy, expected) in [(Policy.Strategy.fewestOpen, "bruno"), (.roundRobin, "ana"), (.longestIdle, "ana")] {
            try await World.with(engine) { world in
                _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
                for n in 0..<2 { _ = try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "a\(n)") }
                world.later(5000)
                _ = try await world.desk.setState(.available, reason: nil, by: world.bruno)
                let third = try await world.elenaWrites(phone: "+51987654009", id: "b")
                #expect(try await world.name(of: world.item(third.caseID).agent) == "bruno")
                _ = try await world.desk.accept(.id(third.caseID), by: world.bruno)
                _ = try await world.desk.close(.id(third.caseID), by: world.bruno)
                world.later(5000)
                try await world.change { $0.strategy = strategy }
                let next = try await world.elenaWrites(phone: "+51987654010", id: "c")
                #expect(try await world.name(of: world.item(next.caseID).agent) == expected, "\(strategy)")
            }
        }
    }

    @Test(arguments: World.engines) func randomGivesToBoth(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.change { $0.strategy = .random }
            _ = try await world.desk.updateUser(world.ana.id, UserChanges(capacity: 100), by: .system)
            _ = try await world.desk.updateUser(world.bruno.id, UserChanges(capacity: 100), by: .system)
            try await world.bothAvailable()
            var given: [String: Int] = [:]
            for n in 0..<60 {
                let item = try await world.item(world.elenaWrites(phone: "+5198765\(4000 + n)", id: "r\(n)").caseID)
                given[try await world.name(of: item.agent), default: 0] += 1
            }
            // Fewer than one in ten thousand fair runs gives either of them under 15 of 60.
            #expect(given["ana", default: 0] >= 10 && given["bruno", default: 0] >= 10, "\(given)")
        }
    }

    /// A weight of three fills a capacity of five but for two; the heavier one waits, the lighter one behind it does not.
    @Test(arguments: World.engines) func weightsCountAgainstCapacity(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.change { $0.weights = ["api": 3] }
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let heavy = try await world.elenaWrites(phone: "+51987654001", id: "w1")
            let waits = try await world.elenaWrites(phone: "+51987654002", id: "w2")
            #expect(try await world.item(heavy.caseID).state == .offered)
            #expect(try await world.item(waits.caseID).state == .queued, "3 + 3 is over 5")
            try await world.change { $0.weights = ["api": 2] }
            let light = try await world.elenaWrites(phone: "+51987654003", id: "w3")
            #expect(try await world.item(light.caseID).state == .offered, "3 + 2 is not")
            #expect(try await world.desk.checkCounters(fix: false) == [])
            _ = try await world.desk.accept(.id(heavy.caseID), by: world.ana)
            _ = try await world.desk.close(.id(heavy.caseID), by: world.ana)
            #expect(try await world.item(waits.caseID).state == .offered, "the freed seats are as many as it weighs")
        }
    }

    @Test(arguments: World.engines) func skillsDecideWhoIsAsked(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let asks: @Sendable (AccountSettings) -> AccountSettings = { held in
                var settings = held
                settings.skills = ["ingles"]
                return settings
            }
            _ = try await world.desk.updateAccount(world.api.id, AccountChanges(settings: asks), by: .system)
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let item = try await world.elenaWrites()
            #expect(try await world.item(item.caseID).state == .queued, "Ana does not know it")
            _ = try await world.desk.updateUser(world.bruno.id, UserChanges(skills: ["ingles", "pagos"]), by: .system)
            _ = try await world.desk.setState(.available, reason: nil, by: world.bruno)
            #expect(try await world.item(item.caseID).agent == world.bruno.id)
            let second = try await world.elenaWrites(phone: "+51987654002", id: "m-2")
            #expect(try await world.item(second.caseID).agent == world.bruno.id)
            _ = try await world.desk.setState(.offline, reason: nil, by: world.bruno)
            #expect(try await world.item(second.caseID).state == .queued)
            _ = try await world.desk.updateUser(world.ana.id, UserChanges(skills: ["ingles"]), by: .system)
            #expect(try await world.item(second.caseID).agent == world.ana.id, "what somebody learns counts at once")
        }
    }

    @Test(arguments: World.engines) func priorityGoesBeforeAge(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            var ids: [CaseID] = []
            for n in 0..<7 {
                ids.append(try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "p\(n)").caseID)
                world.later(1000)
            }
            _ = try await world.desk.updateCase(.id(ids[6]), CaseChanges(priority: .critical), by: world.sofia)
            _ = try await world.desk.updateCase(.id(ids[5]), CaseChanges(priority: .high), by: world.sofia)
            _ = try await world.desk.updateCase(.id(ids[0]), CaseChanges(priority: .low), by: world.sofia)
            let first = try await world.item(ids[0])
            let place = try await world.desk.read { try $0.place(of: first) }
            #expect(place == QueuePlace(position: 7, isMore: false, wait: nil))
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let offered = try await world.desk.read { transaction in
                try transaction.all("select id from cases where state = 'offered' order by version, priority, queued_at", []) {
                    CaseID($0.text(0))
                }
            }
            #expect(Set(offered) == [ids[6], ids[5], ids[1], ids[2], ids[3]])
            #expect(try await world.item(ids[0]).state == .queued)
        }
    }

    /// Each agent once, then the overflow queue; there a new round; with nobody left the supervisors are told, once.
    @Test(arguments: World.engines) func whatEverybodyMissesOverflows(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let other = try await world.desk.addQueue(
                NewQueue(slug: "desborde", name: "Desborde", campaign: world.campaign, members: [world.sofia.id]), by: .system
            ).queue
            try await world.change {
                $0.overflowQueue = other.id.text
                $0.missedOffersBreak = false
            }
            try await world.bothAvailable()
            _ = try await world.desk.setState(.available, reason: nil, by: world.sofia)
            let id = try await world.elenaWrites().caseID
            var asked: [String] = []
            for _ in 0..<3 {
                let item = try await world.item(id)
                asked.append(try await world.name(of: item.agent))
                world.later(61_000)
                _ = try await world.desk.endOffers()
            }
            #expect(asked == ["ana", "bruno", "sofia"], "each once, and then the other queue's")
            let left = try await world.item(id)
            #expect(left.state == .queued && left.queue == other.id && left.unansweredAt > 0)
            world.later(600_000)
            _ = try await world.desk.endOffers()
            #expect(try await world.item(id).version == left.version, "nothing happens to it any more")
            _ = try await world.desk.accept(.id(id), by: world.viewer(world.sofia))
            #expect(try await world.item(id).unansweredAt == 0)
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    @Test(arguments: World.engines) func aNewRoundAsksTheOthersAgain(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.change {
                $0.offerThen = .queue
                $0.missedOffersBreak = false
            }
            try await world.bothAvailable()
            let id = try await world.elenaWrites().caseID
            var asked: [String] = []
            for _ in 0..<4 {
                asked.append(try await world.name(of: world.item(id).agent))
                world.later(61_000)
                _ = try await world.desk.endOffers()
            }
            #expect(asked == ["ana", "bruno", "ana", "bruno"])
        }
    }

    @Test(arguments: World.engines) func twoMissedOffersSetABreak(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            for n in 0..<2 {
                let id = try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "t\(n)").caseID
                #expect(try await world.item(id).agent == world.ana.id)
                world.later(61_000)
                _ = try await world.desk.endOffers()
                #expect(try await world.state(of: world.ana).kind == (n == 0 ? .available : .onBreak))
            }
            let state = try await world.state(of: world.ana)
            #expect(state.reason == "missed")
            #expect(try await world.item(world.elenaWrites(phone: "+51987654009", id: "t9").caseID).state == .queued)
        }
    }

    /// Offers of a queue are told with what routing saw, and the words name people.
    @Test func theTraceSaysWhy() async throws {
        try await World.with(.sqlite) { world in
            try await world.bothAvailable()
            _ = try await world.elenaWrites(phone: "+51987654001", id: "e1")
            world.later(20_000)
            _ = try await world.elenaWrites(phone: "+51987654002", id: "e2")
            world.later(20_000)
            let id = try await world.elenaWrites(phone: "+51987654003", id: "e3").caseID
            world.later(61_000)
            _ = try await world.desk.endOffers()
            let text = String(decoding: try await world.desk.routing(of: .id(id), for: world.sofia), as: UTF8.self)
            for part in [
                "Entró a la cola Garantías.", "Asignada a Ana Torres por la regla «menos abiertas según capacidad»",
                "Elegida: empate a 1 con Bruno Salas, lleva más tiempo sin recibir una", "Empate a 1, recibió una hace ",
                "Ana Torres no la abrió a tiempo o dejó de estar disponible", "Descartada: ya no la abrió o la devolvió en esta ronda",
            ] { #expect(text.contains(part), "«\(part)» is not in \(text)") }
            await expectRefusal("case.not_found") { try await world.desk.routing(of: .id(world.newID()), for: world.sofia) }
        }
    }

    /// Cases ahead × the median of the newest fifty ÷ the capacity on duty; under ten samples nobody guesses.
    @Test(arguments: World.engines) func theExpectedWait(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            for n in 0..<10 {
                let id = try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "x\(n)").caseID
                _ = try await world.desk.accept(.id(id), by: world.ana)
                world.later(Int64(n + 1) * 60_000)
                _ = try await world.desk.close(.id(id), by: world.ana)
                let pace = try await world.desk.read { try $0.pace(of: world.queue) }
                // The clock goes on by itself too.
                if n < 9 { #expect(pace.handling == nil) } else { #expect((330_000..<345_000).contains(pace.handling ?? 0)) }
            }
            for n in 20..<28 { _ = try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "x\(n)") }
            let waiting = try await world.desk.read { transaction in
                try transaction.all(
                    "select \(Case.columns) from \(Case.tables) where c.state = 'queued' order by c.number", [], Case.init(row:)
                )
                .map { try transaction.place(of: $0) }
            }
            #expect(waiting.map(\.position) == [1, 2, 3])
            let handling = try #require(try await world.desk.read { try $0.pace(of: world.queue) }.handling)
            #expect(waiting.map(\.wait) == [0, handling / 5, 2 * handling / 5], "ahead × the median ÷ 5")
        }
    }
}

extension World {
    /// The campaign's policy, changed.
    func change(_ change: @escaping @Sendable (inout Policy) -> Void) async throws {
        _ = try await desk.updateCampaign(
            campaign,
            CampaignChanges(policy: { held in
                var policy = held
                change(&policy)
                return policy
            }), by: .system)
    }

    func bothAvailable() async throws {
        for who in [ana, bruno] { _ = try await desk.setState(.available, reason: nil, by: who) }
    }

    func state(of viewer: Viewer) async throws -> AgentState { try #require(try await desk.me(viewer).state) }

    /// As their next request finds them: with the queues they serve now.
    func viewer(_ viewer: Viewer) async throws -> Viewer {
        let queues = try await desk.read { transaction in
            try transaction.all(
                "select m.queue_id, q.campaign_id from queue_member m join queue q on q.id = m.queue_id where m.user_id = $1",
                [.text(viewer.id.text)]
            ) { (QueueID($0.text(0)), CampaignID($0.text(1))) }
        }
        return Viewer(id: viewer.id, name: viewer.name, role: viewer.role, queues: Set(queues.map(\.0)), campaigns: Set(queues.map(\.1)))
    }

    func name(of agent: UserID?) async throws -> String {
        guard let agent else { return "" }
        return [ana, bruno, sofia].first { $0.id == agent }.map {
            $0.name.split(separator: " ")[0].lowercased().replacingOccurrences(of: "í", with: "i")
        } ?? agent.text
    }
}
