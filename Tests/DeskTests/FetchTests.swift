import Foundation
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

    /// A file that never comes is asked for a few times, ever later, and then no more.
    @Test func aFileThatNeverComesIsGivenUp() async throws {
        let fetcher = ScriptedFetcher(SendFailure.retry(after: nil, reason: "incompleto"))
        try await World.with(.sqlite, channels: ChannelDirectory([QuietChannel(name: "api")], fetcher: fetcher)) { world in
            var inbound = Inbound(id: "m-1", sender: .init(kind: "phone", value: "+51987654321"), kind: .file, text: "")
            inbound.attachments = [.remote(url: "https://crm.example/garantia.txt", name: "garantía.txt", type: "text/plain")]
            _ = try await world.desk.receive(inbound, account: world.api)
            var tries = 0, waits: [Int64] = []
            while try await world.count("job where kind = 'fetch'") == 1, tries < 20 {
                try await world.fetchOnce()
                tries += 1
                let next = try await world.desk.read { try $0.first("select run_at from job where kind = 'fetch'") { $0.int(0) } }
                guard let next else { break }
                waits.append(next - world.desk.now())
                world.later(waits[waits.count - 1] + 1)
            }
            #expect(tries == 8)
            #expect(zip(waits, waits.dropFirst()).allSatisfy { $1 > $0 }, "\(waits)")
            #expect(try await world.state() == "failed")
        }
    }

    /// By hand after the tries that go by themselves: once, however often it is asked, and by those alone who may read the conversation.
    @Test(arguments: World.engines) func aFailedFileIsAskedForAgain(_ engine: Engine) async throws {
        let fetcher = ScriptedFetcher(SendFailure.refused(reason: "404"))
        try await World.with(engine, channels: ChannelDirectory([QuietChannel(name: "api")], fetcher: fetcher)) { world in
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            var inbound = Inbound(id: "m-1", sender: .init(kind: "phone", value: "+51987654321"), kind: .file, text: "")
            inbound.attachments = [.remote(url: "https://crm.example/garantia.txt", name: "garantía.txt", type: "text/plain")]
            let received = try await world.desk.receive(inbound, account: world.api)
            try await world.fetchOnce()
            #expect(try await world.state() == "failed")
            _ = try await world.desk.accept(.id(received.caseID), by: world.ana)
            let file = AttachmentID(try #require(try await world.text("select id from attachment")))
            let again = { @Sendable (viewer: Viewer) in
                String(
                    decoding: try await world.desk.fetchAgain(
                        .id(received.caseID), message: received.message, attachment: file, by: viewer), as: UTF8.self)
            }
            await expectRefusal("case.not_found") { try await again(world.bruno) }
            await expectRefusal("attachment.not_found") {
                try await world.desk.fetchAgain(
                    .id(received.caseID), message: received.message, attachment: world.newID(), by: world.ana)
            }
            fetcher.failure.withLockedValue { $0 = nil }
            let answers = try await together(5) { _ in try await again(world.ana) }
            #expect(answers.filter { $0.contains("\"state\":\"fetching\"") }.count == 5)
            #expect(try await world.count("job where kind = 'fetch'") == 1)
            try await world.fetchOnce()
            #expect(try await world.state() == "stored")
            #expect(try await again(world.ana).contains("\"state\":\"stored\""), "what is here is left as it is")
            #expect(try await world.count("job where kind = 'fetch'") == 0)
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
