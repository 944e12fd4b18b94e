import Desk
import HTTPTypes

/// One `Range` of bytes (RFC 9110 §14). Several at once are answered with the whole, as the standard allows.
enum ByteRange {
    /// Nil means the whole. Throws `request.range` when nothing of it is there.
    static func asked(_ headers: HTTPFields, size: Int64, etag: String) throws -> Range<Int64>? {
        guard let text = headers[.range], text.hasPrefix("bytes="), !text.contains(","), headers[.ifRange].map({ $0 == etag }) ?? true
        else {
            return nil
        }
        let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        switch (Int64(ends[0]), Int64(ends[1])) {
        case (.some(let first), let last) where ends[1].isEmpty || last != nil:
            if let last, last < first { return nil }
            guard first < size else { throw unavailable(size) }
            return first..<min(size - 1, last ?? size - 1) + 1
        case (nil, .some(let count)) where ends[0].isEmpty:
            guard count > 0 else { throw unavailable(size) }
            return max(0, size - count)..<size
        default: return nil
        }
    }

    private static func unavailable(_ size: Int64) -> DeskError {
        DeskError("request.range", "El archivo tiene \(size) bytes; el rango pedido queda fuera.", extra: ["size": "\(size)"])
    }
}

/// RFC 6266: the name of a file, in any script.
enum ContentDisposition {
    static func fileName(_ header: String?) -> String? {
        guard let header else { return nil }
        var plain: String?
        for part in header.split(separator: ";").dropFirst() {
            let halves = part.split(separator: "=", maxSplits: 1).map { $0.trimmingWhitespace() }
            guard halves.count == 2 else { continue }
            switch halves[0].lowercased() {
            case "filename*":
                let pieces = halves[1].split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
                if pieces.count == 3, pieces[0].lowercased() == "utf-8", let name = PercentEncoding.decode(pieces[2].utf8) { return name }
            case "filename":
                let isQuoted = halves[1].count > 1 && halves[1].first == "\"" && halves[1].last == "\""
                plain = isQuoted ? String(halves[1].dropFirst().dropLast()).replacing("\\\"", with: "\"") : String(halves[1])
            default: continue
            }
        }
        return plain
    }

    static func header(_ name: String, isInline: Bool) -> String {
        let escaped = name.utf8.map { byte in
            isPlain(byte) ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
        return "\(isInline ? "inline" : "attachment"); filename*=UTF-8''\(escaped)"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~".utf8.contains(byte)
        }
    }
}
