import Testing

@testable import Desk
@testable import Storage

/// No list and no count scans a table that grows, and none sorts more than a bounded part of one: each filter, each sort, and a good share of
/// their pairs, for whoever asks, on both engines.
@Suite struct ListPlanTests {
    @Test(arguments: World.engines) func listsWalkIndexes(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.desk.load(cases: 3000, messagesPerCase: 1)
            if engine == .postgres { try await world.desk.write(by: .system) { try $0.run("analyze cases") } }
            var dice = Dice(seed: 3)
            let filters = CaseQueryTests.good.filter { !["sort"].contains($0.key) }
            let sorts = CaseQuery.Sort.allCases.filter { $0 != .relevance }.flatMap { [$0.rawValue, "-" + $0.rawValue] }
            for viewer in [world.ana, world.sofia, world.carla] {
                try await expectBounded([], "-created", viewer, world, statements: 1)
                for sort in sorts { try await expectBounded([], sort, viewer, world) }
                for filter in filters { try await expectBounded([filter], dice.one(of: sorts), viewer, world) }
            }
            for _ in 0..<150 {
                let pair = [dice.one(of: filters), dice.one(of: filters)]
                guard pair[0].key != pair[1].key else { continue }
                try await expectBounded(pair, dice.one(of: sorts), dice.one(of: [world.ana, world.sofia, world.carla]), world)
            }
        }
    }

    private static let partial: Set<String> = [
        "cases_unread", "cases_flagged", "cases_follow_up", "cases_sla", "cases_sla_since", "cases_transferred", "cases_escalated",
        "cases_outside",
        "cases_orphans", "cases_orphaned",
    ]

    private func expectBounded(
        _ filters: [(key: String, values: [String])], _ sort: String, _ viewer: Viewer, _ world: World, statements: Int = 16
    ) async throws {
        let query = try CaseQuery(keys: filters + [("sort", [sort])])
        let organisation = try await world.desk.organisation(), now = world.desk.now()
        let plans = try await world.desk.read { transaction in
            let seen = Statements()
            let spy = Spy(transaction, seen)
            // Rows are walked, however few they are: what is looked at first would hide it.
            for bounds in [CaseBounds(few: -1), CaseBounds()] {
                var list = try CaseList(query, for: viewer, now: now, in: organisation, spy, bounds: bounds)
                _ = try list.page { _ in }
                _ = try spy.countCases(query, for: viewer, now: now, in: organisation, bounds: bounds)
            }
            return try seen.all.map { sql, arguments in (sql: sql, steps: try steps(sql, arguments, transaction)) }
        }
        let what = "\(viewer.name) \(filters.map(\.key)) \(sort)"
        if statements == 1 {
            // A default list is one statement, and the look whether wide cases exist.
            #expect(plans.filter { $0.sql.contains("left join contact_point") }.count == 2, "\(what)")
        }
        for plan in plans { #expect(plan.steps == [], "\(what): \(plan.steps) in \(plan.sql)") }
    }

    /// What of a plan would grow with the table; empty where nothing does.
    private func steps(_ sql: String, _ arguments: [SQLValue], _ transaction: any Transaction) throws -> [String] {
        switch transaction.engine {
        case .sqlite:
            let steps = try transaction.all("explain query plan \(sql)", arguments) { $0.text(3) }
            let tables = ["cases", "message", "contact", "contact_point", "case_tag", "contact_labelled", "case_attribute", "contact_word"]
            // What is scanned is a part that an index found and a limit cut, a few names of the set-up, or a partial index in its own order.
            var cut = ["c": 0, "d": 0, "r": 0, "s": 0, "w": 0]
            for step in steps where step.hasPrefix("CO-ROUTINE ") || step.hasPrefix("MATERIALIZE ") {
                if let name = step.split(separator: " ").last { cut[String(name), default: 0] += 1 }
            }
            return steps.filter { step in
                guard step.hasPrefix("SCAN ") else { return false }
                let words = step.split(separator: " ").map(String.init)
                if step.contains("VIRTUAL TABLE") || words[1] == "CONSTANT" || words[1] == "a" && sql.contains("channel_account a") {
                    return false
                }
                // The look whether anybody's case is seen by colleagues ends at the first row of each.
                if words.last?.hasPrefix("cases_wide_") == true, sql.contains("c.visibility = 'queue' limit 1") { return false }
                if words[1] == "queue" || words[1] == "campaign" { return false }
                if words.contains("INDEX") { return !Self.partial.contains(words.last ?? "") }
                if let left = cut[words[1]], left > 0 {
                    cut[words[1]] = left - 1
                    return false
                }
                return !words[1].hasPrefix("(") && !["s", "u", "t", "f", "e", "b", "p", "m"].contains(words[1])
            }
        case .postgres:
            // The planner is asked what it would do were reading whole tables dear, as it is where they are big.
            try transaction.run("set local enable_seqscan = off", [])
            let steps = try transaction.all("explain \(sql)", arguments) { $0.text(0) }
            return steps.filter { step in
                ["Seq Scan on cases", "Seq Scan on message ", "Seq Scan on contact ", "Seq Scan on contact_point"].contains {
                    step.contains($0)
                }
            }
        }
    }
}
