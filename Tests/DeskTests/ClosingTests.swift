import Testing

@testable import Desk
@testable import Storage

/// What ends a case by itself, and what opens it again.
@Suite struct ClosingTests {
    @Test(arguments: World.engines) func silenceWarnsAndThenCloses(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.change {
                $0.closeTriggers = [.manual, .customerSilent]
                $0.silenceHours = 10
            }
            let item = try await world.held()
            try await world.reply(item)
            world.later(9 * 3_600_000 - 60_000)
            _ = try await world.desk.closeSilent()
            #expect(try await world.events("case.silent").isEmpty, "not a minute before")
            world.later(60_000)
            _ = try await world.desk.closeSilent()
            _ = try await world.desk.closeSilent()
            #expect(try await world.events("case.silent").count == 1, "an hour before, once")
            #expect(try await world.item(item).state == .open)
            world.later(3_600_000)
            _ = try await world.desk.closeSilent()
            let closed = try await world.item(item)
            #expect(
                closed.state == .closed && closed.changedBy == "system" && closed.closedBy == world.ana.id,
                "it stays among her attended ones")
            let line = try await world.text("select data from message where case_id = '\(item)' order by at desc, place desc limit 1")
            #expect(line.contains("closedSilent"))
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    /// A word of the customer ends the waiting, a new reply begins it anew; a snooze with a time is the agent's own affair.
    @Test(arguments: World.engines) func whatTheCustomerWritesCancelsIt(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.change {
                $0.closeTriggers = [.manual, .customerSilent]
                $0.silenceHours = 2
            }
            let item = try await world.held()
            try await world.reply(item)
            world.later(100 * 60_000)
            _ = try await world.desk.closeSilent()
            #expect(try await world.events("case.silent").count == 1, "a fifth of the time before the end")
            _ = try await world.elenaWrites("Aquí estoy", id: "m-2")
            world.later(24 * 3_600_000)
            _ = try await world.desk.closeSilent()
            #expect(try await world.item(item).state == .open, "nobody has answered her")
            try await world.reply(item)
            _ = try await world.desk.snooze(.id(item), until: world.desk.now() + 72 * 3_600_000, reason: "", by: world.ana)
            world.later(24 * 3_600_000)
            _ = try await world.desk.closeSilent()
            #expect(try await world.item(item).state == .waiting)
            _ = try await world.desk.wake(.id(item), by: world.ana)
            try await world.reply(item)
            try await world.change {
                $0.closeTriggers = [.manual]
                $0.silenceHours = 0
            }
            world.later(24 * 3_600_000)
            _ = try await world.desk.closeSilent()
            #expect(try await world.item(item).state == .open, "the campaign wants it no more")
        }
    }

    @Test(arguments: World.engines) func aMessageReopensWithinItsHours(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.change {
                $0.afterClose = .reopenWithin
                $0.reopenHours = 24
            }
            let item = try await world.held()
            _ = try await world.desk.close(.id(item), by: world.ana)
            let again = try await world.elenaWrites("Sigue sin encender", id: "m-2")
            #expect(again.caseID == item)
            #expect(try await world.item(item).state == .queued, "its agent is not on duty")
            try await world.available(world.ana)
            _ = try await world.desk.accept(.id(item), by: world.ana)
            _ = try await world.desk.close(.id(item), by: world.ana)
            world.later(23 * 3_600_000)
            #expect(try await world.elenaWrites("¿Y?", id: "m-3").caseID == item)
            let open = try await world.item(item)
            #expect(open.state == .open && open.agent == world.ana.id && open.unreadCount == 1 && open.scopeKey != nil)
            #expect(try await world.elenaWrites("Hola", id: "m-4").caseID == item, "and the next one joins")
            _ = try await world.desk.close(.id(item), by: world.ana)
            world.later(25 * 3_600_000)
            #expect(try await world.elenaWrites("Es otra cosa", id: "m-5").caseID != item, "too late")
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    /// Full, or in another queue by now: it waits like any other.
    @Test(arguments: World.engines) func aReopenedCaseTakesNoSeatThatIsNotFree(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.change {
                $0.afterClose = .reopenWithin
                $0.reopenHours = 24
            }
            let item = try await world.held()
            _ = try await world.desk.close(.id(item), by: world.ana)
            try await world.available(world.ana)
            for n in 0..<5 { _ = try await world.elenaWrites(phone: "+5198765\(5000 + n)", id: "f\(n)") }
            _ = try await world.elenaWrites("Otra vez", id: "m-2")
            #expect(try await world.item(item).state == .queued)
            #expect(try await world.first("select load from agent where user_id = '\(world.ana.id)'") == 5)
        }
    }

    @Test(arguments: World.engines) func aFollowUpIsLinked(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.change { $0.afterClose = .followUpCase }
            let old = try await world.held()
            _ = try await world.desk.close(.id(old), by: world.ana)
            let new = try await world.elenaWrites("Sobre lo mismo", id: "m-2").caseID
            #expect(new != old)
            _ = try await world.desk.accept(.id(new), by: world.ana)
            let related = try await world.text { try await world.desk.related(to: .id(new), for: world.ana) }
            #expect(related.contains("\"relation\":\"followUpOf\"") && related.contains(old.text))
            let back = try await world.text { try await world.desk.related(to: .id(old), for: world.ana) }
            #expect(back.contains("\"relation\":\"open\""))
        }
    }

    @Test func whatIsDueWalksAnIndex() async throws {
        try await World.with(.sqlite) { world in
            try await world.desk.load(cases: 2000, messagesPerCase: 1)
            for sql in Desk.dueSilence {
                let steps = try await world.desk.read { try $0.all("explain query plan \(sql)", []) { $0.text(3) } }
                #expect(
                    steps.contains { $0.contains("cases_silence") }
                        && !steps.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(steps)")
            }
        }
    }
}

extension World {
    func reply(_ item: CaseID) async throws {
        _ = try await desk.send(.id(item), id: newID(), OutgoingMessage(kind: .text, text: "¿Algo más?"), by: ana)
    }
}
