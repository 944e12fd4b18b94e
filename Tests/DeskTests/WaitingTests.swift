import Foundation
import Testing

@testable import Desk
@testable import Storage

/// Snooze, escalation, transfers to a queue, tags and priority; wrap-up, busy and forced states.
@Suite struct WaitingTests {
    @Test(arguments: World.engines) func aSnoozeEndsByTimeOrByTheCustomer(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let id = try await world.elenaWrites().caseID
            _ = try await world.desk.accept(.id(id), by: world.ana)
            await expectRefusal("request.invalid", field: "until") {
                try await world.desk.snooze(.id(id), until: nil, reason: "", by: world.ana)
            }
            await expectRefusal("request.invalid", field: "until") {
                try await world.desk.snooze(.id(id), until: world.desk.now() - 1, reason: "", by: world.ana)
            }
            await expectRefusal("case.not_found") { try await world.desk.snooze(.id(id), until: nil, reason: "pago", by: world.bruno) }
            let until = world.desk.now() + 60_000
            let waiting = try await world.desk.snooze(.id(id), until: until, reason: "pago", by: world.ana)
            #expect(
                waiting.state == .waiting && waiting.wakeAt == until && waiting.waitingReason == "pago" && waiting.agent == world.ana.id)
            #expect(try await world.load(of: world.ana) == 0, "a waiting case takes no seat")
            #expect(try await world.desk.endSnoozes() == until, "nothing is due; the next is known")
            #expect(try await world.item(id).state == .waiting)
            world.later(60_001)
            _ = try await world.desk.endSnoozes()
            let awake = try await world.item(id)
            #expect(awake.state == .open && awake.wakeAt == 0 && awake.waitingReason.isEmpty)

            _ = try await world.desk.snooze(.id(id), until: nil, reason: "que mande la boleta", by: world.ana)
            // Her five seats are taken meanwhile; what wakes comes back all the same.
            for n in 0..<6 { _ = try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "o\(n)") }
            #expect(try await world.load(of: world.ana) == 5)
            _ = try await world.elenaWrites("Aquí está", id: "m-2")
            #expect(try await world.item(id).state == .open)
            #expect(try await world.load(of: world.ana) == 6)
            #expect(try await world.desk.checkCounters(fix: false) == [])
            await expectRefusal("case.not_found") { try await world.desk.wake(.id(id), by: world.bruno) }
            #expect(try await world.desk.wake(.id(id), by: world.ana).state == .open, "a repeat changes nothing")
        }
    }

    @Test(arguments: World.engines) func anEscalationStandsUntilASupervisorActs(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let id = try await world.elenaWrites().caseID
            await expectRefusal("case.not_found") { try await world.desk.escalate(.id(id), reason: "", by: world.ana) }
            _ = try await world.desk.accept(.id(id), by: world.ana)
            let marked = try await world.desk.escalate(.id(id), reason: "Pide gerente", by: world.ana)
            #expect(marked.escalated && marked.escalation.contains("Pide gerente") && marked.escalation.contains("Ana Torres"))
            #expect(try await world.desk.escalate(.id(id), reason: "Otra vez", by: world.ana).escalation == marked.escalation)
            #expect(try await world.events("case.escalated").count == 1)
            _ = try await world.desk.assign(.id(id), to: world.bruno.id, by: world.sofia)
            #expect(try await !world.item(id).escalated, "she has acted")
            _ = try await world.desk.accept(.id(id), by: world.bruno)
            _ = try await world.desk.escalate(.id(id), reason: "", by: world.bruno)
            _ = try await world.desk.settleEscalation(.id(id), by: world.sofia)
            #expect(try await !world.item(id).escalated)
            _ = try await world.desk.escalate(.id(id), reason: "", by: world.bruno)
            _ = try await world.desk.close(.id(id), by: world.bruno)
            await expectRefusal("case.state") { try await world.desk.escalate(.id(id), reason: "", by: world.sofia) }
        }
    }

    @Test(arguments: World.engines) func aTransferToAQueueIsARecord(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let sales = try await world.desk.addCampaign(
                NewCampaign(slug: "ventas", name: "Ventas", preset: "group"), by: .system
            ).campaign
            let other = try await world.desk.addQueue(
                NewQueue(slug: "ventas", name: "Ventas", campaign: sales.id, members: [world.bruno.id]), by: .system
            ).queue
            // Ana has the campaign too, by another of its queues.
            _ = try await world.desk.addQueue(
                NewQueue(slug: "ventas-2", name: "Ventas por mayor", campaign: sales.id, members: [world.ana.id]), by: .system)
            let ana = try await world.now(world.ana)
            try await world.bothAvailable()
            _ = try await world.desk.setState(.offline, reason: nil, by: world.bruno)
            let id = try await world.elenaWrites().caseID
            let transfer = NewTransfer(
                id: world.newID(NewTransfer.self).text, campaign: sales.id, queue: other.id, reason: "Compra", note: "Quiere dos")
            await expectRefusal("case.not_holder") { try await world.desk.transfer(.id(id), transfer, by: ana) }
            _ = try await world.desk.accept(.id(id), by: world.ana)
            await expectRefusal("case.not_found") { try await world.desk.transfer(.id(id), transfer, by: world.bruno) }
            let moved = try await world.desk.transfer(.id(id), transfer, by: ana)
            #expect(
                moved.state == .queued && moved.queue == other.id && moved.visibility == .queue && moved.transferred && moved.agent == nil)
            _ = try await world.desk.transfer(.id(id), transfer, by: ana)
            await expectRefusal("id.conflict") { try await world.desk.transfer(.id(id), transfer, by: world.sofia) }
            #expect(try await world.item(id).version == moved.version, "a repeat changes nothing")
            #expect(try await world.count("transfer") == 1)
            #expect(try await world.load(of: world.ana) == 0)
            // The customer notices nothing and reaches the same case; the group takes it by itself.
            #expect(try await world.elenaWrites("¿Siguen ahí?", id: "m-2").caseID == id)
            _ = try await world.desk.setState(.available, reason: nil, by: world.bruno)
            let taken = try await world.item(id)
            #expect(taken.state == .open && taken.agent == world.bruno.id && !taken.transferred)
            let bruno = try await world.now(world.bruno)
            await expectRefusal("request.invalid", field: "queue") {
                try await world.desk.transfer(
                    .id(id), NewTransfer(id: world.newID(NewTransfer.self).text, campaign: sales.id, queue: other.id), by: bruno)
            }
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    /// A transfer against a close, and against the customer's message: one outcome, nothing lost.
    @Test(arguments: World.engines) func transferRaces(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let other = try await world.desk.addQueue(NewQueue(slug: "otra", name: "Otra", campaign: world.campaign), by: .system).queue
            for round in 0..<(engine == .sqlite ? 15 : 8) {
                let id = try await world.elenaWrites(phone: "+5198765\(4000 + round)", id: "r\(round)").caseID
                _ = try await world.desk.accept(.id(id), by: world.ana)
                let transfer = NewTransfer(id: world.newID(NewTransfer.self).text, campaign: world.campaign, queue: other.id)
                async let moved = outcome { try await world.desk.transfer(.id(id), transfer, by: world.ana) }
                async let closed = outcome { try await world.desk.close(.id(id), by: world.ana) }
                async let written = outcome { try await world.elenaWrites("Hola", phone: "+5198765\(4000 + round)", id: "r\(round)-2") }
                let results = await (moved, closed, written)
                #expect(results.2 == "")
                let item = try await world.item(id)
                #expect(
                    item.state == .queued && results.0 == "" && ["case.not_found", "case.close_refused"].contains(results.1)
                        || item.state == .closed && results.1 == "" && ["case.state", "case.not_holder", ""].contains(results.0),
                    "\(results) \(item.state)")
                #expect(try await world.count("message where direction = 'in' and body = 'Hola'") == Int64(round) + 1)
            }
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    @Test(arguments: World.engines) func tagsPriorityAndType(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let id = try await world.elenaWrites().caseID
            _ = try await world.desk.accept(.id(id), by: world.ana)
            await expectRefusal("forbidden") {
                try await world.desk.addTag(id: world.newID(Tag.self), name: "Cambio", color: "", by: world.ana)
            }
            let tag = try await world.desk.addTag(id: world.newID(Tag.self), name: "Cambio", color: "#5b3a86", by: world.sofia).tag
            await expectRefusal("tag.name_taken") {
                try await world.desk.addTag(id: world.newID(Tag.self), name: "CAMBIO", color: "", by: world.sofia)
            }
            for _ in 0..<2 { #expect(try await world.desk.tag(.id(id), tag.id, true, by: world.ana).tags == "[\"\(tag.id)\"]") }
            _ = try await world.desk.updateTag(tag.id, TagChanges(archived: true), by: world.sofia)
            await expectRefusal("tag.archived") { try await world.desk.tag(.id(id), tag.id, true, by: world.ana) }
            #expect(try await world.desk.tag(.id(id), tag.id, false, by: world.ana).tags == "[]")
            await expectRefusal("request.invalid", field: "type") {
                try await world.desk.updateCase(.id(id), CaseChanges(type: "Queja"), by: world.ana)
            }
            _ = try await world.desk.updateCampaign(world.campaign, CampaignChanges(types: ["Reclamo", "Consulta"]), by: .system)
            let changed = try await world.desk.updateCase(.id(id), CaseChanges(priority: .high, type: "Reclamo"), by: world.ana)
            #expect(changed.priority == .high && changed.type == "Reclamo")
            await expectRefusal("case.not_found") { try await world.desk.updateCase(.id(id), CaseChanges(priority: .low), by: world.bruno) }
        }
    }

    @Test(arguments: World.engines) func wrapUpAfterAClose(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.change { $0.wrapUp = 300 }
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let id = try await world.elenaWrites().caseID
            _ = try await world.desk.accept(.id(id), by: world.ana)
            _ = try await world.desk.close(.id(id), by: world.ana)
            let state = try await world.state(of: world.ana)
            #expect(state.kind == .wrapUp && state.until == state.since + 300_000)
            let waits = try await world.elenaWrites(phone: "+51987654002", id: "m-2").caseID
            #expect(try await world.item(waits).state == .queued)
            world.later(200_000)
            _ = try await world.desk.endWrapUps()
            #expect(try await world.state(of: world.ana).kind == .wrapUp)
            world.later(101_000)
            _ = try await world.desk.endWrapUps()
            #expect(try await world.state(of: world.ana).kind == .available)
            #expect(try await world.item(waits).agent == world.ana.id, "offered in the same transaction")
            _ = try await world.desk.accept(.id(waits), by: world.ana)
            _ = try await world.desk.close(.id(waits), by: world.ana)
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            #expect(try await world.state(of: world.ana).kind == .available, "she may end it herself")
        }
    }

    @Test(arguments: World.engines) func busyBySelfWhileOneIsOpen(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.change { $0.busyWhileOpen = true }
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let first = try await world.elenaWrites(phone: "+51987654001", id: "b1").caseID
            let second = try await world.elenaWrites(phone: "+51987654002", id: "b2").caseID
            _ = try await world.desk.accept(.id(first), by: world.ana)
            let state = try await world.state(of: world.ana)
            #expect(state.kind == .busy && state.reason == "case")
            #expect(try await world.item(second).agent == world.ana.id, "an offer that stood goes on")
            let third = try await world.elenaWrites(phone: "+51987654003", id: "b3").caseID
            #expect(try await world.item(third).state == .queued)
            _ = try await world.desk.accept(.id(second), by: world.ana)
            _ = try await world.desk.close(.id(first), by: world.ana)
            #expect(try await world.state(of: world.ana).kind == .busy, "one is open still")
            _ = try await world.desk.release(.id(second), by: world.ana)
            #expect(try await world.state(of: world.ana).kind == .available)
            #expect(try await world.item(third).agent == world.ana.id)
            // Busy by her own choice is hers to end.
            _ = try await world.desk.setState(.busy, reason: nil, by: world.ana)
            _ = try await world.desk.accept(.id(third), by: world.ana)
            _ = try await world.desk.close(.id(third), by: world.ana)
            #expect(try await world.state(of: world.ana).kind == .busy)
        }
    }

    /// Orphans that a campaign keeps, more than a look takes, hold up no other campaign's.
    @Test(arguments: World.engines) func keptOrphansStandInNobodysWay(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let kept = try await world.desk.addCampaign(NewCampaign(slug: "kept", name: "Quieta", preset: "group"), by: .system).campaign
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let id = try await world.elenaWrites().caseID
            _ = try await world.desk.accept(.id(id), by: world.ana)
            _ = try await world.desk.setState(.offline, reason: nil, by: world.ana)
            try await world.desk.load(cases: 250, messagesPerCase: 1)
            try await world.desk.write(by: .system) { change in
                try change.run(
                    "update cases set campaign_id = $1, state = 'open', agent_id = $2, orphaned_at = 1 where id <> $3",
                    [.text(kept.id.text), .text(world.ana.id.text), .text(id.text)])
            }
            world.later(11 * 60_000)
            _ = try await world.desk.requeueOrphans()
            #expect(try await world.item(id).state == .queued)
            #expect(try await world.count("cases where orphaned_at = 1") == 250)
        }
    }

    @Test(arguments: World.engines) func aSupervisorForcesAState(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            await expectRefusal("forbidden") { try await world.desk.forceState(.offline, reason: nil, of: world.ana.id, by: world.bruno) }
            await expectRefusal("agent.not_found") {
                try await world.desk.forceState(.offline, reason: nil, of: world.carla.id, by: world.sofia)
            }
            await expectRefusal("state.reason_required") {
                try await world.desk.forceState(.onBreak, reason: nil, of: world.ana.id, by: world.sofia)
            }
            _ = try await world.desk.forceState(.offline, reason: nil, of: world.ana.id, by: world.sofia)
            #expect(try await world.state(of: world.ana).kind == .offline)
            #expect(try await world.count("agent_state where author = '\(world.sofia.id)' and state = 'offline'") == 1)
            #expect(try await world.count("audit where act = 'agent.state' and target = '\(world.ana.id)'") == 1)
            // Where no reason is set up, a break needs none.
            for reason in try await world.desk.breaks(for: world.carla) {
                _ = try await world.desk.updateBreak(reason.id, archived: true, by: .system)
            }
            #expect(try await world.desk.setState(.onBreak, reason: nil, by: world.ana).kind == .onBreak)
        }
    }
}

extension World {
    func load(of viewer: Viewer) async throws -> Int64 {
        try await desk.read { try $0.first("select load from agent where user_id = $1", [.text(viewer.id.text)]) { $0.int(0) } } ?? -1
    }
}

/// The refusal's code; empty for none.
private func outcome<T: Sendable>(_ verb: @Sendable () async throws -> T) async -> String {
    do {
        _ = try await verb()
        return ""
    } catch let refusal as DeskError { return refusal.code } catch { return "\(error)" }
}
