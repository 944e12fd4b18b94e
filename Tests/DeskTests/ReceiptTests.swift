import Foundation
import Testing

@testable import Desk
@testable import Storage

@Suite struct ReceiptTests {
    /// Sent, delivered, read and failed, in every order, before and after the send's own answer: the same final status.
    @Test(arguments: World.engines) func everyOrderEndsTheSame(_ engine: Engine) async throws {
        let channel = ScriptedChannel()
        try await World.with(engine, channels: ChannelDirectory([channel, QuietChannel(name: "webchat")])) { world in
            for statuses in [
                [DeliveryStatus.sent, .delivered, .read], [.sent, .failed], [.failed, .delivered], [.sent, .delivered, .failed],
            ] {
                let expected = statuses.max() ?? .sent
                for order in permutations(statuses) {
                    for early in 0...order.count {
                        let id = try await openAndReply(world)
                        let job = try #require(try await world.desk.write(by: .system) { try JobClaim.take(1, $0) }.first)
                        // Receipts that overtake the answer to our own send.
                        channel.beforeAnswer = { [order] in
                            for status in order.prefix(early) {
                                try await world.desk.record(
                                    InboundReceipt(target: .provider("p-\(id)"), status: status), account: world.api)
                            }
                        }
                        try await world.desk.deliver(job)
                        for status in order.dropFirst(early) {
                            try await world.desk.record(InboundReceipt(target: .provider("p-\(id)"), status: status), account: world.api)
                            try await world.desk.record(InboundReceipt(target: .provider("p-\(id)"), status: status), account: world.api)
                        }
                        let status = try await world.text("select status from message where id = '\(id)'")
                        #expect(status == expected.rawValue, "order \(order.map(\.rawValue)), \(early) early")
                    }
                }
            }
        }
    }

    @Test(arguments: World.engines) func anUnknownOutcomeIsNeverSentTwiceByItself(_ engine: Engine) async throws {
        let channel = ScriptedChannel()
        try await World.with(engine, channels: ChannelDirectory([channel, QuietChannel(name: "webchat")])) { world in
            channel.failure = .unknown(reason: "se cortó")
            let id = try await openAndReply(world)
            try await world.desk.deliver(try #require(try await world.desk.write(by: .system) { try JobClaim.take(1, $0) }.first))
            #expect(try await world.text("select status from message where id = '\(id)'") == "uncertain")
            world.later(3_600_000)
            #expect(try await world.desk.write(by: .system) { try JobClaim.take(9, $0) }.isEmpty)
            #expect(channel.calls == 1)
            channel.failure = nil
            let holder = try await world.text("select case_id from message where id = '\(id)'")
            _ = try await world.desk.retry(.id(ID(holder)), message: id, by: world.ana)
            try await world.desk.deliver(try #require(try await world.desk.write(by: .system) { try JobClaim.take(1, $0) }.first))
            #expect(try await world.text("select status from message where id = '\(id)'") == "sent")
            #expect(channel.calls == 2)
            #expect(try await world.count("attempt where message_id = '\(id)'") == 2)
        }
    }

    @Test(arguments: World.engines) func aProcessThatDiesWhileSendingLeavesItUncertain(_ engine: Engine) async throws {
        let channel = ScriptedChannel()
        try await World.with(engine, channels: ChannelDirectory([channel, QuietChannel(name: "webchat")])) { world in
            let id = try await openAndReply(world)
            let job = try #require(try await world.desk.write(by: .system) { try JobClaim.take(1, $0) }.first)
            channel.failure = nil
            channel.beforeAnswer = { throw CancellationError() }
            await #expect(throws: CancellationError.self) { try await world.desk.deliver(job) }
            #expect(try await world.desk.write(by: .system) { try JobClaim.take(1, $0) }.isEmpty, "the lease still stands")
            world.later(JobClaim.lease + 1)
            channel.beforeAnswer = {}
            try await world.desk.deliver(try #require(try await world.desk.write(by: .system) { try JobClaim.take(1, $0) }.first))
            #expect(try await world.text("select status from message where id = '\(id)'") == "uncertain")
            #expect(channel.calls == 1)
        }
    }

    @Test(arguments: World.engines) func aLaneKeepsItsOrderThroughRetries(_ engine: Engine) async throws {
        let channel = ScriptedChannel()
        try await World.with(engine, channels: ChannelDirectory([channel, QuietChannel(name: "webchat")])) { world in
            channel.failure = .retry(after: nil, reason: "503")
            let first = try await openAndReply(world)
            let holder = CaseReference.id(ID(try await world.text("select case_id from message where id = '\(first)'")))
            _ = try await world.desk.send(holder, id: world.newID(), OutgoingMessage(kind: .text, text: "Segundo"), by: world.ana)
            var jobs = try await world.desk.write(by: .system) { try JobClaim.take(9, $0) }
            #expect(jobs.map(\.data) == [first.text], "the second waits behind the first")
            try await world.desk.deliver(try #require(jobs.first))
            #expect(
                try await world.desk.write(by: .system) { try JobClaim.take(9, $0) }.isEmpty,
                "the first waits for its time, the second for the first")
            channel.failure = nil
            world.later(10_000)
            jobs = try await world.desk.write(by: .system) { try JobClaim.take(9, $0) }
            #expect(jobs.map(\.data) == [first.text])
            try await world.desk.deliver(try #require(jobs.first))
            #expect(try await world.desk.write(by: .system) { try JobClaim.take(9, $0) }.count == 1)
        }
    }

    private func openAndReply(_ world: World) async throws -> MessageID {
        let n = UInt32.random(in: 10_000_000...99_999_999)
        let received = try await world.elenaWrites(phone: "+519\(n)", id: "in-\(n)")
        _ = try await world.desk.accept(.id(received.caseID), by: world.ana)
        let id: MessageID = world.newID()
        _ = try await world.desk.send(.id(received.caseID), id: id, OutgoingMessage(kind: .text, text: "Hola, Elena"), by: world.ana)
        return id
    }
}

/// A channel that pushes, and answers as the test says.
final class ScriptedChannel: Channel, @unchecked Sendable {
    let name = "api"
    var failure: SendFailure?
    var beforeAnswer: @Sendable () async throws -> Void = {}
    private(set) var calls = 0
    func read(_ delivery: Delivery, account: ChannelAccount) throws -> [DeliveredItem] { [] }
    func pushes(_ account: ChannelAccount) -> Bool { true }
    func send(_ message: Outbound, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent {
        calls += 1
        try await beforeAnswer()
        if let failure { throw failure }
        return Sent(providerID: "p-\(message.id)")
    }
}

func permutations<T>(_ items: [T]) -> [[T]] {
    guard items.count > 1 else { return [items] }
    return items.indices.flatMap { index in
        var rest = items
        let first = rest.remove(at: index)
        return permutations(rest).map { [first] + $0 }
    }
}
