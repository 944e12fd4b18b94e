import Foundation
import NIOCore
import Testing

@testable import Channels
@testable import Desk

@Suite struct VoiceNoteTests {
    /// One second of a tone, stereo, as a WAV file.
    private static let tone: [UInt8] = {
        let rate = 8000
        var data: [UInt8] = []
        for n in 0..<rate {
            let sample = UInt16(bitPattern: Int16(12_000 * sin(Double(n) * 440 * 2 * .pi / Double(rate))))
            for _ in 0..<2 { data += [UInt8(sample & 0xFF), UInt8(sample >> 8)] }
        }
        func little(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(value >> (8 * $0) & 0xFF) } }
        return Array("RIFF".utf8) + little(36 + data.count, 4) + Array("WAVEfmt ".utf8) + little(16, 4) + little(1, 2) + little(2, 2)
            + little(rate, 4)
            + little(rate * 4, 4) + little(4, 2) + little(16, 2) + Array("data".utf8) + little(data.count, 4) + data
    }()

    private func stored<T>(_ bytes: [UInt8], _ body: (AttachmentReader) async throws -> T) async throws -> T {
        let folder = "\(NSTemporaryDirectory())voice-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = AttachmentStore(folder: folder)
        let writer = try await store.begin(limit: 10_000_000)
        try await writer.write(ByteBuffer(bytes: bytes))
        return try await body(try await store.open(try await writer.finish()))
    }

    @Test func aRecordingBecomesMonoOpus() async throws {
        let note = try await stored(Self.tone) { try await VoiceNote().convert($0) }
        #expect(OggAudio.isMonoOpus(head: Array(note.prefix(1024))))
        let seconds = try #require(OggAudio.duration(tail: note))
        #expect(abs(seconds - 1) < 0.1, "\(seconds)")
        #expect(try await stored(note) { try await VoiceNote().convert($0) } == note, "what is right already is left alone")
    }

    @Test func whatIsNoSoundIsRefused() async throws {
        for bytes in [Array("#EXTM3U\nfile:///etc/passwd\n".utf8), Array("RIFF0000WAVEnada".utf8), [0x1A, 0x45, 0xDF, 0xA3, 0, 0]] {
            await #expect(throws: SendFailure.self) { try await stored(bytes) { try await VoiceNote().convert($0) } }
        }
    }

    @Test func aServerWithoutFfmpegSaysSo() async throws {
        await #expect(throws: SendFailure.refused(reason: "ffmpeg no se puede ejecutar en este servidor; avisa a un administrador.")) {
            try await stored(Self.tone) { try await VoiceNote(program: "/nowhere/ffmpeg").convert($0) }
        }
    }
}
