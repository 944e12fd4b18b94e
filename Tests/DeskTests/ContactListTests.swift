import Storage
import Testing

@testable import Desk

/// The list of contacts against all of them read and judged one by one; and that no list of them walks a table that grows.
@Suite struct ContactListTests {
    private struct Row {
        let contact: Contact
        let words: Set<String>
    }

    /// Names with accents and ties, some without code, attributes of each kind, labels, campaigns, marks.
    private func fill(_ world: World, _ count: Int) async throws -> (labels: [ContactLabelID], other: CampaignID) {
        let labels: [ContactLabelID] = [world.newID(), world.newID()]
        for (index, label) in labels.enumerated() {
            _ = try await world.desk.addContactLabel(id: label, name: "Característica \(index)", color: "", by: world.sofia)
        }
        let other: CampaignID = world.newID()
        let desk = world.desk, campaign = world.campaign
        try await desk.write(by: .system) { change in
            try change.run(
                """
                insert into campaign (id, slug, name, preset, policy, created_at)
                select $1, 'otra-campana', 'Otra', preset, policy, created_at from campaign where id = $2
                """, [.text(other.text), .text(campaign.text)])
            var generator = SystemRandomNumberGenerator()
            let names = ["Ángela Núñez", "angela nunez", "Óscar", "oscar", "Zoe Ñandú", "Elena Quispe", "ELENA", "Luz", "10 soles"]
            for number in 0..<count {
                let id: ContactID = change.id(), at = change.now - Int64(number / 3) * 1000
                let code: SQLValue = number % 4 == 0 ? .null : .text("C-\(number)")
                let plan = ["Oro", "Plata"].randomElement(using: &generator) ?? "Oro"
                try change.run(
                    """
                    insert into contact (id, name, folded, code, code_key, created_at, updated_at, vip, blocked_at, merged_into, attributes)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                    """,
                    [
                        .text(id.text), .text(names[number % names.count]), .text(Text.fold(names[number % names.count])), code,
                        code == .null ? .null : .text("c\(number)"), .integer(at), .integer(change.now + Int64.random(in: 0...5)),
                        .integer(number % 7 == 0 ? 1 : 0), .integer(number % 11 == 0 ? at : 0), .text(number % 13 == 0 ? "x" : ""),
                        .text(number % 2 == 0 ? "{\"hijos\":2,\"plan\":\"\(plan)\",\"socio\":true}" : "{}"),
                    ])
                let knows = number % 5 == 0 ? [other] : number % 5 == 1 ? [campaign, other] : [campaign]
                for campaign in knows { try change.know(id, in: campaign) }
                if number % 3 == 0 {
                    try change.run(
                        "insert into contact_labelled (contact_id, label_id) values ($1, $2)",
                        [.text(id.text), .text(labels[number % 2].text)])
                    try change.run(
                        "update contact set labels = $2 where id = $1", [.text(id.text), .text([labels[number % 2].text].json)])
                }
                let contact = try #require(try change.transaction.contacts("id = $1", [.text(id.text)]).first)
                try change.indexWords(of: contact)
                try change.indexValues(of: contact)
            }
        }
        return (labels, other)
    }

    private func everyone(_ world: World) async throws -> [Contact] { try await world.desk.read { try $0.contacts("1 = 1", []) } }

    private func isOf(_ query: ContactQuery, _ contact: Contact, for viewer: Viewer) -> Bool {
        let seen = viewer.leadsAll || contact.campaigns.contains { viewer.campaigns.contains($0) }
        guard seen, contact.mergedInto == nil, contact.erasedAt == 0 else { return false }
        let words = ContactWords.of(contact)
        guard ContactWords.asked(query.q).allSatisfy({ word in words.contains { $0.hasPrefix(word) } }) else { return false }
        if !query.labels.isEmpty, !query.labels.contains(where: { contact.labels.contains($0.text) }) { return false }
        if !query.campaigns.isEmpty, !query.campaigns.contains(where: { contact.campaigns.contains($0) }) { return false }
        if let vip = query.vip, contact.isVIP != vip { return false }
        if let blocked = query.blocked, (contact.block != nil) != blocked { return false }
        if let from = query.createdFrom, contact.createdAt < from { return false }
        if let to = query.createdTo, contact.createdAt >= to { return false }
        let values = ContactValues.of(contact.details.attributes)
        return query.attributes.allSatisfy { field, asked in values.contains { $0.field == field && asked.contains($0.value) } }
    }

    private func oracle(_ query: ContactQuery, _ all: [Contact], for viewer: Viewer) -> [ContactID] {
        let rows = all.filter { isOf(query, $0, for: viewer) }
        func before(_ one: Contact, _ two: Contact) -> Bool {
            switch query.sort {
            case .name:
                let (ours, theirs) = (Text.fold(one.name), Text.fold(two.name))
                return ours == theirs ? one.id.text < two.id.text : ours.utf8.lexicographicallyPrecedes(theirs.utf8)
            case .created: return (one.createdAt, one.id.text) < (two.createdAt, two.id.text)
            case .updated: return (one.updatedAt, one.id.text) < (two.updatedAt, two.id.text)
            }
        }
        let sorted = rows.sorted(by: before).map(\.id)
        return query.descending ? sorted.reversed() : sorted
    }

    private func read(_ query: ContactQuery, _ world: World, for viewer: Viewer) async throws -> [ContactID] {
        var query = query, found: [ContactID] = []
        repeat {
            let page = try await world.desk.contacts(query, for: viewer)
            #expect(page.items.count <= query.limit)
            found += page.items.map(\.id)
            query.cursor = page.next
        } while query.cursor != nil
        return found
    }

    /// Each filter, all pairs of them, and each sort both ways over pages of several lengths, for somebody who leads all and for an agent.
    @Test(arguments: World.engines) func everyListIsWhatOneReadsByHand(engine: Engine) async throws {
        try await World.with(engine) { world in
            let (labels, other) = try await fill(world, 120)
            let all = try await everyone(world), middle = world.desk.now() - 20_000
            let filters: [(String, @Sendable (inout ContactQuery) -> Void)] = [
                ("q", { $0.q = "ele" }), ("q of two", { $0.q = "ang nun" }), ("code", { $0.q = "c-2" }),
                ("label", { $0.labels = [labels[0]] }),
                ("labels", { $0.labels = labels }), ("campaign", { $0.campaigns = [other] }), ("vip", { $0.vip = true }),
                ("not vip", { $0.vip = false }), ("blocked", { $0.blocked = true }), ("not blocked", { $0.blocked = false }),
                ("from", { $0.createdFrom = middle }), ("to", { $0.createdTo = middle }), ("plan", { $0.attributes["plan"] = ["Oro"] }),
                ("plans", { $0.attributes["plan"] = ["Oro", "Plata"] }), ("number", { $0.attributes["hijos"] = ["2"] }),
                ("checkbox", { $0.attributes["socio"] = ["true"] }), ("none", { $0.q = "nadie" }),
            ]
            for viewer in [world.carla, world.ana] {
                for (place, one) in filters.enumerated() {
                    for two in filters[place...] {
                        let sort = ContactQuery.Sort.allCases.randomElement() ?? .name
                        let query = ContactQuery {
                            one.1(&$0)
                            two.1(&$0)
                            ($0.sort, $0.descending, $0.limit) = (sort, Bool.random(), [3, 50, 200].randomElement() ?? 50)
                        }
                        let expected = oracle(query, all, for: viewer)
                        #expect(try await read(query, world, for: viewer) == expected, "\(viewer.name): \(one.0), \(two.0), \(sort)")
                        let (count, exact) = try await world.desk.countContacts(query, for: viewer)
                        #expect(exact && count == Int64(expected.count), "\(one.0), \(two.0)")
                    }
                }
                for sort in ContactQuery.Sort.allCases {
                    for descending in [false, true] {
                        let query = ContactQuery { ($0.sort, $0.descending, $0.limit) = (sort, descending, 7) }
                        let expected = oracle(query, all, for: viewer)
                        #expect(!expected.isEmpty)
                        #expect(try await read(query, world, for: viewer) == expected, "\(viewer.name): \(sort) \(descending)")
                    }
                }
            }
        }
    }

    @Test(arguments: World.engines) func aCursorIsOfItsList(engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await fill(world, 20)
            let first = try await world.desk.contacts(ContactQuery { $0.limit = 2 }, for: world.carla)
            let next = try #require(first.next)
            for change in [
                { $0.sort = .created }, { $0.descending = true }, { $0.vip = true }, { $0.q = "el" }, { $0.attributes = ["plan": ["Oro"]] },
            ] as [@Sendable (inout ContactQuery) -> Void] {
                await expectRefusal("cursor.other_list") {
                    try await world.desk.contacts(
                        ContactQuery {
                            $0.cursor = next
                            change(&$0)
                        }, for: world.carla)
                }
            }
            for text in ["x", "", ".", String(next.dropLast(next.count / 2)), "0.0.0"] {
                await expectRefusal(text.contains(".") && UUIDText.isValid(text) ? "cursor.other_list" : "request.invalid", field: "cursor")
                {
                    try await world.desk.contacts(ContactQuery { $0.cursor = text }, for: world.carla)
                }
            }
        }
    }

    @Test func keysAreReadOnceAndJudgedByName() throws {
        let query = try ContactQuery(keys: [("attribute.plan", ["Oro"]), ("sort", ["-updated"]), ("vip", ["true"]), ("limit", ["7"])])
        #expect(
            query.attributes == ["plan": ["Oro"]] && query.sort == .updated && query.descending && query.vip == true && query.limit == 7)
        for (key, values, field) in [
            ("vip", ["si"], "vip"), ("sort", ["phone"], "sort"), ("limit", ["0"], "limit"), ("createdFrom", ["ayer"], "createdFrom"),
            ("label", ["x"], "label"), ("q", ["a", "b"], "q"), ("label", Array(repeating: "x", count: 51), "label"),
        ] {
            let error = #expect(throws: DeskError.self) { try ContactQuery(keys: [(key, values)]) }
            #expect(error?.fields.first?.field == field)
        }
        #expect(throws: DeskError.self) { try ContactQuery(keys: [("attribute.", ["x"])]) }
        #expect(throws: DeskError.self) {
            try ContactQuery(keys: [("createdFrom", ["2026-11-22T00:00:00Z"]), ("createdTo", ["2026-11-21T00:00:00Z"])])
        }
    }

    /// Every statement of every filter and sort is a stretch of an index: what may be read whole is a small set or a page's bound.
    @Test func noListOfContactsScansATable() async throws {
        try await World.with(.sqlite) { world in
            let (labels, other) = try await fill(world, 60)
            let filters: [@Sendable (inout ContactQuery) -> Void] = [
                { _ in }, { $0.q = "ele" }, { $0.labels = [labels[0]] }, { $0.campaigns = [other] }, { $0.vip = true }, { $0.vip = false },
                { $0.blocked = true }, { $0.createdFrom = 1 }, { $0.attributes["plan"] = ["Oro"] },
            ]
            for viewer in [world.carla, world.ana] {
                for filter in filters {
                    for sort in ContactQuery.Sort.allCases {
                        let query = ContactQuery {
                            filter(&$0)
                            $0.sort = sort
                        }
                        let plans = try await world.desk.read { transaction in
                            let seen = Statements()
                            let plan = try ContactListPlan(query, for: viewer, Spy(transaction, seen))
                            _ = try plan.page()
                            _ = try plan.count()
                            return try seen.all.map { sql, arguments in
                                (sql, try transaction.all("explain query plan \(sql)", arguments) { $0.text(3) })
                            }
                        }
                        #expect(!plans.isEmpty)
                        for (sql, steps) in plans {
                            for step in steps where step.hasPrefix("SCAN") {
                                // The sort's own index, walked for a page and no further; or a filter's, found to be of a few.
                                let isFew = step.contains("few") || ["contact_vip", "contact_blocked"].contains { step.hasSuffix($0) }
                                #expect(step.contains("USING") && sql.contains("limit") || isFew, "\(sql): \(steps)")
                            }
                        }
                    }
                }
            }
        }
    }
}
