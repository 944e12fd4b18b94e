import Foundation
import Testing

@testable import Desk
@testable import Storage

/// Whatever happens to cases, one by one or many at once, what the screen counts is what there is.
@Suite struct CounterTests {
    /// A random play of the verbs; after every tenth step each person's counts, as the desk shows them, equal a recount of the rows by rules of this test's own.
    /// `VENTANILLA_COUNTER_STEPS` lengthens it.
    @Test(.timeLimit(.minutes(15)), arguments: World.engines) func equalARecountAfterARandomPlay(_ engine: Engine) async throws {
        let steps = Int(ProcessInfo.processInfo.environment["VENTANILLA_COUNTER_STEPS"] ?? "") ?? (engine == .sqlite ? 400 : 150)
        let seed = UInt64.random(in: 0...UInt64.max)
        try await World.with(engine) { world in
            var play = try await Play(world, seed: seed)
            for step in 1...steps {
                do {
                    try await play.step(step)
                } catch let refusal as DeskError where !refusal.code.hasPrefix("storage") && refusal.code != "internal" {
                    play.refused += 1
                }
                if step % 10 == 0 || step == steps {
                    let faults = try await play.faults()
                    #expect(faults == [], "seed \(seed), step \(step)")
                    if !faults.isEmpty { return }
                }
            }
            #expect(play.refused < steps * 3 / 4, "a play in which all is refused shows nothing")
            #expect(try await world.count("bulk_item where state = 'done'") > 20)
            #expect(try await world.count("counter where name like '%:closed:%'") > 0)
            // What a play seldom comes to is in a long one all the same.
            guard steps >= 400 else { return }
            for what in [
                "cases where merged_into <> ''", "contact_merge", "audit where act = 'contact.blocked'",
                "message where data like '%botHandedOff%'",
            ] {
                #expect(try await world.count(what) > 0, "seed \(seed): \(what)")
            }
        }
    }
}

/// The state of a play: its cases, and what may still be undone.
private struct Play {
    let world: World
    let queues: [Queue]
    let tags: [TagID]
    let people: [Viewer]
    var chance: Chance
    var cases: [CaseID] = []
    var bulks: [(id: BulkID, by: Viewer)] = []
    var transfers: [(item: CaseID, id: String, by: Viewer)] = []
    var contacts: [ContactID] = []
    var unions: [(id: ContactMergeID, kept: ContactID)] = []
    let bot: Viewer
    let lines: [ChannelAccount]
    var refused = 0

    init(_ world: World, seed: UInt64) async throws {
        self.world = world
        chance = Chance(state: seed)
        let other = try await world.other(members: [world.ana.id, world.bruno.id])
        let own = try await world.desk.read { [queue = world.queue] in try Queue.find(queue, $0) }
        queues = [try #require(own), other]
        tags = [try await world.tag("Uno"), try await world.tag("Dos")]
        try await world.change {
            $0.visibility = .queue
            $0.whoMayReopen = .queue
            $0.whoMayClose = .queue
        }
        people = [try await world.now(world.ana), try await world.now(world.bruno), try await world.now(world.sofia), world.carla]
        try await world.bothAvailable()
        // One line is attended by a bot, the other two are not: a customer who writes by two has two cases.
        let attended = try await world.line("con-bot")
        bot = try await world.addBot(slug: attended.slug)
        lines = [world.api, world.api, try await world.line("segunda"), try await world.desk.account("con-bot")]
        views = Self.views(queues, tags)
        for who in people {
            for view in views {
                let filters = JSONValue.object([JSONValue.Member(view.key, .string(view.value))])
                let new = try NewView(name: "\(view.key) \(view.value)", filters: filters, sort: nil, layout: .table, pinned: true)
                _ = try await world.desk.saveView(world.newID(Case.self).text, new, by: who)
            }
        }
    }

    /// What a pinned view asks for, and which rows that is by rules of this test's own.
    private struct Pinned {
        let key: String
        let value: String
        let fits: (Case, Viewer) -> Bool
    }
    private let views: [Pinned]

    private static func views(_ queues: [Queue], _ tags: [TagID]) -> [Pinned] {
        [
            Pinned(key: "state", value: "closed") { item, _ in item.state == .closed },
            Pinned(key: "state", value: "bot") { item, _ in item.state == .bot },
            Pinned(key: "queue", value: queues[1].id.text) { item, _ in item.queue == queues[1].id },
            Pinned(key: "priority", value: "high") { item, _ in item.priority == .high },
            Pinned(key: "tag", value: tags[0].text) { item, _ in item.tags.contains(tags[0].text) },
            Pinned(key: "flag", value: "true") { item, _ in item.flagged },
            Pinned(key: "mark", value: "transferred") { item, _ in item.transferred },
            Pinned(key: "unread", value: "true") { item, _ in item.unreadCount > 0 },
        ]
    }

    mutating func step(_ step: Int) async throws {
        let desk = world.desk, who = pick(people), agent = pick(Array(people.prefix(2)))
        switch chance.below(23) {
        case 0, 1, 2:
            let phone = "+5198765\(4100 + chance.below(30))"
            let item = try await desk.receive(world.elena("s-\(step)", text: "Paso \(step)", phone: phone), account: pick(lines)).caseID
            if !cases.contains(item) { cases.append(item) }
        case 3, 4: if let one { _ = try await desk.accept(.id(one), by: agent) }
        case 5: if let one { _ = try await desk.close(.id(one), by: who) }
        case 6: if let one { _ = try await desk.reopen(.id(one), by: who) }
        case 7: if let one { _ = try await desk.release(.id(one), by: who) }
        case 8: if let one { _ = try await desk.snooze(.id(one), until: nil, reason: "espera", by: agent) }
        case 9:
            let kinds: [AgentState.Kind] = [.available, .available, .busy, .offline]
            _ = try await desk.setState(pick(kinds), reason: nil, by: agent)
        case 10:
            if let (item, id, by) = transfers.popLast(), chance.below(2) == 0 {
                _ = try await desk.undoTransfer(.id(item), id, by: by)
            } else if let one {
                let id: ID<NewTransfer> = world.newID(), queue = pick(queues)
                _ = try await desk.transfer(.id(one), NewTransfer(id: id.text, campaign: queue.campaign, queue: queue.id), by: who)
                transfers.append((one, id.text, who))
            }
        case 11:
            // Now and then midnight passes between a closing and what undoes it.
            world.later(Int64(chance.below(chance.below(8) == 0 ? 90_000 : 120)) * 1000)
            _ = try await desk.endOffers()
            _ = try await desk.endWrapUps()
            _ = try await desk.requeueOrphans()
            _ = try await desk.endSilences()
            try await desk.write(by: .system) { try Counters.fold($0.transaction) }
        case 12:
            if let (id, by) = bulks.popLast() {
                _ = try await desk.undoBulk(id, by: by)
                try await world.runBulks()
            }
        case 13, 14: try await joinCases(by: who)
        case 15: try await botActs(step)
        case 16, 17: try await contactStep(by: who)
        case 18: try await markContact(by: who)
        default:
            guard !cases.isEmpty else { return }
            let some = (0..<(1 + chance.below(12))).map { _ in pick(cases) }
            bulks.append((try await world.bulk(act(), some, by: who), who))
        }
    }

    /// Of two of one customer's that are there; any two are mostly refused.
    private mutating func joinCases(by who: Viewer) async throws {
        let rows = try await world.desk.read {
            try $0.all("select \(Case.columns) from \(Case.tables) order by c.number", [], Case.init(row:))
        }
        let alive = rows.filter { $0.state != .closed && $0.state != .bot }
        let pairs = alive.flatMap { kept in
            rows.filter {
                $0.id != kept.id && $0.mergedInto.isEmpty && ($0.point == kept.point || $0.contact != nil && $0.contact == kept.contact)
            }
            .map { ($0.id, kept.id) }
        }
        guard !pairs.isEmpty else { return }
        let (gone, kept) = pick(pairs)
        _ = try await world.desk.merge(.id(gone), into: .id(kept), by: who)
    }

    private mutating func botActs(_ step: Int) async throws {
        let held = try await world.desk.read {
            try $0.all("select id from cases where state = 'bot' order by number", []) { CaseID($0.text(0)) }
        }
        guard !held.isEmpty else { return }
        let item = pick(held)
        switch chance.below(4) {
        case 0:
            _ = try await world.desk.send(.id(item), id: world.newID(), OutgoingMessage(kind: .text, text: "Paso \(step)"), by: bot)
        case 1: _ = try await world.desk.close(.id(item), by: bot)
        default: try await world.desk.handOff(.id(item), to: chance.below(3) == 0 ? pick(queues).id : nil, reason: "", by: bot)
        }
    }

    /// A contact for an address that has none; or two become one, or two again.
    private mutating func contactStep(by who: Viewer) async throws {
        if chance.below(4) == 0, let (id, kept) = unions.popLast() {
            _ = try await world.desk.undoMerge(id, of: kept, by: who)
        } else if chance.below(2) == 0, contacts.count > 1 {
            let kept = pick(contacts), other = pick(contacts)
            let merged = try await world.desk.mergeContacts(kept, MergeRequest(other: other), by: who)
            unions.append((merged.id, kept))
        } else {
            let free = try await world.desk.read {
                try $0.all("select id from contact_point where contact_id is null order by id", []) { PointID($0.text(0)) }
            }
            guard !free.isEmpty else { return }
            let contact = NewContact(id: world.newID(), name: "Elena \(contacts.count)", point: pick(free))
            contacts.append(try await world.desk.addContact(contact, by: who).contact.id)
        }
    }

    private mutating func markContact(by who: Viewer) async throws {
        guard !contacts.isEmpty else { return }
        let contact = pick(contacts)
        switch chance.below(4) {
        case 0: _ = try await world.desk.blockContact(contact, reason: "spam", by: who)
        case 1, 2: _ = try await world.desk.unblockContact(contact, by: who)
        default: _ = try await world.desk.markVIP(contact, chance.below(2) == 0, by: who)
        }
    }

    private var one: CaseID? {
        mutating get { cases.isEmpty ? nil : pick(cases) }
    }
    private mutating func pick<T>(_ all: [T]) -> T { all[chance.below(all.count)] }

    private mutating func act() -> String {
        let queue = pick(queues), agent = pick(Array(people.prefix(2))).id, tag = pick(tags)
        return pick([
            "{\"assign\": \"\(agent)\"}", "{\"unassign\": true}", "{\"transfer\": {\"campaign\": \"\(queue.campaign)\"}}",
            "{\"close\": {}}", "{\"close\": {}}",
            "{\"flag\": \(chance.below(2) == 0)}", "{\"priority\": \"high\"}", "{\"addTags\": [\"\(tag)\"]}",
            "{\"removeTags\": [\"\(tag)\"]}", "{\"read\": true}", "{\"type\": \"Reclamo\"}",
            "{\"export\": \"csv\"}",
        ])
    }

    /// Where what the desk shows somebody is not what a recount of the rows gives.
    func faults() async throws -> [String] {
        var faults = try await world.desk.checkCounters(fix: false).map { "\($0)" }
        let organisation = try await world.desk.organisation(), today = organisation.day(at: world.desk.now())
        let rows = try await world.desk.read { transaction in
            try transaction.all("select \(Case.columns) from \(Case.tables)", [], Case.init(row:))
        }
        for viewer in people {
            let shown = try JSONParser.parse(try await world.desk.snapshot(for: viewer))
            func closedToday(_ item: Case) -> Bool { item.state == .closed && organisation.day(at: item.closedAt) == today }
            let counts = try #require(shown["counts"])
            for count in counts["queues"]?.items ?? [] {
                let own = rows.filter { $0.queue.text == count["queue"]?.text }
                let wanted: [(name: String, count: Int)] = [
                    ("waiting", own.count { $0.state == .queued || $0.state == .offered }),
                    ("open", own.count { $0.state == .open || $0.state == .waiting }), ("closed", own.count { $0.state == .closed }),
                    ("closedToday", own.count(where: closedToday)),
                ]
                for (name, number) in wanted where count[name] != .null && count[name]?.integer != Int64(number) {
                    faults.append("\(viewer.name) is told \(name) \(String(describing: count[name])), and there are \(number)")
                }
            }
            let open = rows.count { $0.agent == viewer.id && ($0.state == .open || $0.state == .waiting) }
            let closed = rows.count { closedToday($0) && $0.closedBy == viewer.id }
            if counts["mine"]?["open"]?.integer != Int64(open) || counts["mine"]?["closedToday"]?.integer != Int64(closed) {
                faults.append("\(viewer.name) is told \(String(describing: counts["mine"])), and has \(open) open, \(closed) closed today")
            }
        }
        return try await faults + viewFaults(rows)
    }

    /// Each pinned view's number, for each person: the two that come with the product, and those of the play.
    private func viewFaults(_ rows: [Case]) async throws -> [String] {
        var faults: [String] = []
        let builtIn = [
            Pinned(key: "assignee", value: "me") { $0.agent == $1.id && ($0.state == .open || $0.state == .waiting) },
            Pinned(key: "assignee", value: "none") { item, _ in item.agent == nil && item.state == .queued },
        ]
        for viewer in people {
            let seen = rows.filter { $0.audience.sight(of: viewer) > .none }
            let counts = try await world.desk.viewCounts(for: viewer)
            let wanted = (builtIn + views).map { view in seen.count { view.fits($0, viewer) } }
            if counts.map(\.count) != wanted.map({ CaseCount(count: $0, exact: true) }) {
                faults.append("\(viewer.name) is told \(counts.map(\.count.count)) of their views, and there are \(wanted)")
            }
        }
        return faults
    }
}

/// SplitMix64: a play can be repeated by its seed.
private struct Chance {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }
}
