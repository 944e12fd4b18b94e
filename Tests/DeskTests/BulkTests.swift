import Foundation
import Testing

@testable import Desk
@testable import Storage

/// One act for many cases: each by its own verb, once, whatever happens to whoever does it.
@Suite struct BulkTests {
    @Test(arguments: World.engines) func eachActIsDoneAndTakenBack(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.bothAvailable()
            let kept = try await world.tag("Garantía"), put = try await world.tag("Urgente")
            _ = try await world.desk.updateCampaign(world.campaign, CampaignChanges(types: ["Reclamo", "Consulta"]), by: .system)
            let item = try await world.held()
            _ = try await world.desk.tag(.id(item), kept, true, by: world.ana)
            let other = try await world.other(members: [world.ana.id, world.bruno.id])
            let before = try await world.look(item)
            let acts: [(action: String, changed: (Look) -> Bool)] = [
                ("{\"flag\": true}", { $0.flagged }),
                ("{\"priority\": \"critical\"}", { $0.priority == .critical }),
                ("{\"type\": \"Reclamo\"}", { $0.type == "Reclamo" }),
                ("{\"addTags\": [\"\(put)\", \"\(kept)\"]}", { $0.tags == [put.text, kept.text].sorted() }),
                ("{\"removeTags\": [\"\(kept)\"]}", { $0.tags == [] }),
                ("{\"assign\": \"\(world.bruno.id)\"}", { $0.agent == world.bruno.id && $0.state == .offered }),
                ("{\"unassign\": true}", { $0.agent != world.ana.id && ($0.state == .queued || $0.state == .offered) }),
                (
                    "{\"transfer\": {\"campaign\": \"\(other.campaign)\", \"queue\": \"\(other.id)\", \"note\": \"Es suyo\"}}",
                    { $0.queue == other.id }
                ),
                ("{\"close\": {}}", { $0.state == .closed }),
            ]
            try await world.change {
                $0.whoMayReopen = .supervisor
                $0.visibility = .assignee
            }
            for (action, changed) in acts {
                let id = try await world.bulk(action, [item], by: world.carla)
                let bulk = try await world.desk.bulk(id, for: world.carla)
                let came = try await world.results(id)
                #expect(bulk.state == .done && bulk.done == 1 && bulk.failed == 0 && bulk.total == 1, "\(action) \(came)")
                #expect(try bulk.isUndoable, "\(action)")
                let now = try await world.look(item)
                #expect(changed(now), "\(action): \(now)")
                let undo = try await world.desk.undoBulk(id, by: world.carla)
                #expect(undo.created)
                try await world.runBulks()
                let over = try await world.desk.bulk(undo.bulk.id, for: world.carla)
                let undone = try await world.results(over.id)
                #expect(over.state == .done && over.done == 1, "\(action) \(undone)")
                #expect(try !over.isUndoable)
                #expect(try await world.desk.undoBulk(id, by: world.carla).bulk.id == over.id, "a repeat answers the same")
                #expect(try await !(world.desk.bulk(id, for: world.carla).isUndoable))
                var back = try await world.look(item)
                if back.state == .offered, back.agent == world.ana.id {
                    // What was assigned away comes back as an offer.
                    _ = try await world.desk.accept(.id(item), by: try await world.now(world.ana))
                    back = try await world.look(item)
                }
                #expect(back == before, "\(action)")
                #expect(try await world.desk.checkCounters(fix: false) == [], "\(action)")
            }
            await expectRefusal("bulk.not_undoable") {
                try await world.desk.undoBulk(try await world.bulk("{\"read\": true}", [item], by: world.ana), by: world.ana)
            }
            #expect(try await world.item(item).unreadCount == 0)
        }
    }

    /// What somebody did since is theirs: it stays, and the result says so.
    @Test(arguments: World.engines) func undoingLeavesWhatOthersDid(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let (first, second, third) = (
                try await world.held(), try await world.held(phone: "+51987654322", id: "m-2"),
                try await world.held(phone: "+51987654323", id: "m-3")
            )
            let priority = try await world.bulk("{\"priority\": \"high\"}", [first, second], by: world.carla)
            _ = try await world.desk.updateCase(.id(second), CaseChanges(priority: .low), by: world.ana)
            #expect(try await world.undo(priority) == ["done", "bulk.changed_since"])
            #expect(try await world.item(first).priority == .medium)
            #expect(try await world.item(second).priority == .low)

            let other = try await world.other(members: [world.ana.id, world.bruno.id])
            let transfer = try await world.bulk(
                "{\"transfer\": {\"campaign\": \"\(other.campaign)\"}}", [first, second], by: world.carla)
            _ = try await world.desk.accept(.id(second), by: try await world.now(world.bruno))
            #expect(try await world.undo(transfer) == ["done", "transfer.opened"])
            #expect(try await world.item(first).agent == world.ana.id)

            let closed = try await world.bulk("{\"close\": {}}", [first, third], by: world.carla)
            #expect(try await world.undo(closed) == ["case.reopen_refused", "case.reopen_refused"], "the campaign reopens nothing")
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    /// A node dies with the lease, another is late and comes back: every case is done once, and what is refused keeps nobody from the rest.
    @Test(.timeLimit(.minutes(10)), arguments: World.engines) func aDeadNodeRepeatsNothing(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.loadUnflagged(engine == .sqlite ? 10_000 : 2_000)
            let ana = try await world.now(world.ana)
            let cases = try await world.cases("order by number")
            let mine = Set(cases.filter { $0.sight(of: ana) }.map(\.id))
            #expect(mine.count > 200 && cases.count - mine.count > 200)
            // Among them some that do not exist, and one that is named twice.
            var asked = cases.map { JSONValue.string($0.id.text) }
            asked.insert(.string(world.newID(MessageTag.self).text), at: 700)
            asked.insert(.number("99999999"), at: 900)
            asked[1000] = asked[999]
            let lost = cases[998].id  // its place is taken by the repeat
            let id: BulkID = world.newID()
            let new = NewBulk(act: try world.act("{\"flag\": true}"), selection: try BulkSelection(cases: Array(asked.prefix(10_000))))
            _ = try await world.desk.startBulk(id, new, by: world.ana)
            let job = try #require(try await world.claim())
            for _ in 0..<100 { try await world.desk.runBulk(job, turn: .milliseconds(1)) }
            let middle = try await world.desk.bulk(id, for: world.ana)
            #expect(middle.state == .running && middle.done + middle.failed > 20 && middle.done + middle.failed < middle.total)
            // Claimed, and never heard of again.
            #expect(try await world.claim() != nil)
            #expect(try await world.claim() == nil, "its lease stands")
            world.later(61_000)
            let resumed = try #require(try await world.claim())
            // The dead one wakes up, and both go on.
            async let late: Void = world.desk.runBulk(job, turn: .seconds(300))
            async let next: Void = world.desk.runBulk(resumed, turn: .seconds(300))
            _ = try await (late, next)
            try await world.runBulks()

            let bulk = try await world.desk.bulk(id, for: world.ana)
            let named = Set(asked.prefix(10_000).compactMap(\.text)), wanted = mine.filter { named.contains($0.text) }
            #expect(!wanted.contains(lost))
            #expect(bulk.state == .done && bulk.total == Int64(named.count), "\(bulk)")
            #expect(bulk.done == Int64(wanted.count) && bulk.failed == bulk.total - bulk.done)
            #expect(try await world.count("cases where flagged = 1") == bulk.done)
            #expect(try await world.count("event where kind = 'case.updated'") == bulk.done, "each case once")
            #expect(try await world.count("bulk_item where state = 'failed' and code = 'case.not_found'") == bulk.failed)
            #expect(try await world.count("bulk_item where state = 'waiting'") == 0)
            #expect(try await world.count("job where kind = 'bulk'") == 0)
            let told = try await world.events("bulk.progress")
            #expect(told.allSatisfy { $0.recipient == world.ana.id.text } && told.last?.data.contains("\"state\":\"done\"") == true)
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    @Test(arguments: World.engines) func cancellingEndsItBeforeTheNextCase(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.loadUnflagged(400)
            let cases = try await world.cases("order by number").map(\.id)
            let id = try await world.start("{\"flag\": true}", cases, by: world.carla)
            let job = try #require(try await world.claim())
            for _ in 0..<5 { try await world.desk.runBulk(job, turn: .milliseconds(1)) }
            let cancelled = try await world.desk.cancelBulk(id, by: world.carla)
            #expect(
                cancelled.state == .cancelled && cancelled.done > 0 && cancelled.done < 400
                    && cancelled.detail.contains("\(cancelled.done) casos"))
            try await world.desk.runBulk(job)
            let after = try await world.desk.bulk(id, for: world.carla)
            #expect(after.done == cancelled.done && after.state == .cancelled)
            #expect(try await world.count("cases where flagged = 1") == cancelled.done)
            #expect(try await world.desk.cancelBulk(id, by: world.carla).detail == cancelled.detail, "a repeat changes nothing")
            #expect(try await world.count("job where kind = 'bulk'") == 0)
            _ = try await world.undo(id)
            #expect(try await world.count("cases where flagged = 1") == 0, "what was done may be taken back")
            await expectRefusal("bulk.not_found") { try await world.desk.cancelBulk(id, by: world.sofia) }
            let early = try await world.start("{\"flag\": true}", cases, by: world.carla)
            #expect(try await world.desk.cancelBulk(early, by: world.carla).detail == "Se canceló antes de hacer nada.")
            await expectRefusal("bulk.not_undoable") { try await world.desk.undoBulk(early, by: world.carla) }
        }
    }

    /// What the act changes is what the filter asks for: it is frozen before the first case is touched.
    @Test(arguments: World.engines) func aFilterIsFrozenFirst(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.loadUnflagged(1_500)
            _ = try await world.desk.flag(.id(try await world.cases("order by number limit 1")[0].id), true, by: world.carla)
            let asked = try BulkSelection.filter(
                CaseQuery(filter: .object([.init("flag", .bool(false)), .init("state", .array([.string("closed"), .string("open")]))])))
            let matching = try await world.count("cases where flagged = 0 and state in ('closed', 'open')")
            let id: BulkID = world.newID()
            _ = try await world.desk.startBulk(
                id, NewBulk(act: try world.act("{\"flag\": true}"), selection: asked, expected: matching), by: world.carla)
            let job = try #require(try await world.claim())
            while try await world.desk.bulk(id, for: world.carla).state == .preparing {
                try await world.desk.runBulk(job, turn: .zero)
                // A new one that matches, too late once all is frozen.
            }
            let late = try await world.held()
            try await world.runBulks()
            let bulk = try await world.desk.bulk(id, for: world.carla)
            #expect(bulk.state == .done && bulk.done == matching && bulk.total == matching)
            #expect(try await !world.item(late).flagged)

            // Far more than were agreed to: nothing is done.
            let many: BulkID = world.newID()
            _ = try await world.desk.startBulk(
                many,
                NewBulk(act: try world.act("{\"flag\": false}"), selection: .filter(try CaseQuery(filter: .object([]))), expected: 100),
                by: world.carla)
            try await world.runBulks()
            let refused = try await world.desk.bulk(many, for: world.carla)
            #expect(refused.state == .failed && refused.code == "bulk.count_changed" && refused.done == 0)
            #expect(try await world.count("cases where flagged = 0") < 1_400)
            #expect(try !refused.isUndoable)
        }
    }

    @Test(arguments: World.engines) func aRepeatAnswersTheSame(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let item = try await world.held()
            let id: BulkID = world.newID()
            func new(_ action: String) throws -> NewBulk { NewBulk(act: try world.act(action), selection: .cases([.id(item)])) }
            let first = try await world.desk.startBulk(id, try new("{\"flag\": true}"), by: world.ana)
            #expect(first.created)
            #expect(try await !world.desk.startBulk(id, try new("{\"flag\": true}"), by: world.ana).created)
            await expectRefusal("id.conflict") { try await world.desk.startBulk(id, try new("{\"flag\": false}"), by: world.ana) }
            await expectRefusal("id.conflict") { try await world.desk.startBulk(id, try new("{\"flag\": true}"), by: world.bruno) }
            await expectRefusal("bulk.not_found") { try await world.desk.bulk(id, for: world.bruno) }
            try await world.runBulks()
            let again = try await world.desk.startBulk(id, try new("{\"flag\": true}"), by: world.ana)
            #expect(!again.created && again.bulk.state == .done && again.bulk.done == 1)
            #expect(try await world.count("job where kind = 'bulk'") == 0, "nothing is done anew")
            for n in 0..<Desk.mostBulks { _ = try await world.start("{\"flag\": \(n % 2 == 0)}", [item], by: world.ana) }
            await expectRefusal("bulk.too_many") { try await world.start("{\"flag\": true}", [item], by: world.ana) }
            #expect(try await world.start("{\"flag\": true}", [item], by: world.carla) != id, "others have their own")
        }
    }

    /// Two people at once over the same cases: each case has what one of them said last, whole, and both have all results.
    @Test(arguments: World.engines) func twoOverTheSameCases(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.desk.load(cases: 150, messagesPerCase: 1)
            let tag = try await world.tag("Campaña de noviembre")
            let cases = try await world.cases("order by number").map(\.id)
            let one = try await world.start("{\"addTags\": [\"\(tag)\"]}", cases, by: world.carla)
            let two = try await world.start("{\"close\": {}}", cases, by: try await world.administrator())
            let jobs = [try #require(try await world.claim()), try #require(try await world.claim())]
            _ = try await together(2) { try await world.desk.runBulk(jobs[$0], turn: .seconds(300)) }
            try await world.runBulks()
            #expect(try await world.count("bulk where state = 'done'") == 2)
            #expect(try await world.desk.bulk(one, for: world.carla).done == 150)
            #expect(try await world.count("bulk_item where bulk_id = '\(two)' and state <> 'waiting'") == 150)
            #expect(try await world.count("cases where state = 'closed'") == 150)
            #expect(try await world.count("case_tag where tag_id = '\(tag)'") == 150)
            #expect(try await world.desk.checkCounters(fix: false) == [])
            #expect(world.desk.database.deadlocks == 0)
        }
    }

    /// Rights are those of the moment, not of the asking.
    @Test(arguments: World.engines) func whoLosesAccessDoesNothingMore(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let items = [
                try await world.elenaWrites().caseID, try await world.elenaWrites(phone: "+51987654322", id: "m-2").caseID,
            ]
            let id = try await world.start("{\"flag\": true}", items, by: world.bruno)
            _ = try await world.desk.updateQueue(world.queue, QueueChanges(members: [world.ana.id]), by: .system)
            try await world.runBulks()
            #expect(try await world.results(id) == ["case.not_found", "case.not_found"])
            let gone = try await world.start("{\"flag\": true}", items, by: world.ana)
            _ = try await world.desk.updateUser(world.ana.id, UserChanges(archived: true), by: .system)
            try await world.runBulks()
            #expect(try await world.text("select code from bulk where id = '\(gone)'") == "bulk.author_gone")
            #expect(try await world.count("cases where flagged = 1") == 0)
            #expect(try await world.count("job where kind = 'bulk'") == 0)
        }
    }

    @Test(arguments: World.engines) func oldOnesAreForgotten(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let item = try await world.held()
            _ = try await world.bulk("{\"flag\": true}", [item], by: world.ana)
            world.later(Desk.bulkLife - 60_000)
            try await world.desk.sweepBulks()
            #expect(try await world.count("bulk") == 1)
            let live = try await world.start("{\"flag\": false}", [item], by: world.ana)
            world.later(120_000)
            try await world.desk.sweepBulks()
            #expect(try await world.text("select id from bulk") == live.text)
            #expect(try await world.count("bulk_item") == 0)
            #expect(try await world.count("bulk_request") == 1)
        }
    }

    /// What is asked for is judged whole before anything is kept.
    @Test func whatCannotBeAskedFor() throws {
        let agent = "0199f0c2-7c1e-7a31-b6c4-5d3f0e8a9b10"
        let wrong = [
            "{}": "request.invalid", "{\"flag\": true, \"read\": true}": "request.invalid", "[]": "request.invalid",
            "{\"flag\": 1}": "request.invalid",
            "{\"fly\": true}": "request.unknown_field", "{\"undo\": \"\(agent)\"}": "request.unknown_field",
            "{\"assign\": \"Ana\"}": "request.invalid",
            "{\"assign\": null}": "request.invalid", "{\"unassign\": false}": "request.invalid",
            "{\"priority\": \"huge\"}": "request.invalid",
            "{\"addTags\": []}": "request.invalid", "{\"addTags\": [1]}": "request.invalid", "{\"transfer\": {}}": "request.invalid",
            "{\"transfer\": {\"campaign\": \"\(agent)\", \"to\": 1}}": "request.unknown_field",
            "{\"close\": {\"disposition\": {\"values\": {}}}}": "request.invalid",
            "{\"close\": {\"disposition\": {\"formVersion\": 1, \"values\": [], \"code\": null}}}": "request.invalid",
            "{\"export\": \"pdf\"}": "request.invalid",
            "{\"followUp\": {\"note\": \"x\"}}": "request.invalid", "{\"followUp\": {\"at\": \"mañana\"}}": "request.invalid",
        ]
        for (text, code) in wrong {
            do {
                _ = try BulkAct(try JSONParser.parse(Array(text.utf8)))
                Issue.record("\(text) was taken")
            } catch let error as DeskError {
                #expect(error.code == code, "\(text)")
            }
        }
        let right = [
            "{\"assign\":\"\(agent)\"}", "{\"unassign\":true}", "{\"priority\":\"low\"}", "{\"type\":null}", "{\"type\":\"Reclamo\"}",
            "{\"addTags\":[\"\(agent)\"]}",
            "{\"flag\":false}", "{\"close\":{}}",
            "{\"close\":{\"disposition\":{\"formVersion\":2,\"values\":{\"a\":[1,null,\"é\"]},\"code\":\"spam\"}}}",
            "{\"read\":true}", "{\"followUp\":null}", "{\"followUp\":{\"at\":\"2026-11-21T15:42:31.120Z\",\"note\":\"Llamar\"}}",
            "{\"export\":\"csv\"}",
            "{\"transfer\":{\"campaign\":\"\(agent)\",\"queue\":null,\"agent\":\"\(agent)\",\"reason\":\"r\",\"note\":null}}",
        ]
        for text in right { #expect(try BulkAct(kept: text).json == text) }
        for cases in [[], [JSONValue.bool(true)], [.string("casi")], Array(repeating: .number("1"), count: 10_001)] {
            #expect(throws: DeskError.self) { try BulkSelection(cases: cases) }
        }
    }
}

/// What an act may change of a case.
struct Look: Equatable {
    var state: CaseState
    var agent: UserID?
    var queue: QueueID
    var priority: Priority
    var type: String
    var flagged: Bool
    var tags: [String]
}

extension World {
    func look(_ id: CaseID) async throws -> Look {
        let item = try await item(id)
        return Look(
            state: item.state, agent: item.agent, queue: item.queue, priority: item.priority, type: item.type, flagged: item.flagged,
            tags: try item.tagIDs.sorted())
    }

    func act(_ action: String) throws -> BulkAct { try BulkAct(try JSONParser.parse(Array(action.utf8))) }

    func start(_ action: String, _ cases: [CaseID], by viewer: Viewer) async throws -> BulkID {
        let id: BulkID = newID()
        _ = try await desk.startBulk(id, NewBulk(act: try act(action), selection: .cases(cases.map { .id($0) })), by: viewer)
        return id
    }

    /// To its end.
    func bulk(_ action: String, _ cases: [CaseID], by viewer: Viewer) async throws -> BulkID {
        let id = try await start(action, cases, by: viewer)
        try await runBulks()
        return id
    }

    /// Takes it back to the end; what came of each case.
    func undo(_ id: BulkID) async throws -> [String] {
        let undo = try await desk.undoBulk(id, by: carla).bulk.id
        try await runBulks()
        return try await results(undo)
    }

    /// `done`, or the code of the refusal, in order.
    func results(_ id: BulkID) async throws -> [String] {
        try await desk.read { transaction in
            try transaction.all("select state, code from bulk_item where bulk_id = $1 order by place", [.text(id.text)]) {
                $0.text(1).isEmpty ? $0.text(0) : $0.text(1)
            }
        }
    }

    func claim() async throws -> Job? {
        try await desk.write(by: .system) { try JobClaim.take(1, $0).first { $0.kind == .bulk } }
    }

    func runBulks() async throws {
        while let job = try await claim() { try await desk.runBulk(job, turn: .seconds(300)) }
    }

    /// Flags are what most of these tests set: a load has some.
    func loadUnflagged(_ cases: Int) async throws {
        try await desk.load(cases: cases, messagesPerCase: 1)
        try await desk.write(by: .system) { try $0.run("update cases set flagged = 0") }
    }

    func tag(_ name: String) async throws -> TagID {
        try await desk.addTag(id: newID(), name: name, color: "", by: carla).tag.id
    }

    func administrator() async throws -> Viewer {
        let user = try await desk.addUser(NewUser(email: "rita@demo.example", name: "Rita Paz", role: .administrator), by: .system).user
        return try #require(try await desk.read { try $0.staff(user.id) })
    }

    struct Seen: Sendable {
        let id: CaseID
        let audience: Audience
        func sight(of viewer: Viewer) -> Bool { audience.sight(of: viewer) > .none }
    }
    func cases(_ rest: String) async throws -> [Seen] {
        try await desk.read { transaction in
            try transaction.all("select \(Case.columns) from \(Case.tables) \(rest)", []) { row in
                let item = try Case(row: row)
                return Seen(id: item.id, audience: item.audience)
            }
        }
    }
}
