import Testing

@testable import Desk
@testable import Storage

/// Two cases of one customer become one.
@Suite struct MergeTests {
    @Test(arguments: World.engines) func allOfItGoesOnInTheOther(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let (gone, kept) = try await world.twoCases()
            _ = try await world.desk.send(
                .id(gone), id: world.newID(), OutgoingMessage(kind: .text, text: "Desde el primero"), by: world.ana)
            _ = try await world.desk.send(
                .id(kept), id: world.newID(), OutgoingMessage(kind: .text, text: "Desde el segundo"), by: world.ana)
            let messages = try await world.count("message where direction in ('in', 'out')")
            let before = try await world.item(gone)
            let merged = try await world.desk.merge(.number(before.number), into: .id(kept), by: world.ana)
            #expect(merged.id == kept && merged.state == .open && merged.agent == world.ana.id)
            let lost = try await world.item(gone)
            #expect(lost.state == .closed && lost.mergedInto == kept.text && lost.scopeKey == nil && lost.closedBy == nil)
            #expect(
                try await world.count("message where direction in ('in', 'out') and case_id = '\(kept)'") == messages, "nothing is lost")
            let read = try await world.text { try await world.desk.openCase(.number(lost.number), for: world.ana) }
            #expect(
                read.contains("Desde el primero") && read.contains("Desde el segundo") && read.contains("\"number\":\(merged.number),"),
                "its number leads there")
            #expect(
                try await world.desk.merge(.id(gone), into: .id(kept), by: world.ana).version == merged.version, "a repeat leaves no trace")
            await expectRefusal("case.merged") {
                try await world.desk.send(.id(gone), id: world.newID(), OutgoingMessage(kind: .text, text: "¿?"), by: world.ana)
            }
            await expectRefusal("case.merged") { try await world.desk.reopen(.id(gone), by: world.carla) }
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    /// Wherever the customer writes, on either line: the one that is kept has it.
    @Test(arguments: World.engines) func theCustomerReachesTheOneThatIsKept(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let (gone, kept) = try await world.twoCases()
            _ = try await world.desk.merge(.id(gone), into: .id(kept), by: world.ana)
            for (line, id) in [("api", "n-1"), ("segunda", "n-2")] {
                let received = try await world.desk.receive(world.elena(id), account: try await world.desk.account(line))
                #expect(received.caseID == kept, "by \(line)")
            }
            #expect(try await world.item(kept).unreadCount == 4, "two that nobody had read, and two more")
            _ = try await world.desk.close(.id(kept), by: world.ana)
            let next = try await world.desk.receive(world.elena("n-3"), account: try await world.desk.account("segunda"))
            #expect(next.caseID != kept && next.caseID != gone, "what is over is over")
        }
    }

    @Test(arguments: World.engines) func whatIsNoOneCustomersIsRefused(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let (gone, kept) = try await world.twoCases()
            let other = try await world.held(phone: "+51999888777", id: "o-1")
            await expectRefusal("merge.same", field: "into") { try await world.desk.merge(.id(gone), into: .id(gone), by: world.ana) }
            await expectRefusal("merge.other_contact", field: "into") {
                try await world.desk.merge(.id(gone), into: .id(other), by: world.ana)
            }
            await expectRefusal("case.not_found") { try await world.desk.merge(.id(gone), into: .id(kept), by: world.bruno) }
            await expectRefusal("case.not_accepted") { try await world.desk.merge(.id(gone), into: .id(kept), by: world.sofia) }
            _ = try await world.desk.close(.id(kept), by: world.ana)
            await expectRefusal("merge.closed", field: "into") { try await world.desk.merge(.id(gone), into: .id(kept), by: world.ana) }
            _ = try await world.desk.merge(.id(kept), into: .id(gone), by: world.ana)
            #expect(try await world.item(kept).mergedInto == gone.text, "an ended one may be part of one that lives")
        }
    }

    /// A chain of merges, and whoever had passed one of them on keeps what they saw.
    @Test(arguments: World.engines) func aChainLeadsToItsEnd(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let (one, two) = try await world.twoCases()
            let other = try await world.other(members: [world.ana.id, world.bruno.id])
            try await world.pass(one, to: nil, queue: other)
            let bruno = try await world.now(world.bruno)
            _ = try await world.desk.accept(.id(one), by: bruno)
            _ = try await world.desk.send(.id(one), id: world.newID(), OutgoingMessage(kind: .text, text: "Lo de Bruno"), by: bruno)
            let three = try await world.desk.receive(world.elena("t-1", text: "Lo tercero"), account: try await world.line("tercera"))
                .caseID
            _ = try await world.desk.accept(.id(three), by: world.ana)
            _ = try await world.desk.merge(.id(one), into: .id(two), by: world.carla)
            _ = try await world.desk.merge(.id(two), into: .id(three), by: world.carla)
            #expect(try await world.item(one).mergedInto == three.text)
            let ana = Viewer(id: world.ana.id, name: "Ana", role: .agent)
            let kept = try await world.text { try await world.desk.openCase(.id(one), for: try await world.blind(ana, to: three)) }
            #expect(kept.contains("licuadora") && !kept.contains("Lo de Bruno") && !kept.contains("Lo tercero"), "\(kept)")
        }
    }

    @Test(arguments: World.engines) func aReplyAndAMergeLoseNothing(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            for round in 0..<(engine == .sqlite ? 8 : 6) {
                let phone = "+5198765\(6000 + round)"
                let (gone, kept) = try await world.twoCases(phone: phone, id: "r\(round)")
                let reply: MessageID = world.newID()
                let won = await world.both(
                    { _ = try await world.desk.merge(.id(gone), into: .id(kept), by: world.ana) },
                    { _ = try await world.desk.send(.id(gone), id: reply, OutgoingMessage(kind: .text, text: "Voy"), by: world.ana) })
                #expect(won[0])
                #expect(try await world.count("message where id = '\(reply)' and case_id = '\(kept)'") == (won[1] ? 1 : 0))
                #expect(try await world.count("message where case_id = '\(gone)' and direction in ('in', 'out')") == 0)
                let arrived = await world.both(
                    {
                        _ = try await world.desk.receive(
                            world.elena("x\(round)", phone: phone), account: try await world.desk.account("api"))
                    },
                    { _ = try await world.desk.close(.id(kept), by: world.ana) })
                #expect(arrived == [true, true])
                #expect(try await world.count("message where provider_id = 'x\(round)'") == 1)
                #expect(try await world.desk.checkCounters(fix: false) == [])
            }
            #expect(world.desk.database.deadlocks == 0)
        }
    }
}

extension World {
    func elena(_ id: String, text: String = "Y otra cosa", phone: String = "+51987654321") -> Inbound {
        Inbound(id: id, sender: .init(kind: "phone", value: phone, name: "Elena Quispe"), kind: .text, text: text)
    }

    /// A line of the same queue, made when first asked for.
    func line(_ slug: String) async throws -> ChannelAccount {
        do { return try await desk.account(slug) } catch is DeskError {}
        _ = try await desk.addAccount(NewAccount(slug: slug, channel: "api", alias: slug, queue: queue), by: .system)
        return try await desk.account(slug)
    }

    /// Elena's two cases, by two lines; both are Ana's.
    func twoCases(phone: String = "+51987654321", id: String = "m-1") async throws -> (CaseID, CaseID) {
        let one = try await held(phone: phone, id: id)
        let two = try await desk.receive(elena(id + "-2", phone: phone), account: try await line("segunda")).caseID
        _ = try await desk.accept(.id(two), by: ana)
        return (one, two)
    }

    /// The case that something was merged into belongs to somebody else, and is exclusive.
    func blind(_ viewer: Viewer, to item: CaseID) async throws -> Viewer {
        _ = try await desk.assign(.id(item), to: bruno.id, by: carla)
        return viewer
    }
}
