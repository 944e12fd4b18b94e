import Testing

@testable import Desk
@testable import Storage

/// Many at once is allowed for what may be done one by one, and for nothing else: every act × role × visibility × state, each on two cases that are alike,
/// one by its verb and one by a bulk.
@Suite struct BulkRightsTests {
    @Test(.timeLimit(.minutes(15)), arguments: World.engines) func asOneByOne(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let put = try await world.tag("Urgente")
            let other = try await world.other(members: [world.ana.id, world.bruno.id])
            let viewers = try await world.rightsCast(elsewhere: other)
            var allowed: [String: Int] = [:]
            for visibility in [Policy.Visibility.exclusive, .queue, .everyone] {
                try await world.change {
                    $0.visibility = visibility
                    $0.whoMayClose = visibility == .exclusive ? .assignee : .queue
                }
                for (name, viewer) in viewers {
                    let acts = world.rightsActs(tag: put, to: other, by: viewer)
                    for state in [CaseState.queued, .open, .closed] {
                        var left = try await world.likes(2 * acts.count, state)
                        for (action, verb) in acts {
                            let (one, many) = (left.removeFirst(), left.removeFirst())
                            let single = await world.code { try await verb(one) }
                            let id = try await world.bulk(action, [many], by: viewer)
                            let result = try await world.results(id)
                            #expect(result == [single], "\(action) by \(name), \(visibility), \(state)")
                            if single == "done" {
                                allowed[name, default: 0] += 1
                                let (alone, together) = (try await world.look(one), try await world.look(many))
                                #expect(alone == together, "\(action) by \(name), \(visibility), \(state)")
                                let unread = (try await world.item(one).unreadCount, try await world.item(many).unreadCount)
                                #expect(unread.0 == unread.1, "\(action) by \(name)")
                            } else {
                                #expect(!action.contains("export") || single == "case.not_found")
                            }
                        }
                    }
                }
            }
            // The table is no table where everything is refused, or allowed.
            #expect((allowed["stranger"] ?? 0) < (allowed["member"] ?? 0))
            #expect((allowed["member"] ?? 0) < (allowed["holder"] ?? 0))
            #expect((allowed["holder"] ?? 0) < (allowed["administrator"] ?? 0))
            #expect((allowed["elsewhere"] ?? 0) < (allowed["supervisor"] ?? 0))
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }
}

extension World {
    fileprivate typealias Verb = (CaseID) async throws -> Void

    fileprivate func rightsActs(tag: TagID, to other: Queue, by viewer: Viewer) -> [(action: String, verb: Verb)] {
        let desk = desk, bruno = bruno.id
        let campaign = other.campaign
        return [
            ("{\"assign\": \"\(bruno)\"}", { _ = try await desk.assign(.id($0), to: bruno, by: viewer) }),
            ("{\"unassign\": true}", { _ = try await desk.release(.id($0), by: viewer) }),
            (
                "{\"transfer\": {\"campaign\": \"\(campaign)\"}}",
                {
                    let id: ID<NewTransfer> = ID(desk.ids.make(at: desk.now()))
                    _ = try await desk.transfer(.id($0), NewTransfer(id: id.text, campaign: campaign, queue: nil), by: viewer)
                }
            ),
            ("{\"priority\": \"high\"}", { _ = try await desk.updateCase(.id($0), CaseChanges(priority: .high), by: viewer) }),
            ("{\"type\": \"Nada\"}", { _ = try await desk.updateCase(.id($0), CaseChanges(type: "Nada"), by: viewer) }),
            ("{\"addTags\": [\"\(tag)\"]}", { _ = try await desk.tag(.id($0), tag, true, by: viewer) }),
            ("{\"removeTags\": [\"\(tag)\"]}", { _ = try await desk.tag(.id($0), tag, false, by: viewer) }),
            ("{\"flag\": true}", { _ = try await desk.flag(.id($0), true, by: viewer) }),
            ("{\"close\": {}}", { _ = try await desk.close(.id($0), by: viewer) }),
            (
                "{\"read\": true}",
                { id in
                    let message = try await desk.read {
                        try $0.first("select id from message where case_id = $1 order by at desc, place desc limit 1", [.text(id.text)]) {
                            MessageID($0.text(0))
                        }
                    }
                    try await desk.markRead(.id(id), message: message ?? ID(""), by: viewer)
                }
            ),
            (
                "{\"export\": \"csv\"}",
                { id in
                    let sight = SightSQL(viewer, first: 2)
                    let isSeen = try await desk.read { transaction in
                        try transaction.first(
                            "select 1 from cases c where c.id = $1 and \(sight.clause)",
                            [.text(id.text)] + sight.arguments.map { .text($0) }
                        ) { $0.int(0) }
                    }
                    if isSeen == nil { throw DeskError.notFound("case", id.text) }
                }
            ),
        ]
    }

    /// Who asks, as the desk reads them anew: the members of the queue, nobody's agent, and who supervises all, this campaign or another.
    fileprivate func rightsCast(elsewhere: Queue) async throws -> [(name: String, viewer: Viewer)] {
        func added(_ name: String, _ role: Role, led: [CampaignID]? = nil) async throws -> Viewer {
            let user = try await desk.addUser(NewUser(email: "\(name)@demo.example", name: name, role: role), by: .system).user
            if let led { _ = try await desk.updateUser(user.id, UserChanges(campaigns: led), by: .system) }
            return try #require(try await desk.read { try $0.staff(user.id) })
        }
        func again(_ viewer: Viewer) async throws -> Viewer { try #require(try await desk.read { try $0.staff(viewer.id) }) }
        return [
            ("holder", try await again(ana)), ("member", try await again(bruno)), ("stranger", try await added("dario", .agent)),
            ("supervisor", try await again(sofia)), ("here", try await added("hugo", .supervisor, led: [campaign])),
            ("elsewhere", try await added("elsa", .supervisor, led: [elsewhere.campaign])), ("administrator", try await again(carla)),
        ]
    }

    /// So many cases in one state, Ana's where they are somebody's; each with a word of the customer's that nobody has read.
    fileprivate func likes(_ count: Int, _ state: CaseState) async throws -> [CaseID] {
        var made: [CaseID] = []
        for _ in 0..<count {
            let n = Int.random(in: 1_000_000...9_999_999)
            let item = try await elenaWrites(phone: "+5198\(n)", id: "like-\(desk.ids.make(at: desk.now()))").caseID
            if state != .queued { _ = try await desk.accept(.id(item), by: ana) }
            if state == .open { _ = try await elenaWrites("¿Hay alguien?", phone: "+5198\(n)", id: "again-\(item)") }
            if state == .closed { _ = try await desk.close(.id(item), by: ana) }
            made.append(item)
        }
        return made
    }

    fileprivate func code(_ verb: () async throws -> Void) async -> String {
        do {
            try await verb()
            return "done"
        } catch let error as DeskError {
            return error.code
        } catch {
            return "\(error)"
        }
    }
}
