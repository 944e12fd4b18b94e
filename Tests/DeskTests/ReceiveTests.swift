import Foundation
import Testing

@testable import Desk
@testable import Storage

@Suite struct ReceiveTests {
    @Test(arguments: World.engines) func theSameMessageTenTimesInParallelIsOne(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let answers = try await together(10) { _ in try await world.elenaWrites() }
            #expect(Set(answers.map(\.message)).count == 1)
            #expect(Set(answers.map(\.caseID)).count == 1)
            #expect(answers.filter(\.isNew).count == 1)
            #expect(try await world.count("message where direction = 'in'") == 1)
            #expect(try await world.count("cases") == 1)
        }
    }

    @Test(arguments: World.engines) func fiftyMessagesOfOneNewCustomerAreOneCase(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let answers = try await together(50) { n in try await world.elenaWrites("Mensaje \(n)", id: "m-\(n)") }
            #expect(Set(answers.map(\.caseID)).count == 1)
            #expect(Set(answers.map(\.message)).count == 50)
            #expect(try await world.count("message where direction = 'in'") == 50)
            #expect(try await world.count("contact_point where kind = 'phone'") == 1)
            #expect(try await world.first("select unread_count from cases") == 50)
            #expect(try await world.desk.checkCounters(fix: false).isEmpty)
        }
    }

    @Test(arguments: World.engines) func aLateMessageGoesToItsPlaceAndLeavesThePreview(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let now = world.desk.now()
            for (id, text, at) in [
                ("b", "segundo", now - 1000), ("a", "primero", now - 60_000), ("z", "de hace un mes", now - 30 * 86_400_000),
            ] {
                _ = try await world.desk.receive(
                    Inbound(id: id, sender: .init(kind: "phone", value: "+51987654321"), kind: .text, text: text, at: at),
                    account: world.api)
            }
            let texts = try await world.desk.read {
                try $0.all("select body from message where direction = 'in' order by at, place", []) { $0.text(0) }
            }
            #expect(texts == ["de hace un mes", "primero", "segundo"])
            #expect(try await world.text("select preview_text from cases") == "segundo")
            let oldest = try await world.first("select min(at) from message where direction = 'in'")
            #expect(oldest >= now - 7 * 86_400_000 - 1000, "clamped to seven days")
        }
    }

    @Test(arguments: World.engines) func aNewMessageAfterTheCloseOpensANewCase(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let first = try await world.elenaWrites()
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            _ = try await world.desk.accept(.id(first.caseID), by: world.ana)
            _ = try await world.desk.close(.id(first.caseID), by: world.ana)
            let second = try await world.elenaWrites("Otra vez yo", id: "m-2")
            #expect(second.caseID != first.caseID)
            #expect(second.number == first.number + 1)
            #expect(
                try await world.elenaWrites() == Received(caseID: first.caseID, number: first.number, message: first.message, isNew: false))
        }
    }

    @Test(arguments: World.engines) func theEventsOfACallAreOneMessageWhateverTheirOrder(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            for (n, status) in [CallEvent.Status.ended, .ringing, .answered].enumerated() {
                var inbound = Inbound(id: "e\(n)", sender: .init(kind: "phone", value: "+51987654321"), kind: .call, text: "")
                inbound.call = CallEvent(callId: "c-1", direction: .inbound, status: status, duration: status == .ended ? 42 : nil)
                _ = try await world.desk.receive(inbound, account: world.api)
            }
            #expect(try await world.count("message where kind = 'call'") == 1)
            let call = try #require(CallEvent(json: try await world.text("select data from message where kind = 'call'")))
            #expect(call.status == .ended && call.duration == 42)
            #expect(try await world.text("select preview_call from cases") == "ended")
        }
    }
}

/// Runs `body` for 0..<count at once.
func together<T: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> T) async throws -> [T] {
    try await withThrowingTaskGroup(of: (Int, T).self) { group in
        for n in 0..<count { group.addTask { (n, try await body(n)) } }
        var results: [(Int, T)] = []
        for try await result in group { results.append(result) }
        return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

extension World {
    func count(_ what: String) async throws -> Int64 { try await first("select count(*) from \(what)") }
    func first(_ sql: String) async throws -> Int64 { try #require(try await desk.read { try $0.first(sql, []) { $0.int(0) } }) }
    func text(_ sql: String) async throws -> String { try #require(try await desk.read { try $0.first(sql, []) { $0.text(0) } }) }
    func item(_ id: CaseID) async throws -> Case {
        try #require(
            try await desk.read {
                try $0.first("select \(Case.columns) from \(Case.tables) where c.id = $1", [.text(id.text)], Case.init(row:))
            })
    }
}
