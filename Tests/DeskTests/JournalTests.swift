import Foundation
import NIOConcurrencyHelpers
import Testing

@testable import Desk
@testable import Storage

@Suite struct JournalTests {
    /// A NUL can't be stored: the second item fails in the middle of its work, after it made a case of its own.
    private static func items(_ run: String) -> [DeliveredItem] {
        [("a", "+51987650001", "uno"), ("b", "+51987650002", "dos\0"), ("c", "+51987650001", "tres"), ("d", "+51987650003", "cuatro")].map {
            DeliveredItem(.message(Inbound(id: $0 + run, sender: .init(kind: "phone", value: $1), kind: .text, text: $2)))
        }
    }

    private func take(_ world: World) async throws -> Taken {
        try await world.desk.take(Delivery(body: Array("{}".utf8)), channel: "api", account: "api")
    }

    @Test(arguments: World.engines) func anItemThatFailsLeavesNoTraceButItsMark(_ engine: Engine) async throws {
        let channel = ItemsChannel(items: Self.items("1"))
        try await World.with(engine, channels: ChannelDirectory([channel, QuietChannel(name: "webchat")])) { world in
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let taken = try await take(world)
            #expect(taken.items == 4 && taken.failures.map(\.index) == [1])
            let texts = try await world.desk.read {
                try $0.all("select body from message where direction = 'in' order by body", []) { $0.text(0) }
            }
            #expect(texts == ["cuatro", "tres", "uno"])
            #expect(try await world.count("cases") == 2)
            #expect(try await world.count("contact_point where value = '+51987650002'") == 0)
            #expect(try await world.events("case.created").count == 2)
            #expect(try await world.desk.checkCounters(fix: false).isEmpty)
            #expect(try await world.first("select load from agent where user_id = '\(world.ana.id)'") == 2, "both were offered")
            #expect(try await world.text("select state from journal") == "partly")

            // What was mended since goes in; what is here stays as it is.
            let replayed = try await world.desk.replay(taken.journal, of: world.api.id, by: world.carla)
            #expect(replayed.failures.map(\.index) == [1])
            #expect(try await world.count("message where direction = 'in'") == 3)
            #expect(try await world.count("audit where act = 'journal.replayed'") == 1)
        }
    }

    @Test(arguments: World.engines) func theSameDeliveryTenTimesInParallelIsOneAndTenRows(_ engine: Engine) async throws {
        let items = (0..<6).map { n in
            DeliveredItem(
                .message(Inbound(id: "m\(n)", sender: .init(kind: "phone", value: "+5198765000\(n % 3)"), kind: .text, text: "\(n)")))
        }
        let channel = ItemsChannel(items: items)
        try await World.with(engine, channels: ChannelDirectory([channel, QuietChannel(name: "webchat")])) { world in
            let taken = try await together(10) { _ in try await take(world) }
            #expect(taken.filter { !$0.failures.isEmpty }.isEmpty)
            #expect(try await world.count("message where direction = 'in'") == 6)
            #expect(try await world.count("cases") == 3)
            #expect(try await world.count("journal where state = 'done'") == 10)
            #expect(try await world.desk.checkCounters(fix: false).isEmpty)
        }
    }

    @Test(arguments: World.engines) func oldDeliveriesAreSwept(_ engine: Engine) async throws {
        let channel = ItemsChannel(items: Self.items("1"))
        try await World.with(engine, channels: ChannelDirectory([channel, QuietChannel(name: "webchat")])) { world in
            _ = try await take(world)
            channel.items.withLockedValue { $0 = [] }
            _ = try await take(world)
            world.later(8 * 86_400_000)
            try await world.desk.sweepJournal()
            #expect(try await world.text("select state from journal") == "partly", "what failed is kept longer")
            world.later(90 * 86_400_000)
            try await world.desk.sweepJournal()
            #expect(try await world.count("journal") == 0)
        }
    }

    @Test func agentsReadNoJournal() async throws {
        try await World.with(.sqlite) { world in
            for viewer in [world.ana, world.sofia] {
                await expectRefusal("forbidden") {
                    try await world.desk.journal(of: world.api.id, state: nil, cursor: nil, limit: 10, for: viewer)
                }
                await expectRefusal("forbidden") { try await world.desk.replay("x", of: world.api.id, by: viewer) }
            }
            await expectRefusal("forbidden") { try await world.desk.health(of: world.api.id, for: world.ana) }
        }
    }
}

/// A channel whose deliveries always hold the same.
final class ItemsChannel: Channel, Sendable {
    let name = "api"
    let items: NIOLockedValueBox<[DeliveredItem]>
    init(items: [DeliveredItem]) { self.items = NIOLockedValueBox(items) }
    func verify(_ delivery: Delivery, secret: [UInt8]?) throws {}
    func read(_ delivery: Delivery, account: ChannelAccount) throws -> [DeliveredItem] { items.withLockedValue { $0 } }
    func pushes(_ account: ChannelAccount) -> Bool { false }
    func send(_ message: Outbound, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent { Sent(providerID: message.id.text) }
}
