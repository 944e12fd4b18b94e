import Foundation
import Testing

@testable import Desk
@testable import Storage

/// Every filter, every sort both ways, pairs of them, and pages followed to the end: against brute force over all rows, on random data with
/// nulls, accents and ties.
@Suite struct CaseListTests {
    @Test(arguments: World.engines) func equalsBruteForce(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let field = try await Field(world, cases: 100)
            let viewers = field.viewers(world)
            var dice = Dice(seed: 7)
            // Each filter alone, by everybody.
            for filter in field.filters {
                for viewer in viewers { try await expect([filter], sort: "-created", by: viewer, field, world) }
            }
            // Each sort both ways, alone and with each filter once.
            for sort in Field.sorts {
                for way in ["", "-"] {
                    for viewer in viewers { try await expect([], sort: way + sort, by: viewer, field, world, limit: 7) }
                }
            }
            for filter in field.filters {
                let sort = Field.sorts[dice.below(Field.sorts.count)]
                try await expect(
                    [filter], sort: (dice.below(2) == 0 ? "" : "-") + sort, by: viewers[dice.below(viewers.count)], field, world, limit: 5)
            }
            // All pairs; on PostgreSQL, where each costs several times as much, a third of them by chance.
            for (place, one) in field.filters.enumerated() {
                for other in field.filters[(place + 1)...] where one.key != other.key && !Self.isReversed(one, other) {
                    if engine == .postgres, dice.below(3) > 0 { continue }
                    let sort = (dice.below(2) == 0 ? "" : "-") + Field.sorts[dice.below(Field.sorts.count)]
                    try await expect([one, other], sort: sort, by: viewers[dice.below(viewers.count)], field, world, limit: 50)
                }
            }
        }
    }

    /// The list refuses a span that ends before it begins.
    private static func isReversed(_ one: Field.Filter, _ other: Field.Filter) -> Bool {
        do {
            _ = try CaseQuery(keys: [one, other].map { ($0.key, $0.values) })
            return false
        } catch {
            return (error as? DeskError)?.fields.first?.code == "range.reversed"
        }
    }

    /// The same where no filter has few rows, so that stretches are walked in windows of a few candidates.
    @Test(arguments: World.engines) func equalsBruteForceWhereRowsAreWalked(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let field = try await Field(world, cases: 100)
            let viewers = field.viewers(world)
            var dice = Dice(seed: 11)
            for filter in field.filters where filter.key != "case" {
                for sort in Field.sorts {
                    let viewer = viewers[dice.below(viewers.count)]
                    try await expect(
                        [filter], sort: (dice.below(2) == 0 ? "" : "-") + sort, by: viewer, field, world, limit: 1 + dice.below(20),
                        bounds: CaseBounds(few: 0, windows: [6, 9]))
                }
            }
        }
    }

    private func expect(
        _ filters: [Field.Filter], sort: String, by viewer: Viewer, _ field: Field, _ world: World, limit: Int = 50,
        bounds: CaseBounds = CaseBounds()
    ) async throws {
        var query = try CaseQuery(keys: filters.map { ($0.key, $0.values) } + [("sort", [sort])])
        query.limit = limit
        let wanted = field.answer(query, filters, for: viewer)
        var got: [Int64] = [], pages = 0
        repeat {
            let asked = query
            let (numbers, next) = try await world.page(asked, for: viewer, bounds: bounds)
            #expect(numbers.count <= limit)
            got += numbers
            query.cursor = next
            pages += 1
        } while query.cursor != nil && pages < 400
        let what = "\(filters.map { "\($0.key)=\($0.values)" }) \(sort) by \(viewer.name)"
        #expect(got == wanted, "\(what)")
        query.cursor = nil
        let asked = query
        let count = try await world.desk.countCases(asked, for: viewer)
        #expect(count == CaseCount(count: wanted.count, exact: true), "\(what)")
    }

    @Test(arguments: World.engines) func aCountKnowsWhereItStops(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let field = try await Field(world, cases: 40)
            let organisation = try await world.desk.organisation(), now = world.desk.now()
            let query = try CaseQuery(keys: [("channel", ["api", "webchat"])])
            let whole = field.answer(
                query, [field.filters.first { $0.key == "channel" && $0.values.count == 2 }].compactMap { $0 }, for: world.carla)
            for bounds in [CaseBounds(), CaseBounds(few: 0), CaseBounds(few: 0, most: 5), CaseBounds(few: 0, candidates: 1)] {
                let count = try await world.desk.read {
                    try $0.countCases(query, for: world.carla, now: now, in: organisation, bounds: bounds)
                }
                if bounds.most == 5 {
                    #expect(count == CaseCount(count: 5, exact: false))
                } else if bounds.candidates == 1 {
                    #expect(!count.exact && count.count < whole.count)
                } else {
                    #expect(count == CaseCount(count: whole.count, exact: true))
                }
            }
        }
    }

    /// What the card calls the customer is what one sorts by, whoever changes it.
    @Test(arguments: World.engines) func whoACaseIsFromFollowsContactsAndAddresses(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            func key(_ id: CaseID) async throws -> String? {
                try await world.desk.read { try $0.first("select from_key from cases where id = $1", [.text(id.text)]) { $0.text(0) } }
            }
            let elena = try await world.elenaWrites().caseID
            #expect(try await key(elena) == "elena quispe")
            let item = try await world.item(elena)
            let contact = NewContact(id: world.newID(), name: "Íñigo Peña", point: item.point)
            _ = try await world.desk.addContact(contact, by: world.sofia)
            #expect(try await key(elena) == "inigo pena")
            _ = try await world.desk.updateContact(contact.id, ContactChanges(name: "Zoé"), by: world.sofia)
            #expect(try await key(elena) == "zoe")
            let unnamed = try await world.desk.receive(
                Inbound(id: "n", sender: .init(kind: "phone", value: "+51987650009"), kind: .text, text: "Hola"), account: world.api
            ).caseID
            #expect(try await key(unnamed)?.contains("51") == true)
            _ = try await world.desk.receive(
                Inbound(id: "n2", sender: .init(kind: "phone", value: "+51987650009", name: "Ñusta"), kind: .text, text: "Soy yo"),
                account: world.api)
            #expect(try await key(unnamed) == "nusta")
        }
    }

    @Test(arguments: World.engines) func followUpsAreNotedReplacedAndEnded(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let id = try await world.elenaWrites().caseID
            let reference = CaseReference.id(id)
            _ = try await world.desk.accept(reference, by: world.ana)
            let now = world.desk.now()
            await expectRefusal("request.invalid", field: "at") {
                try await world.desk.followUp(reference, at: now - 1, owner: nil, note: "", by: world.ana)
            }
            await expectRefusal("user.not_found") {
                try await world.desk.followUp(reference, at: now + 3_600_000, owner: world.newID(), note: "", by: world.ana)
            }
            let item = try await world.desk.followUp(reference, at: now + 3_600_000, owner: nil, note: "Llamar", by: world.ana)
            #expect((item.followUpOwner, item.followUpNote) == (world.ana.id.text, "Llamar"))
            #expect(item.face.contains("\"followUp\":{\"at\":\"\(Timestamp.text(now + 3_600_000))\""))
            func found(_ word: String) async throws -> Int {
                try await world.desk.countCases(try CaseQuery(keys: [("followUp", [word])]), for: world.ana).count
            }
            #expect(try await [found("any"), found("none"), found("soon"), found("overdue")] == [1, 0, 0, 0])
            func mine(_ viewer: Viewer) async throws -> Int {
                try await world.desk.countCases(try CaseQuery(keys: [("followUp", ["mine"])]), for: viewer).count
            }
            #expect(try await [mine(world.ana), mine(world.sofia)] == [1, 0], "whoever is to see to it, not whoever may see it")
            world.later(3_600_000 - 590_000)
            #expect(try await [found("any"), found("soon"), found("overdue")] == [1, 1, 0])
            world.later(600_000)
            #expect(try await [found("any"), found("soon"), found("overdue")] == [1, 0, 1])
            #expect(try await world.events("case.updated").count >= 1)
            _ = try await world.desk.endFollowUp(reference, by: world.ana)
            #expect(try await [found("any"), found("none")] == [0, 1])
            // Who doesn't see the case finds none.
            let stranger = Viewer(id: world.bruno.id, name: "Bruno", role: .agent, queues: [], campaigns: [])
            await expectRefusal("case.not_found") {
                try await world.desk.followUp(reference, at: world.desk.now() + 60_000, owner: nil, note: "", by: stranger)
            }
        }
    }
}

extension World {
    func page(_ query: CaseQuery, for viewer: Viewer, bounds: CaseBounds = CaseBounds()) async throws -> ([Int64], String?) {
        let organisation = try await desk.organisation(), now = desk.now()
        return try await desk.read { transaction in
            var numbers: [Int64] = []
            var list = try CaseList(query, for: viewer, now: now, in: organisation, transaction, bounds: bounds)
            let next = try list.page { numbers.append($0.int(.number)) }
            return (numbers, next)
        }
    }
}

/// The same throws every time.
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
    mutating func below(_ count: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(count, 1)))
    }
    mutating func one<T>(of all: [T]) -> T { all[below(all.count)] }
}
