import Foundation
import Testing

@testable import Desk
@testable import Storage

@Suite struct BotTests {
    /// A case begins with the bot; nobody is offered it; the bot's answer clears what it owes, its hand-off queues and offers at once.
    @Test(arguments: World.engines) func aBotsCaseFromBirthToHandOff(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let bot = try await world.addBot()
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let received = try await world.elenaWrites()
            var item = try await world.item(received.caseID)
            #expect(item.state == .bot && item.agent == nil)
            #expect(item.botDeadline == item.createdAt + 60_000)
            let reference = CaseReference.id(item.id)

            let written = try await world.desk.send(
                reference, id: world.newID(), OutgoingMessage(kind: .text, text: "Hola, soy Luz"), by: bot)
            #expect(
                String(decoding: written.body, as: UTF8.self).contains(#""author":{"kind":"bot","id":"\#(bot.credential)","name":"Luz"}"#))
            item = try await world.item(received.caseID)
            #expect(item.state == .bot && item.botDeadline == 0)
            #expect(item.unreadCount == 1, "no person has read it")
            #expect(item.preview.author == "Luz" && item.preview.direction == "out")

            try await world.desk.handOff(reference, to: nil, reason: "Pide una persona", by: bot)
            item = try await world.item(received.caseID)
            #expect(item.state == .offered && item.agent == world.ana.id && item.botDeadline == 0)
            try await world.desk.handOff(reference, to: nil, reason: "Pide una persona", by: bot)  // a repeat
            #expect(try await world.count("message where kind = 'system' and data like '%botHandedOff%'") == 1)
            #expect(try await world.count("message where data like '%Pide una persona%'") == 1)
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    /// What the bot answers is what it has read: a message that came since is still owed an answer.
    @Test(arguments: World.engines) func aNewerMessageIsStillOwedAnAnswer(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let bot = try await world.addBot()
            let first = try await world.elenaWrites(id: "m-1")
            world.later(20_000)
            let second = try await world.elenaWrites("¿Hola?", id: "m-2")
            #expect(try await world.item(first.caseID).botDeadline <= world.desk.now() + 40_000, "the first that waits counts")
            var draft = OutgoingMessage(kind: .text, text: "Un momento")
            draft.after = first.message
            _ = try await world.desk.send(.id(first.caseID), id: world.newID(), draft, by: bot)
            #expect(try await world.item(first.caseID).botDeadline > 0)
            draft.after = second.message
            draft.force = true
            _ = try await world.desk.send(.id(first.caseID), id: world.newID(), draft, by: bot)
            #expect(try await world.item(first.caseID).botDeadline == 0)
        }
    }

    @Test(arguments: World.engines) func aSilentBotHandsOff(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let bot = try await world.addBot(silence: 30)
            let silent = try await world.elenaWrites(id: "m-1")
            let answered = try await world.elenaWrites(phone: "+51987650002", id: "m-2")
            _ = try await world.desk.send(
                .id(answered.caseID), id: world.newID(), OutgoingMessage(kind: .text, text: "¿En qué ayudo?"), by: bot)
            let next = try await world.desk.endSilences()
            #expect(next == (try await world.item(silent.caseID)).botDeadline)
            world.later(30_001)
            _ = try await world.desk.endSilences()
            #expect(try await world.item(silent.caseID).state == .queued)
            #expect(try await world.item(answered.caseID).state == .bot, "it owes nothing")
            #expect(try await world.count("message where data like '%botSilent%'") == 1)
            _ = try await world.elenaWrites("Quiero un cambio", phone: "+51987650002", id: "m-3")
            world.later(30_001)
            _ = try await world.desk.endSilences()
            #expect(try await world.item(answered.caseID).state == .queued)
        }
    }

    @Test(arguments: World.engines) func aRevokedBotLosesItsCases(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let bot = try await world.addBot()
            let received = try await world.elenaWrites()
            _ = try await world.desk.send(.id(received.caseID), id: world.newID(), OutgoingMessage(kind: .text, text: "Hola"), by: bot)
            try await world.desk.revokeToken(bot.credential, by: world.carla)
            _ = try await world.desk.endSilences()
            #expect(try await world.item(received.caseID).state == .queued)
            #expect(try await world.count("message where data like '%botRevoked%'") == 1)
            let next = try await world.elenaWrites(phone: "+51987650003", id: "m-9")
            #expect(try await world.item(next.caseID).state == .queued, "no case begins with a bot that is gone")
            await expectRefusal("request.invalid", field: "settings.bot.token") { try await world.attend(by: bot.credential) }
        }
    }

    @Test(arguments: World.engines) func aLineWithoutItsBotGivesItsCasesToPeople(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let bot = try await world.addBot()
            let received = try await world.elenaWrites()
            _ = try await world.desk.updateAccount(world.api.id, AccountChanges(settings: { _ in world.api.settings }), by: .system)
            _ = try await world.desk.endSilences()
            #expect(try await world.item(received.caseID).state == .queued)
            let told = try await world.events("reset").filter { $0.recipient == bot.credential }
            #expect(told.count == 2, "once when it got the line, once when it lost it")
        }
    }

    /// A bot's look-ups reach the cases it has: nothing of other lines, of its owner, of what is passed on.
    @Test(arguments: World.engines) func aBotReachesItsOwnCasesOnly(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let other = try await world.elenaWrites(phone: "+51987650007", id: "before")  // born before the line had a bot
            _ = try await world.desk.accept(.id(other.caseID), by: world.ana)
            let bot = try await world.addBot(owner: world.ana)
            let stranger = try await world.addBot(slug: "tienda", name: "Otra", owner: world.ana)
            let mine = try await world.elenaWrites(id: "m-1")
            for query in [CaseQuery(), world.query(.bot), world.query(.open)] {
                let page = String(decoding: try await world.desk.cases(query, for: bot), as: UTF8.self)
                #expect(page.contains(mine.caseID.text) == (query.states != [.open]))
                #expect(!page.contains(other.caseID.text))
                #expect(!String(decoding: try await world.desk.cases(query, for: stranger), as: UTF8.self).contains(mine.caseID.text))
            }
            _ = try await world.desk.openCase(.id(mine.caseID), for: bot)
            for (id, viewer) in [(other.caseID, bot), (mine.caseID, stranger)] {
                await expectRefusal("case.not_found") { try await world.desk.openCase(.id(id), for: viewer) }
                await expectRefusal("case.not_found") {
                    try await world.desk.messages(.id(id), cursor: nil, limit: 10, earlier: true, for: viewer)
                }
                await expectRefusal("case.not_found") {
                    try await world.desk.send(.id(id), id: world.newID(), OutgoingMessage(kind: .text, text: "Hola"), by: viewer)
                }
                await expectRefusal("case.not_found") { try await world.desk.handOff(.id(id), to: nil, reason: "", by: viewer) }
            }
            await expectRefusal("forbidden") { try await world.desk.handOff(.id(mine.caseID), to: nil, reason: "", by: world.bruno) }
            try await world.desk.handOff(.id(mine.caseID), to: nil, reason: "", by: bot)
            await expectRefusal("case.not_found") { try await world.desk.openCase(.id(mine.caseID), for: bot) }
            await expectRefusal("case.not_found") {
                try await world.desk.send(.id(mine.caseID), id: world.newID(), OutgoingMessage(kind: .text, text: "¿Sigues?"), by: bot)
            }
        }
    }

    /// The hand-off, the customer's next message, an agent's take and the timer, all at once: one order of events, nothing lost or doubled.
    @Test(arguments: World.engines) func handOffAgainstMessageTakeAndTimer(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let bot = try await world.addBot()
            for n in 0..<30 {
                let isBrunoThere = n % 2 == 1
                _ = try await world.desk.setState(isBrunoThere ? .available : .offline, reason: nil, by: world.bruno)
                let phone = "+5198765\(4000 + n)"
                let received = try await world.elenaWrites(phone: phone, id: "a-\(n)")
                let reference = CaseReference.id(received.caseID)
                world.later(60_001)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try? await world.desk.handOff(reference, to: nil, reason: "", by: bot) }
                    group.addTask { _ = try await world.elenaWrites("¿Siguen ahí?", phone: phone, id: "b-\(n)") }
                    group.addTask { _ = try? await world.desk.accept(reference, by: world.ana) }
                    group.addTask { _ = try await world.desk.endSilences() }
                    group.addTask {
                        let draft = OutgoingMessage(kind: .text, text: "Te paso con alguien")
                        _ = try? await world.desk.send(reference, id: world.newID(), draft, by: bot)
                    }
                    try await group.waitForAll()
                }
                let item = try await world.item(received.caseID)
                #expect(item.botDeadline == 0)
                #expect(item.unreadCount == 2)
                if isBrunoThere {
                    #expect(item.state == .open && item.agent == world.ana.id || item.state == .offered && item.agent == world.bruno.id)
                } else {
                    #expect(item.state == .open && item.agent == world.ana.id)
                }
                let handOffs = try await world.count(
                    "message where case_id = '\(item.id)' and (data like '%botHandedOff%' or data like '%botSilent%')")
                #expect(handOffs <= 1)
                #expect(try await world.count("message where case_id = '\(item.id)' and direction = 'in'") == 2)
                let versions = try await world.desk.read {
                    try $0.all("select version from event where case_id = $1 and recipient = '' order by version", [.text(item.id.text)]) {
                        $0.int(0)
                    }
                }
                #expect(Set(versions).count == versions.count, "two changes of one version: \(versions)")
                _ = try await world.desk.setState(.offline, reason: nil, by: world.bruno)
                _ = try await world.desk.accept(reference, by: world.ana)
                _ = try await world.desk.close(reference, by: world.ana)
            }
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    /// Another campaign's queue brings its rules: who sees the case from now on is judged by them.
    @Test(arguments: World.engines) func aHandOffToAnotherCampaign(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let bot = try await world.addBot()
            var policy = Policy.whatsapp
            policy.visibility = .queue
            let campaign = try await world.desk.addCampaign(NewCampaign(slug: "ventas", name: "Ventas", policy: policy), by: .system)
                .campaign
            let queue = try await world.desk.addQueue(
                NewQueue(slug: "ventas", name: "Ventas", campaign: campaign.id, members: [world.bruno.id]), by: .system
            ).queue
            let received = try await world.elenaWrites()
            try await world.desk.handOff(.id(received.caseID), to: queue.id, reason: "Quiere comprar", by: bot)
            let item = try await world.item(received.caseID)
            #expect(item.queue == queue.id && item.campaign == campaign.id && item.visibility == .queue && item.state == .queued)
            await expectRefusal("case.not_found") { try await world.desk.accept(.id(item.id), by: world.ana) }
            #expect(try await world.desk.checkCounters(fix: false) == [])
            let more = try await world.elenaWrites(id: "m-2")
            #expect(more.caseID == item.id, "the customer still reaches their case")
            await expectRefusal("queue.not_found") {
                let next = try await world.elenaWrites(phone: "+51987650009", id: "m-3")
                try await world.desk.handOff(.id(next.caseID), to: world.newID(), reason: "", by: bot)
            }
        }
    }

    @Test(arguments: World.engines) func aCallIsOfferedToPeopleAtOnce(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.addBot()
            let received = try await world.elenaWrites()
            #expect(try await world.item(received.caseID).state == .bot)
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let called = try await world.elenaCalls(.ringing)
            #expect(called.caseID == received.caseID)
            #expect(try await world.item(called.caseID).state == .offered)
            let other = try await world.elenaCalls(.ringing, phone: "+51987650002", callId: "c-2")
            #expect(try await world.item(other.caseID).state == .offered, "a new case by a call never begins with a bot")
        }
    }

    @Test func aBotsTokenIsNobodysElse() async throws {
        try await World.with(.sqlite) { world in
            for scope in [Scope.read, .write, .admin] {
                await expectRefusal("request.invalid", field: "scopes") {
                    try await world.desk.addToken(name: "Luz", scopes: [.bot, scope], by: world.carla)
                }
            }
            let token = try await world.desk.addToken(name: "CRM", scopes: [.read], by: world.carla).row
            await expectRefusal("request.invalid", field: "settings.bot.token") { try await world.attend(by: token.id) }
        }
    }
}

extension World {
    /// A bot that answers first on a line; by default on the channel `api`.
    func addBot(slug: String = "api", name: String = "Luz", silence: Int64 = 60, owner: Viewer? = nil) async throws -> Viewer {
        let made = try await desk.addToken(name: name, scopes: [.bot], by: owner ?? carla)
        try await attend(by: made.row.id, slug: slug, silence: silence)
        return try await desk.viewer(token: made.token)
    }

    func attend(by token: String, slug: String = "api", silence: Int64 = 60) async throws {
        let account = try await desk.account(slug)
        let changes = AccountChanges(settings: { held in
            var settings = held
            settings.bot = AccountSettings.Bot(token: token, silence: silence)
            return settings
        })
        _ = try await desk.updateAccount(account.id, changes, by: .system)
    }

    func query(_ state: CaseState) -> CaseQuery {
        var query = CaseQuery()
        query.states = [state]
        return query
    }

    @discardableResult
    func elenaCalls(
        _ status: CallEvent.Status, phone: String = "+51987654321", callId: String = "c-1", direction: CallEvent.Direction = .inbound,
        at: Int64? = nil
    ) async throws -> Received {
        var inbound = Inbound(
            id: "\(callId) \(status)", sender: .init(kind: "phone", value: phone, name: "Elena Quispe"), kind: .call, text: "", at: at)
        inbound.call = CallEvent(callId: callId, direction: direction, status: status)
        return try await desk.receive(inbound, account: try await desk.account("api"))
    }
}
