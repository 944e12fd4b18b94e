import Testing

@testable import Desk
@testable import Storage

/// Transfers with their whole life: to whom, what became of them, what the first agent keeps.
@Suite struct TransferTests {
    @Test(arguments: World.engines) func anAgentIsOfferedItWithTheTimersOfItsCampaign(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let item = try await world.held()
            try await world.available(world.bruno)
            let id = try await world.pass(item, to: world.bruno.id, note: "Pide dos")
            let offered = try await world.item(item)
            #expect(offered.state == .offered && offered.agent == world.bruno.id && offered.transferred)
            #expect(offered.deadline == offered.offeredAt + 60_000)
            #expect(try await world.transfer(id).state == "pending")
            world.later(5000)
            _ = try await world.desk.accept(.id(item), by: world.bruno)
            let row = try await world.transfer(id)
            #expect(row.state == "accepted" && row.acceptedBy == world.bruno.id.text && (5000...60_000).contains(row.acceptedAt - row.at))
            #expect(try await world.item(item).transferred == false)
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    /// Of two, whichever is the later by clock or id, the one that waits is settled: a merge may bring one that came to nothing.
    @Test(arguments: World.engines) func theOneThatWaitsIsSettled(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let item = try await world.held()
            try await world.available(world.bruno)
            let id = try await world.pass(item, to: world.bruno.id)
            try await world.desk.write(by: .system) { change in
                try change.run(
                    """
                    insert into transfer (id, case_id, at, author, from_queue, from_campaign, to_queue, to_campaign, state)
                    select 'ffffffff-0000-7000-8000-000000000000', case_id, at + 1, author, from_queue, from_campaign, to_queue, to_campaign, 'declined'
                    from transfer where id = $1
                    """, [.text(id)])
            }
            _ = try await world.desk.accept(.id(item), by: world.bruno)
            #expect(try await world.transfer(id).state == "accepted")
        }
    }

    @Test(arguments: World.engines) func whoIsLateOrSaysNoSendsItOn(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            for isDeclined in [true, false] {
                let item = try await world.held(phone: isDeclined ? "+51987651111" : "+51987652222", id: "m-\(isDeclined)")
                _ = try await world.desk.setState(.offline, reason: nil, by: world.ana)
                try await world.available(world.bruno)
                let id = try await world.pass(item, to: world.bruno.id)
                if isDeclined {
                    _ = try await world.desk.undoTransfer(.id(item), id, by: world.bruno)
                } else {
                    world.later(61_000)
                    _ = try await world.desk.endOffers()
                }
                #expect(try await world.item(item).state == .queued, "nobody else is there")
                #expect(try await world.transfer(id).state == (isDeclined ? "declined" : "returned"))
                try await world.available(world.ana)
                _ = try await world.desk.accept(.id(item), by: world.ana)
                let row = try await world.transfer(id)
                #expect(
                    row.state == (isDeclined ? "declined" : "returned") && row.acceptedBy == world.ana.id.text,
                    "who took it at last is known too")
                _ = try await world.desk.close(.id(item), by: world.ana)
                _ = try await world.desk.setState(.offline, reason: nil, by: world.bruno)
            }
        }
    }

    @Test(arguments: World.engines) func whoeverPassedItOnTakesItBackWhileNobodyHasOpenedIt(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let item = try await world.held()
            let opened = try await world.item(item).openedAt
            let other = try await world.other(members: [world.ana.id, world.bruno.id])
            let id = try await world.pass(item, to: nil, queue: other)
            #expect(try await world.item(item).queue == other.id)
            await expectRefusal("transfer.not_yours") {
                _ = try await world.desk.undoTransfer(.id(item), id, by: try await world.now(world.bruno))
            }
            let back = try await world.desk.undoTransfer(.id(item), id, by: world.ana)
            #expect(
                back.state == .open && back.agent == world.ana.id && back.queue == world.queue && back.openedAt == opened
                    && !back.transferred)
            #expect(try await world.desk.undoTransfer(.id(item), id, by: world.ana).version == back.version, "a repeat leaves no trace")
            #expect(try await world.transfer(id).state == "undone")
            #expect(try await world.count("attended") == 0)

            let second = try await world.pass(item, to: nil, queue: other)
            _ = try await world.desk.accept(.id(item), by: try await world.now(world.bruno))
            await expectRefusal("transfer.opened") { _ = try await world.desk.undoTransfer(.id(item), second, by: world.ana) }
            #expect(try await world.item(item).agent == world.bruno.id)
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    /// What it does not go to, each with a code of its own.
    @Test(arguments: World.engines) func whereItCannotGo(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let item = try await world.held()
            let other = try await world.other(members: [world.bruno.id])
            await expectRefusal("transfer.not_assigned") { try await world.pass(item, to: nil, queue: other) }
            await expectRefusal("agent.offline", field: "agent") { try await world.pass(item, to: world.bruno.id) }
            await expectRefusal("agent.not_member", field: "agent") { try await world.pass(item, to: world.sofia.id) }
            await expectRefusal("request.invalid", field: "agent") { try await world.pass(item, to: world.ana.id) }
            await expectRefusal("request.invalid", field: "queue") { try await world.pass(item, to: nil) }
            _ = try await world.desk.snooze(.id(item), until: nil, reason: "espera", by: world.ana)
            try await world.available(world.bruno)
            await expectRefusal("transfer.needs_open") { try await world.pass(item, to: world.bruno.id) }
            _ = try await world.desk.wake(.id(item), by: world.ana)
            try await world.change { $0.transferTargets = [.agent] }
            let mine = try await world.other(members: [world.ana.id])
            await expectRefusal("transfer.refused", field: "queue") { try await world.pass(item, to: nil, queue: mine) }
            try await world.change { $0.transferTargets = [.queue, .unassigned] }
            await expectRefusal("transfer.refused", field: "agent") { try await world.pass(item, to: world.bruno.id) }
            _ = try await world.desk.updateQueue(mine.id, QueueChanges(archived: true), by: .system)
            await expectRefusal("queue.archived", field: "queue") { try await world.pass(item, to: nil, queue: mine) }
            try await world.desk.setState(.offline, reason: nil, by: world.bruno)
            try await world.pass(item, to: nil)
            #expect(try await world.item(item).state == .queued, "to nobody is back to its own queue")
            #expect(try await world.count("transfer") == 0)
        }
    }

    /// Card and conversation up to there, nothing after, and no right beyond reading.
    @Test(arguments: World.engines) func theFirstAgentKeepsWhatTheySaw(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let item = try await world.held()
            _ = try await world.desk.send(.id(item), id: world.newID(), OutgoingMessage(kind: .text, text: "Un momento"), by: world.ana)
            let other = try await world.other(members: [world.ana.id, world.bruno.id])
            try await world.pass(item, to: nil, queue: other, note: "Es urgente")
            let ana = try await world.now(world.ana), bruno = try await world.now(world.bruno)
            _ = try await world.desk.accept(.id(item), by: bruno)
            world.later(1000)
            _ = try await world.elenaWrites("¿Sigues ahí?", id: "m-2")
            _ = try await world.desk.send(.id(item), id: world.newID(), OutgoingMessage(kind: .text, text: "Soy Bruno"), by: bruno)
            let read = try await world.text { try await world.desk.openCase(.id(item), for: ana) }
            #expect(read.contains("Un momento") && read.contains("Es urgente") && read.contains("\"attended\":true"))
            #expect(!read.contains("Sigues ahí") && !read.contains("Soy Bruno"))
            let page = try await world.text { try await world.desk.messages(.id(item), cursor: nil, limit: 50, earlier: true, for: ana) }
            #expect(page.contains("Un momento") && !page.contains("Soy Bruno"))
            let desk = try await world.text { try await world.desk.snapshot(for: ana) }
            #expect(desk.contains("\"attended\":true") && !desk.contains("Soy Bruno"))
            await expectRefusal("case.not_found") {
                try await world.desk.send(.id(item), id: world.newID(), OutgoingMessage(kind: .text, text: "Yo"), by: ana)
            }
            await expectRefusal("case.not_found") { try await world.desk.openCase(.id(item), for: try await world.stranger()) }
            #expect(try await world.events("attended.added").map(\.recipient) == [world.ana.id.text])
            #expect(try await world.desk.accept(.id(item), by: bruno).agent == bruno.id, "and the case itself knows nothing of it")
        }
    }

    /// Two at once: one outcome, nothing lost.
    @Test(arguments: World.engines) func racesHaveOneOutcome(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let other = try await world.other(members: [world.ana.id, world.bruno.id])
            let bruno = try await world.now(world.bruno)
            for round in 0..<(engine == .sqlite ? 12 : 8) {
                let phone = "+5198765\(3000 + round)"
                let item = try await world.held(phone: phone, id: "r\(round)")
                let (first, second) = (world.newID(NewTransfer.self).text, world.newID(NewTransfer.self).text)
                @Sendable func pass(_ id: String) async throws { try await world.pass(item, to: nil, queue: other, id: id) }
                switch round % 4 {
                case 0:  // transfer against close
                    let won = await world.both({ try await pass(first) }, { _ = try await world.desk.close(.id(item), by: world.ana) })
                    let now = try await world.item(item)
                    #expect(won == (now.state == .closed ? [false, true] : [true, false]), "\(won) \(now.state)")
                    #expect(try await world.count("transfer where case_id = '\(item)'") == (won[0] ? 1 : 0))
                case 1:  // two transfers
                    let won = await world.both({ try await pass(first) }, { try await pass(second) })
                    #expect(won.count { $0 } == 1)
                    #expect(try await world.count("transfer where case_id = '\(item)'") == 1)
                case 2:  // transfer against the customer's message
                    let won = await world.both(
                        { try await pass(first) }, { _ = try await world.elenaWrites("Otra cosa", phone: phone, id: "x\(round)") })
                    let now = try await world.item(item)
                    #expect(won == [true, true] && now.queue == other.id && now.unreadCount >= 1)
                    #expect(try await world.count("message where case_id = '\(item)' and direction = 'in'") == 2)
                    #expect(try await world.count("cases where point_id = '\(now.point)' and state <> 'closed'") == 1)
                default:  // undo against acceptance
                    try await pass(first)
                    let won = await world.both(
                        { _ = try await world.desk.undoTransfer(.id(item), first, by: world.ana) },
                        { _ = try await world.desk.accept(.id(item), by: bruno) })
                    #expect(won.count { $0 } == 1)
                    #expect(try await world.item(item).agent == (won[0] ? world.ana.id : world.bruno.id))
                    #expect(try await world.transfer(first).state == (won[0] ? "undone" : "accepted"))
                }
                #expect(try await world.desk.checkCounters(fix: false) == [])
            }
            #expect(world.desk.database.deadlocks == 0)
        }
    }
}

extension World {
    /// A case that Ana has open; its id.
    func held(phone: String = "+51987654321", id: String = "m-1") async throws -> CaseID {
        let item = try await elenaWrites(phone: phone, id: id).caseID
        _ = try await desk.accept(.id(item), by: ana)
        return item
    }

    func available(_ who: Viewer) async throws { _ = try await desk.setState(.available, reason: nil, by: who) }

    /// Another campaign with one queue, and Ana and Bruno read again: its members have another set of campaigns.
    func other(members: [UserID]) async throws -> Queue {
        let slug = "otra-\(desk.ids.make(at: desk.now()).suffix(6))"
        let campaign = try await desk.addCampaign(NewCampaign(slug: slug, name: "Otra", preset: "whatsapp"), by: .system).campaign
        return try await desk.addQueue(NewQueue(slug: slug, name: "Otra", campaign: campaign.id, members: members), by: .system).queue
    }

    @discardableResult
    func pass(_ item: CaseID, to agent: UserID?, queue: Queue? = nil, note: String = "", id: String? = nil) async throws -> String {
        let id = id ?? newID(NewTransfer.self).text
        let new = NewTransfer(id: id, campaign: queue?.campaign ?? campaign, queue: queue?.id ?? self.queue, agent: agent, note: note)
        _ = try await desk.transfer(.id(item), new, by: try await now(ana))
        return id
    }

    /// With the queues and campaigns that they have by now.
    func now(_ who: Viewer) async throws -> Viewer {
        let held = try await desk.read { transaction in
            try transaction.all(
                "select m.queue_id, q.campaign_id from queue_member m join queue q on q.id = m.queue_id where m.user_id = $1",
                [.text(who.id.text)]
            ) { (QueueID($0.text(0)), CampaignID($0.text(1))) }
        }
        return Viewer(
            id: who.id, name: who.name, role: who.role, queues: Set(held.map(\.0)), campaigns: Set(held.map(\.1)),
            credential: who.credential)
    }

    /// An agent of no queue.
    func stranger() async throws -> Viewer { Viewer(id: newID(), name: "Darío", role: .agent) }

    func transfer(_ id: String) async throws -> HeldTransfer {
        try #require(
            try await desk.read { transaction in
                try transaction.first("select \(HeldTransfer.columns) from transfer where id = $1", [.text(id)], HeldTransfer.init(row:))
            })
    }

    func text(_ body: () async throws -> [UInt8]) async throws -> String { String(decoding: try await body(), as: UTF8.self) }

    /// Both at the same moment; which were done.
    func both(_ one: @escaping @Sendable () async throws -> Void, _ two: @escaping @Sendable () async throws -> Void) async -> [Bool] {
        func done(_ body: @Sendable () async throws -> Void) async -> Bool {
            do {
                try await body()
                return true
            } catch {
                if let refusal = error as? DeskError {
                    #expect(refusal.code != "internal" && !refusal.code.hasPrefix("storage"))
                } else {
                    Issue.record("\(error)")
                }
                return false
            }
        }
        async let first = done(one)
        async let second = done(two)
        return await [first, second]
    }
}
