import Foundation
import Hummingbird
import Logging
import NIOConcurrencyHelpers
import NIOCore
import Testing

@testable import Simulator

/// A simulator that stands before a desk that only listens.
struct TestDesk: Sendable {
    static let line = SimulatorOptions.WhatsAppLine(
        account: "whatsapp", alias: "WhatsApp Ventas", phoneNumberID: "106540352242922", businessAccountID: "102290129340398",
        displayPhone: "+51 1 700 4400", accessToken: "token", appSecret: "secret", verifyToken: "verify")

    let simulator: Simulator
    let clock: NIOLockedValueBox<Int64>
    private let heard: NIOLockedValueBox<[Outgoing]>

    /// Runs `body` beside the simulator's own work.
    static func with(status: Int = 200, _ body: @escaping @Sendable (TestDesk) async throws -> Void) async throws {
        let heard = NIOLockedValueBox<[Outgoing]>([])
        let clock = NIOLockedValueBox<Int64>(1_763_739_751_000)
        var options = SimulatorOptions()
        options.whatsapp = [line]
        options.samples =
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .path + "/Web/simulator/samples"
        let post = Post(send: { outgoing in
            heard.withLockedValue { $0.append(outgoing) }
            return Incoming(status: status, type: "", body: [])
        })
        let simulator = Simulator(
            options, files: { _, _ in nil }, post: post, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { clock.withLockedValue { $0 } })
        let desk = TestDesk(simulator: simulator, clock: clock, heard: heard)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await simulator.run() }
            try await body(desk)
            group.cancelAll()
        }
    }

    func customer(_ name: String = "Elena Ríos", _ more: JSON = ["number": "+51 987 654 321"]) throws -> Phone {
        var members: [JSON.Member] = [.init(key: "name", value: JSON(name))]
        if case .object(let rest) = more { members += rest }
        return try simulator.addPhone(.object(members))
    }

    /// What reached the desk, once there is as much of it.
    func hooks(_ count: Int, _ kind: String = "messages") async throws -> [Outgoing] {
        let until = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < until {
            let found = heard.withLockedValue { $0 }.filter {
                $0.method == "POST" && String(decoding: $0.body, as: UTF8.self).contains("\"\(kind)\":[")
            }
            if found.count >= count { return found }
            await Task.yield()
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("\(kind): fewer than \(count) reached the desk")
        return []
    }

    func statuses(_ count: Int) async throws -> [JSON] {
        try await hooks(count, "statuses").compactMap { try $0.value?["statuses"]?.items?.first }
    }

    /// What the Graph answers.
    func send(_ body: JSON) throws -> JSON { try simulator.take(body, of: Self.line) }

    func text(_ text: String, to: String = "51987654321", _ more: [String: JSON] = [:]) throws -> JSON {
        var members: [JSON.Member] = [
            .init(key: "messaging_product", value: "whatsapp"), .init(key: "to", value: JSON(to)), .init(key: "type", value: "text"),
            .init(key: "text", value: ["body": JSON(text)]),
        ]
        for (key, value) in more { members.append(.init(key: key, value: value)) }
        return try send(.object(members))
    }
}

extension Outgoing {
    /// The value of a webhook's only change.
    var value: JSON? {
        get throws { try JSON.parse(body)["entry"]?.items?.first?["changes"]?.items?.first?["value"] }
    }
}
