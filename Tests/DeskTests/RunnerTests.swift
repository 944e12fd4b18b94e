import NIOConcurrencyHelpers
import Testing

@testable import Desk
@testable import Storage

@Suite struct RunnerTests {
    /// One provider that lets a call hang must not hold up what others are sent meanwhile.
    @Test(.timeLimit(.minutes(15))) func aCallThatHangsHoldsNobodyUp() async throws {
        let channel = HangingChannel()
        try await World.with(.sqlite, channels: ChannelDirectory([channel, QuietChannel(name: "webchat")])) { world in
            let runner = Runner(desk: world.desk, node: "test")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await runner.run() }
                var calls = channel.calls.makeAsyncIterator()
                let stuck = try await reply(world, "1")
                #expect(await calls.next() == stuck)
                let other = try await reply(world, "2")
                #expect(await calls.next() == other)
                channel.release()
                group.cancelAll()
            }
        }
    }

    private func reply(_ world: World, _ n: String) async throws -> MessageID {
        let item = try await world.elenaWrites(phone: "+5198765432\(n)", id: "in-\(n)").caseID
        _ = try await world.desk.accept(.id(item), by: world.ana)
        let id: MessageID = world.newID()
        _ = try await world.desk.send(.id(item), id: id, OutgoingMessage(kind: .text, text: "Hola, Elena"), by: world.ana)
        return id
    }
}

/// Every call waits until the test lets go.
private final class HangingChannel: Channel {
    let name = "api"
    let calls: AsyncStream<MessageID>
    private let called: AsyncStream<MessageID>.Continuation
    private let gate = AsyncStream<Void>.makeStream()

    init() { (calls, called) = AsyncStream.makeStream() }

    func read(_ delivery: Delivery, account: ChannelAccount) throws -> [DeliveredItem] { [] }
    func pushes(_ account: ChannelAccount) -> Bool { true }
    func send(_ message: Outbound, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent {
        called.yield(message.id)
        for await _ in gate.stream {}
        return Sent(providerID: "p-\(message.id)")
    }
    func release() { gate.continuation.finish() }
}
