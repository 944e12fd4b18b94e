import Foundation
import NIOCore
import Storage
import Testing

@testable import Desk

private let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 9, count: 4000)

extension Desk {
    fileprivate func store(_ bytes: [UInt8], limit: Int64 = 1_000_000) async throws -> StoredFile {
        let writer = try await attachments.begin(limit: limit)
        for start in stride(from: 0, to: bytes.count, by: 1000) {
            try await writer.write(ByteBuffer(bytes: bytes[start..<min(start + 1000, bytes.count)]))
        }
        return try await writer.finish()
    }
}

@Suite struct AttachmentsTests {
    private func withStore<T>(_ body: (AttachmentStore, _ folder: String) async throws -> T) async throws -> T {
        let folder = NSTemporaryDirectory() + "files-\(UInt64.random(in: 0 ... .max))"
        let outcome: Result<T, any Error>
        do { outcome = .success(try await body(AttachmentStore(folder: folder), folder)) } catch { outcome = .failure(error) }
        try FileManager.default.removeItem(atPath: folder)
        return try outcome.get()
    }
    private func store(_ bytes: [UInt8], in store: AttachmentStore) async throws -> StoredFile {
        let writer = try await store.begin(limit: 1_000_000)
        try await writer.write(ByteBuffer(bytes: bytes))
        return try await writer.finish()
    }
    private func everything(in folder: String) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return try names.filter {
            try FileManager.default.attributesOfItem(atPath: "\(folder)/\($0)")[.type] as? FileAttributeType == .typeRegular
        }
    }

    @Test func theSameContentIsKeptOnce() async throws {
        try await withStore { files, folder in
            let first = try await store(png, in: files), second = try await store(png, in: files)
            #expect(first == second && first.size == Int64(png.count) && first.sha256.count == 64)
            #expect(try everything(in: folder) == ["\(first.sha256.prefix(2))/\(first.sha256.dropFirst(2).prefix(2))/\(first.sha256)"])
            let reader = try await files.open(first)
            #expect(try await reader.read(at: 0, count: 10_000) == ByteBuffer(bytes: png))
            #expect(try await reader.read(at: 4, count: 4) == ByteBuffer(bytes: png[4..<8]))
            #expect(try await reader.read(at: 4000, count: 100).readableBytes == 8)
        }
    }

    @Test func tooLargeAndEmptyLeaveNothingBehind() async throws {
        try await withStore { files, folder in
            let writer = try await files.begin(limit: 10)
            try await writer.write(ByteBuffer(bytes: [UInt8](repeating: 1, count: 10)))
            await expectRefusal("attachment.too_large") { try await writer.write(ByteBuffer(bytes: [1])) }
            await writer.discard()
            let empty = try await files.begin(limit: 10)
            await expectRefusal("attachment.empty") { try await empty.finish() }
            await empty.discard()
            do { _ = try await files.begin(limit: 10) }  // forgotten: its end removes it
            #expect(try everything(in: folder).isEmpty)
        }
    }

    @Test func lostAndAlteredContentIsNoticed() async throws {
        try await withStore { files, folder in
            let file = try await store(png, in: files)
            _ = try await files.open(file)
            let path = AttachmentStore.path(folder, file.sha256)
            var altered = png
            altered[100] = 0
            try Data(altered).write(to: URL(fileURLWithPath: path))
            await expectRefusal("attachment.lost") { try await files.open(file) }
            try Data(png.prefix(100)).write(to: URL(fileURLWithPath: path))
            await expectRefusal("attachment.lost") { try await files.open(file) }
            try FileManager.default.removeItem(atPath: path)
            await expectRefusal("attachment.lost") { try await files.open(file) }
            _ = try await store(png, in: files)  // sent again, it is there again
            _ = try await files.open(file)
        }
    }

    @Test(arguments: [
        ("image/png", true), ("IMAGE/PNG; x=y", true), ("audio/ogg; codecs=opus", true), ("video/mp4", true), ("application/pdf", true),
        ("text/plain; charset=utf-8", true), ("text/csv", true), ("application/zip", true), ("application/vnd.ms-excel", true),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", true), ("text/html", false), ("image/svg+xml", false),
        ("application/javascript", false), ("application/xml", false), ("application/octet-stream", false),
        ("application/x-msdownload", false),
        ("", false), ("image", false), ("image/", false), ("image/png/x", false), ("image/p ng\u{0}", false), ("audio/x\"><", false),
    ])
    func onlyListedTypesComeIn(type: String, isAllowed: Bool) async throws {
        if isAllowed { _ = try FileType.require(type) } else { await expectRefusal("attachment.type") { try FileType.require(type) } }
    }

    @Test(arguments: [
        ("image/png", "image/png", true), ("image/svg+xml", "application/octet-stream", false),
        ("text/html", "application/octet-stream", false),
        ("text/plain", "text/plain", false), ("application/pdf", "application/pdf", true), ("audio/mpeg", "audio/mpeg", true),
        ("video/mp4", "video/mp4", true), ("video/quicktime", "video/quicktime", false), ("image/heic", "image/heic", false),
        ("application/zip", "application/zip", false),
    ])
    func activeContentIsNeverShown(type: String, served: String, isInline: Bool) {
        #expect(FileType.served(type) == served && FileType.isInline(type) == isInline)
    }

    @Test(
        arguments: [
            ("image/png", png, true), ("image/jpeg", png, false), ("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0], true),
            ("image/gif", Array("GIF89a…".utf8), true),
            ("image/gif", Array("GIF90a".utf8), false), ("image/webp", Array("RIFFxxxxWEBPVP8 ".utf8), true),
            ("image/webp", Array("RIFFxxxxWAVE".utf8), false),
            ("image/heic", Array("\u{0}\u{0}\u{0}\u{18}ftypheic".utf8), true), ("application/pdf", Array("%PDF-1.7".utf8), true),
            ("application/pdf", Array("<html>%PDF-".utf8), false), ("image/png", [], false), ("text/plain", Array("hola".utf8), true),
        ] as [(String, [UInt8], Bool)])
    func imagesAndPDFsAreWhatTheySay(type: String, head: [UInt8], isRight: Bool) {
        #expect(FileType.matches(type, head: head) == isRight)
    }

    @Test(arguments: [
        ("factura.pdf", "factura.pdf"), ("../../etc/passwd", "passwd"), ("C:\\fotos\\foto 1.png", "foto 1.png"), ("", "archivo"),
        ("..", "archivo"),
        (".bashrc", "bashrc"), ("a\u{0}b\r\n.txt", "ab.txt"), ("foto\u{202E}gnp.exe", "fotognp.exe"), ("🧾 recibo.pdf", "🧾 recibo.pdf"),
        (String(repeating: "a", count: 300) + ".pdf", String(repeating: "a", count: 196) + ".pdf"),
    ])
    func namesAreCleaned(name: String, clean: String) { #expect(FileType.cleanName(name) == clean) }

    @Test(arguments: World.engines) func aFileIsItsUploadersUntilItStandsInACase(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, stored = try await desk.store(png), id: AttachmentID = world.newID()
            let (created, file) = try await desk.addAttachment(
                id: id, name: "../foto.png", type: "image/png", stored: stored, owner: .staff(world.ana))
            #expect(created && file.name == "foto.png" && file.isInline)
            #expect(
                try await !desk.addAttachment(id: id, name: "foto.png", type: "image/png", stored: stored, owner: .staff(world.ana)).created
            )
            let other = try await desk.store(png + [1])
            await expectRefusal("id.conflict") {
                try await desk.addAttachment(id: id, name: "foto.png", type: "image/png", stored: other, owner: .staff(world.ana))
            }
            await expectRefusal("id.conflict") {
                try await desk.addAttachment(id: id, name: "foto.png", type: "image/png", stored: stored, owner: .staff(world.bruno))
            }
            await expectRefusal("attachment.type") {
                try await desk.addAttachment(id: world.newID(), name: "x", type: "image/jpeg", stored: stored, owner: .staff(world.ana))
            }
            #expect(try await desk.attachment(id, for: world.ana).file.sha256 == stored.sha256)
            for other in [world.bruno, world.sofia, world.carla] {
                await expectRefusal("attachment.not_found") { try await desk.attachment(id, for: other) }
            }

            // Sent in a case: its holder, its customer, and a supervisor who opened it.
            _ = try await desk.setState(.available, reason: nil, by: world.ana)
            let received = try await world.elenaWrites()
            _ = try await desk.accept(.id(received.caseID), by: world.ana)
            _ = try await desk.send(
                .id(received.caseID), id: world.newID(), OutgoingMessage(kind: .media, attachments: [id]), by: world.ana)
            let point: PointID = ID(try #require(try await desk.read { try $0.first("select id from contact_point") { $0.text(0) } }))
            #expect(try await desk.attachment(id, visitor: point).id == id)
            await expectRefusal("attachment.not_found") { try await desk.attachment(id, visitor: world.newID()) }
            await expectRefusal("attachment.not_found") { try await desk.attachment(id, for: world.bruno) }
            await expectRefusal("attachment.not_found") { try await desk.attachment(id, for: world.sofia) }
            _ = try await desk.openCase(.id(received.caseID), for: world.sofia)
            #expect(try await desk.attachment(id, for: world.sofia).id == id)
            #expect(try await desk.attachment(id, for: world.carla).id == id)
        }
    }

    @Test(arguments: World.engines) func whatStandsInANoteIsNotTheCustomers(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, id: AttachmentID = world.newID()
            _ = try await desk.addAttachment(
                id: id, name: "foto.png", type: "image/png", stored: try await desk.store(png), owner: .staff(world.ana))
            _ = try await desk.setState(.available, reason: nil, by: world.ana)
            let received = try await world.elenaWrites()
            _ = try await desk.accept(.id(received.caseID), by: world.ana)
            _ = try await desk.send(
                .id(received.caseID), id: world.newID(), OutgoingMessage(kind: .note, text: "ver", attachments: [id]), by: world.ana)
            let point: PointID = ID(try #require(try await desk.read { try $0.first("select id from contact_point") { $0.text(0) } }))
            await expectRefusal("attachment.not_found") { try await desk.attachment(id, visitor: point) }
            #expect(try await desk.attachment(id, for: world.ana).id == id)
        }
    }

    @Test(arguments: World.engines) func aVisitorReadsTheirOwnUpload(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, id: AttachmentID = world.newID(), elena: PointID = world.newID()
            _ = try await desk.addAttachment(
                id: id, name: "foto.png", type: "image/png", stored: try await desk.store(png), owner: .customer(elena))
            #expect(try await desk.attachment(id, visitor: elena).name == "foto.png")
            await expectRefusal("attachment.not_found") { try await desk.attachment(id, visitor: world.newID()) }
            await expectRefusal("attachment.not_found") { try await desk.attachment(id, for: world.ana) }
        }
    }
}
