import FoundationEssentials
import NIOCore

/// What an Ogg file's pages tell of the Opus sound in it. Pure.
package enum OggAudio {
    /// Seconds: the last page says how many samples at 48 kHz have been played when it ends. Nil where no page is found.
    package static func duration(tail: [UInt8]) -> Double? {
        guard tail.count >= 14 else { return nil }
        for start in stride(from: tail.count - 14, through: 0, by: -1)
        where tail[start] == 0x4F && tail[start + 1] == 0x67 && tail[start + 2] == 0x67 && tail[start + 3] == 0x53 && tail[start + 4] == 0 {
            var samples: UInt64 = 0
            for byte in (0..<8).reversed() { samples = samples << 8 | UInt64(tail[start + 6 + byte]) }
            guard samples > 0, samples < 48_000 * 86_400 else { continue }
            return (Double(samples) / 480).rounded() / 100
        }
        return nil
    }

    /// Whether the file is already what voice notes must be: Opus with one channel.
    package static func isMonoOpus(head: [UInt8]) -> Bool {
        guard head.starts(with: "OggS".utf8), head.count > 64 else { return false }
        let mark = Array("OpusHead".utf8)
        guard let place = (0..<(head.count - 10)).first(where: { head[$0..<($0 + 8)].elementsEqual(mark) }) else { return false }
        return head[place + 9] == 1
    }
}

extension AttachmentStore {
    package func duration(of file: StoredFile) async throws -> Double? {
        let reader = try await open(file)
        let tail = min(file.size, 65_536)
        return OggAudio.duration(tail: Array((try await reader.read(at: file.size - tail, count: Int(tail))).readableBytesView))
    }
}

extension FileType {
    static func isOgg(_ essence: String) -> Bool { essence == "audio/ogg" || essence == "audio/opus" }
}

extension StoredFile {
    /// Whether a hash written in hexadecimal or Base64 is this file's; one that is neither says nothing.
    func isAlso(_ written: String) -> Bool {
        if written.utf8.count == 64,
            written.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) || ($0 >= 65 && $0 <= 70) })
        {
            return written.lowercased() == sha256
        }
        guard let bytes = Data(base64Encoded: written), bytes.count == 32 else { return true }
        return hex(bytes) == sha256
    }
}
