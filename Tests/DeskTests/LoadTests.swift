import Testing

@testable import Desk
@testable import Storage

/// What `ventanilla load` makes is what the product would have made: counters, seats and look-ups hold.
@Suite struct LoadTests {
    @Test(arguments: World.engines) func aLoadIsVariedAndItsCountersHold(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.desk.load(cases: 1500, messagesPerCase: 3)
            try await world.desk.load(cases: 700, messagesPerCase: 2)
            #expect(try await world.count("cases") == 2200)
            #expect(try await world.desk.checkCounters(fix: false) == [])
            for state in [CaseState.queued, .offered, .open, .waiting, .closed] {
                #expect(try await world.count("cases where state = '\(state.rawValue)'") > 0, "\(state)")
            }
            for some in ["flagged = 1", "unread_count > 0", "priority = 0", "tags <> '[]'", "contact_id is null", "contact_id is not null"]
            {
                #expect(try await world.count("cases where \(some)") > 0, "\(some)")
            }
            let times = try await world.desk.read {
                try $0.first("select min(created_at), max(created_at), max(updated_at) from cases", []) {
                    ($0.int(0), $0.int(1), $0.int(2))
                }
            }
            let (first, last, touched) = try #require(times)
            #expect(last - first > 700 * 86_400_000 && touched <= world.desk.now())
            // The next case that comes in goes on after the load's numbers.
            let number = try await world.item(world.elenaWrites().caseID).number
            #expect(try await world.count("cases where number > \(number)") == 0)
        }
    }

    @Test func aLoadedCustomerIsFoundByTheEndOfTheirNumber() async throws {
        try await World.with(.sqlite) { world in
            try await world.desk.load(cases: 300, messagesPerCase: 1)
            let held = try await world.desk.read {
                try $0.first(
                    "select value, contact_id from contact_point where contact_id is not null and kind in ('phone', 'whatsapp') order by value limit 1",
                    []
                ) { ($0.text(0), $0.text(1)) }
            }
            let (value, contact) = try #require(held)
            let found = try await world.desk.contacts(.asking(String(value.suffix(7))), for: world.carla)
            #expect(found.items.map(\.id.text).contains(contact))
        }
    }
}
