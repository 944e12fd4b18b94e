import Foundation
import NIOCore
import Storage
import Testing

@testable import Desk

@Suite struct SweepTests {
    @Test(arguments: World.engines) func forgetsUploadsThatNothingCameToUse(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let item = try await world.elenaWrites().caseID
            _ = try await world.desk.accept(.id(item), by: world.ana)
            let (unused, sent, drafted) = (try await upload("uno", world), try await upload("dos", world), try await upload("tres", world))
            let media = OutgoingMessage(kind: .media, text: "", attachments: [sent])
            _ = try await world.desk.send(.id(item), id: world.newID(), media, by: world.ana)
            _ = try await world.desk.saveDraft(.id(item), kind: .text, text: "mira", attachments: [drafted], by: world.ana)
            world.later(Desk.unusedLife - 600_000)
            try await world.sweepEverything()
            #expect(try await world.attachments() == [unused, sent, drafted])
            world.later(1_200_000)
            try await world.sweepEverything()
            #expect(try await world.attachments() == [sent, drafted])
            _ = try await world.desk.attachments.open(try await world.stored(sent))
            _ = try await world.desk.attachments.open(try await world.stored(drafted))
            #expect(try world.files().count == 2)
        }
    }

    @Test(arguments: World.engines) func takesFilesThatNoRowNames(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let loose = try await store("nadie me nombra", world)
            let named = try await upload("a mí sí", world)
            try await world.sweepEverything()
            #expect(try world.files().count == 2, "a young file is left alone: its upload may be about to name it")
            world.later(Desk.looseLife + 60_000)
            try await world.sweepEverything()
            #expect(try world.files() == [try await world.stored(named).sha256])
            await expectRefusal("attachment.lost") { try await world.desk.attachments.open(loose) }
        }
    }

    /// Judged old and unnamed, and then the same content comes once more: the new one stays.
    @Test func anUploadOfTheSameContentIsFaster() async throws {
        try await World.with(.sqlite) { world in
            let file = try await store("dos veces", world)
            try age(file, in: world)
            let limit = Clock.wall() - Desk.looseLife
            let slice = try #require(Int(file.sha256.prefix(2), radix: 16))
            #expect(try await world.desk.attachments.names(in: slice, before: limit) == [file.sha256])
            let again = try await store("dos veces", world)
            try await world.desk.attachments.remove(file.sha256, before: limit)
            let reader = try await world.desk.attachments.open(again)
            #expect(String(buffer: try await reader.read(at: 0, count: 100)) == "dos veces")
            try age(file, in: world)
            try await world.desk.attachments.remove(file.sha256, before: limit)
            #expect(try world.files() == [])
        }
    }

    @Test func whatAnUploadThatBrokeOffLeftGoes() async throws {
        try await World.with(.sqlite) { world in
            let file = try await store("a medio camino", world)
            let tmp = "\(world.desk.attachments.folder)/tmp"
            // A process that died between taking a file away and judging it.
            try FileManager.default.moveItem(
                atPath: AttachmentStore.path(world.desk.attachments.folder, file.sha256), toPath: "\(tmp)/gone-\(file.sha256)")
            try Data("mitad".utf8).write(to: URL(filePath: "\(tmp)/77"))
            try await world.desk.attachments.removeUnfinished(before: Clock.wall() - Desk.looseLife)
            #expect(try FileManager.default.contentsOfDirectory(atPath: tmp) == ["77"])
            _ = try await world.desk.attachments.open(file)
            try await world.desk.attachments.removeUnfinished(before: Clock.wall() + 60_000)
            #expect(try FileManager.default.contentsOfDirectory(atPath: tmp) == [])
        }
    }

    /// Another database beside the same folder would find every file unnamed.
    @Test func anotherOrganisationsFilesAreLeftAlone() async throws {
        try await World.with(.sqlite) { world in
            _ = try await store("de otra casa", world)
            #expect(try await world.desk.attachments.belong(to: "019aa5c2-7c1e-7a31-b6c4-5d3f0e8a9b10"))
            world.later(Desk.looseLife + 60_000)
            try await world.sweepEverything()
            #expect(try world.files().count == 1)
        }
    }

    private func store(_ text: String, _ world: World) async throws -> StoredFile {
        let writer = try await world.desk.attachments.begin(limit: 1000)
        try await writer.write(ByteBuffer(string: text))
        return try await writer.finish()
    }

    private func upload(_ text: String, _ world: World) async throws -> AttachmentID {
        let stored = try await store(text, world)
        return try await world.desk.addAttachment(
            id: world.newID(), name: "\(text).txt", type: "text/plain", stored: stored, owner: .staff(world.ana)
        ).attachment.id
    }

    private func age(_ file: StoredFile, in world: World) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -2 * 86_400)],
            ofItemAtPath: AttachmentStore.path(world.desk.attachments.folder, file.sha256))
    }
}

extension World {
    /// As the timer does in 256 turns.
    fileprivate func sweepEverything() async throws {
        for slice in 0..<256 { try await desk.sweepAttachments(slice: slice) }
    }

    fileprivate func attachments() async throws -> [AttachmentID] {
        try await desk.read { try $0.all("select id from attachment order by id") { ID($0.text(0)) } }
    }

    fileprivate func stored(_ id: AttachmentID) async throws -> StoredFile {
        try #require(try await desk.read { try Attachment.find(id, $0) }).file
    }

    /// Names of what stands in the store.
    fileprivate func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: desk.attachments.folder).filter { $0.split(separator: "/").count == 3 }
            .compactMap { $0.split(separator: "/").last.map(String.init) }
    }
}
