import Foundation
import Logging
import NIOConcurrencyHelpers

/// The providers' side of the wire: customers' phones, the Graph they are reached by, and the webhooks they come in by.
///
/// It shares no type with the desk and meets it over HTTP alone: one that did would agree with itself.
package final class Simulator: Sendable {
    let options: SimulatorOptions
    let post: Post
    let log: Logger
    /// Milliseconds since 1970.
    let now: @Sendable () -> Int64
    /// The page's files.
    let files: PageFiles
    let audience = Audience()
    let lanes = Lanes()
    let stage: NIOLockedValueBox<Stage>

    package init(
        _ options: SimulatorOptions, files: @escaping PageFiles, post: Post = .network(), log: Logger = Logger(label: "simulator"),
        now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
    ) {
        self.options = options
        self.files = files
        self.post = post
        self.log = log
        self.now = now
        var stage = Stage()
        stage.lines = options.whatsapp
        stage.isCalm = options.isCalm
        stage.botLines = options.botLines
        self.stage = NIOLockedValueBox(stage)
    }

    /// Webhooks, receipts and whatever plays by itself, until cancelled.
    package func run() async throws {
        restorePhones()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.lanes.run() }
            group.addTask { await self.keepPhones() }
            group.addTask { await self.beat() }
            group.addTask { await self.playCalmly() }
            group.addTask { await self.answerAsBot() }
            group.addTask { await self.introduce() }
        }
        savePhones()
        try await post.end()
    }

    /// The handshake of every line, as Meta does it when a webhook's address is entered.
    private func introduce() async {
        for line in stage.withLockedValue({ $0.lines }) { await verify(line) }
    }

    private func beat() async {
        while await pause(milliseconds: 15_000) { audience.beat() }
    }

    /// False once there is nothing left to wait for.
    func pause(milliseconds: Int64) async -> Bool {
        do {
            try await Task.sleep(for: .milliseconds(milliseconds))
            return true
        } catch {
            return false
        }
    }

    func change<T: Sendable>(_ body: (inout Stage) throws -> T) rethrows -> T { try stage.withLockedValue { try body(&$0) } }
}
