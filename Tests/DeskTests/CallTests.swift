import Foundation
import Testing

@testable import Desk
@testable import Storage

@Suite struct CallTests {
    /// Whatever the order in which its events arrive, a call is one message and the card says the same.
    @Test(arguments: World.engines) func theCardShowsTheCallThatLives(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            var item = try await world.item(try await world.elenaCalls(.ringing).caseID)
            #expect(item.liveCall.contains(#""callId":"c-1","status":"ringing","direction":"in","startedAt""#))
            #expect(item.preview.kind == "call" && item.preview.call == "ringing" && item.unreadCount == 1)
            try await world.elenaCalls(.answered)
            item = try await world.item(item.id)
            #expect(item.liveCall.contains("answered") && item.preview.call == "answered" && item.unreadCount == 1)
            try await world.elenaCalls(.ringing)  // late
            #expect(try await world.item(item.id).liveCall.contains("answered"))
            try await world.elenaCalls(.ended)
            item = try await world.item(item.id)
            #expect(item.liveCall.isEmpty && item.preview.call == "ended")
            try await world.elenaCalls(.answered)  // late
            item = try await world.item(item.id)
            #expect(item.liveCall.isEmpty && item.preview.call == "ended")
            #expect(try await world.count("message where kind = 'call'") == 1)
        }
    }

    @Test(arguments: World.engines) func everyOrderEndsTheSame(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let events: [CallEvent.Status] = [.ringing, .answered, .ended]
            let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
            for (n, order) in orders.enumerated() {
                var last: Received?
                for index in order { last = try await world.elenaCalls(events[index], phone: "+5198765500\(n)", callId: "c-\(n)") }
                let item = try await world.item(try #require(last).caseID)
                #expect(item.liveCall.isEmpty && item.preview.call == "ended", "\(order)")
                #expect(try await world.count("message where case_id = '\(item.id)' and data like '%\"status\":\"ended\"%'") == 1)
            }
            #expect(try await world.count("cases where call_until > 0") == 0)
        }
    }

    /// A repeat says nothing new: no version, no event.
    @Test(arguments: World.engines) func aRepeatLeavesNoTrace(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let received = try await world.elenaCalls(.ringing)
            let version = try await world.item(received.caseID).version
            let events = try await world.count("event")
            for _ in 0..<3 { try await world.elenaCalls(.ringing) }
            #expect(try await world.item(received.caseID).version == version)
            #expect(try await world.count("event") == events)
        }
    }

    @Test(arguments: World.engines) func aRingingCallIsOfferedAtOnceAndWakes(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let received = try await world.elenaCalls(.ringing)
            let offered = try await world.item(received.caseID)
            #expect(offered.state == .offered && offered.agent == world.ana.id)
            _ = try await world.desk.accept(.id(offered.id), by: world.ana)
            try await world.elenaCalls(.answered)
            #expect(try await world.item(offered.id).state == .open, "an answered call moves nothing by itself")
        }
    }

    /// A case that is closed stays closed, and shows no call; the next call of that customer opens another.
    @Test(arguments: World.engines) func aCallsEndAfterTheCaseIsClosed(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let received = try await world.elenaCalls(.ringing)
            _ = try await world.desk.accept(.id(received.caseID), by: world.ana)
            _ = try await world.desk.close(.id(received.caseID), by: world.ana)
            #expect(try await world.item(received.caseID).liveCall.isEmpty)
            try await world.elenaCalls(.answered)
            var item = try await world.item(received.caseID)
            #expect(item.state == .closed && item.liveCall.isEmpty)
            try await world.elenaCalls(.ended)
            item = try await world.item(received.caseID)
            #expect(item.state == .closed && item.preview.call == "ended")
            let next = try await world.elenaCalls(.ringing, callId: "c-2")
            #expect(next.caseID != received.caseID)
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    @Test(arguments: World.engines) func twoCallsOfOneCustomer(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let start = world.desk.now()
            let received = try await world.elenaCalls(.ringing, callId: "a", at: start - 2000)
            try await world.elenaCalls(.ringing, callId: "b", at: start - 1000)
            #expect(try await world.item(received.caseID).liveCall.contains(#""callId":"b""#), "the later one")
            try await world.elenaCalls(.missed, callId: "b")
            #expect(try await world.item(received.caseID).liveCall.contains(#""callId":"a""#), "the other rings on")
            try await world.elenaCalls(.missed, callId: "a")
            let item = try await world.item(received.caseID)
            #expect(item.liveCall.isEmpty)
            #expect(item.preview.call == "missed")
        }
    }

    /// A switchboard that forgets the end: rung out is missed, spoken is ended; one that began long ago was never live.
    @Test(arguments: World.engines) func aCallWhoseEndNeverComes(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let rung = try await world.elenaCalls(.ringing)
            let spoken = try await world.elenaCalls(.answered, phone: "+51987650002", callId: "c-2")
            let old = try await world.elenaCalls(.ringing, phone: "+51987650003", callId: "c-3", at: world.desk.now() - 3_600_000)
            #expect(try await world.item(old.caseID).liveCall.isEmpty)
            _ = try await world.desk.endSilentCalls()
            #expect(try await world.item(old.caseID).preview.call == "missed")
            world.later(10 * 60_000 + 1)
            _ = try await world.desk.endSilentCalls()
            #expect(try await world.item(rung.caseID).liveCall.isEmpty)
            #expect(try await world.item(rung.caseID).preview.call == "missed")
            #expect(try await world.item(spoken.caseID).liveCall.contains("answered"))
            world.later(6 * 3_600_000)
            #expect(try await world.desk.endSilentCalls() == nil)
            #expect(try await world.item(spoken.caseID).preview.call == "ended")
            #expect(try await world.count("cases where call_until > 0") == 0)
        }
    }

    /// A call that we placed is in the conversation, but nobody waits for an answer to it.
    @Test(arguments: World.engines) func ourOwnCallIsNotUnread(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let received = try await world.elenaCalls(.answered, direction: .outbound)
            let item = try await world.item(received.caseID)
            #expect(item.unreadCount == 0 && item.unreadSince == 0 && item.lastInboundAt == 0)
            #expect(item.preview.direction == "out")
            #expect(try await world.count("message where direction = 'out' and author_kind = 'system'") == 1)
            try await world.elenaCalls(.ringing, callId: "c-2")
            #expect(try await world.item(received.caseID).unreadCount == 1)
        }
    }
}
