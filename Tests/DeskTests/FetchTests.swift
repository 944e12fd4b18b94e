import NIOConcurrencyHelpers
import NIOCore
import Testing

@testable import Desk
@testable import Storage

@Suite struct FetchTests {
    /// What a second try may mend is tried again; what it may not is shown as failed at once.
    @Test(arguments: [
        (SendFailure.unknown(reason: "se cortó") as any Error, true), (SendFailure.retry(after: nil, reason: "503"), true),
        (DeskError("storage.full", "El disco del servidor está lleno; no se guardó el archivo. Libera espacio e intenta de nuevo."), true),
        (SendFailure.refused(reason: "404"), false), (DeskError.tooLarge(10), false),
    ])
    func aFileThatDidNotCome(_ failure: any Error, _ isTriedAgain: Bool) async throws {
        let fetcher = ScriptedFetcher(failure)
        try await World.with(.sqlite, channels: ChannelDirectory([QuietChannel(name: "api")], fetcher: fetcher)) { world in
            var inbound = Inbound(id: "m-1", sender: .init(kind: "phone", value: "+51987654321"), kind: .file, text: "")
            inbound.attachments = [.remote(url: "https://crm.example/garantia.txt", name: "garantía.txt", type: "text/plain")]
            _ = try await world.desk.receive(inbound, account: world.api)
            try await world.fetchOnce()
            #expect(try await world.state() == (isTriedAgain ? "fetching" : "failed"))
            guard isTriedAgain else { return }
            fetcher.failure.withLockedValue { $0 = nil }
            world.later(60_000)
            try await world.fetchOnce()
            #expect(try await world.state() == "stored")
        }
    }
}

extension World {
    fileprivate func fetchOnce() async throws {
        let job = try #require(try await desk.write(by: .system) { try JobClaim.take(1, $0) }.first)
        try await desk.fetchAttachment(job)
    }
    fileprivate func state() async throws -> String? {
        try await desk.read { try $0.first("select state from attachment") { $0.text(0) } }
    }
}

private final class ScriptedFetcher: OutsideFetcher {
    let failure: NIOLockedValueBox<(any Error)?>
    init(_ failure: any Error) { self.failure = NIOLockedValueBox(failure) }

    func fetch(_ url: String, limit: Int64, into body: @Sendable (ByteBuffer) async throws -> Void) async throws -> String? {
        if let failure = failure.withLockedValue({ $0 }) { throw failure }
        try await body(ByteBuffer(string: "Dos años"))
        return "text/plain"
    }
}
