import Testing

@testable import Channels
@testable import Desk

@Suite struct WhatsAppFileTests {
    @Test(arguments: [
        ("image/jpeg", 5_242_880, WhatsAppFile.image), ("image/png", 10, .image), ("image/webp", 100_000, .sticker),
        ("audio/ogg", 16_777_216, .audio),
        ("video/mp4", 10, .video), ("application/pdf", 100 * 1_048_576, .document), ("text/csv", 10, .document),
    ]) func whatIsTaken(_ type: String, _ size: Int64, _ kind: WhatsAppFile) throws {
        #expect(try WhatsAppFile.kind(of: SentFile(name: "a", type: type, size: size)) == kind)
    }

    @Test(arguments: [
        ("image/jpeg", 5_242_881, "message.too_big", "5 MB"), ("image/webp", 600_000, "message.too_big", "500 KB"),
        ("audio/mpeg", 16_777_217, "message.too_big", "16 MB"), ("video/mp4", 16_777_217, "message.too_big", "16 MB"),
        ("application/pdf", 100 * 1_048_576 + 1, "message.too_big", "100 MB"), ("image/gif", 10, "message.type", "JPEG"),
        ("audio/wav", 10, "message.type", "nota de voz"), ("video/webm", 10, "message.type", "MP4"),
    ]) func whatIsRefusedSaysTheLimit(_ type: String, _ size: Int64, _ code: String, _ words: String) {
        do {
            _ = try WhatsAppFile.kind(of: SentFile(name: "archivo", type: type, size: size))
            Issue.record("taken")
        } catch let error as DeskError {
            #expect(error.code == code && error.message.description.contains(words), "\(error.message)")
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func aRecordingMayBeOfAnyAudio() throws {
        #expect(try WhatsAppFile.kind(of: SentFile(name: "a", type: "audio/webm", size: 10, isVoice: true)) == .audio)
    }
}
