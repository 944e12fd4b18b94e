import Desk

/// How the bytes of a text file are letters: told by its mark, else by what only one of them allows.
enum TextEncoding: String {
    case utf8 = "UTF-8"
    case utf16Little = "UTF-16LE"
    case utf16Big = "UTF-16BE"
    case windows1252 = "Windows-1252"

    /// Looks at all of a file, piece by piece.
    struct Detector {
        private var head: [UInt8] = []
        private var pending = 0
        private var isUTF8 = true
        /// Bytes that Windows-1252 gives no letter, and control characters that no text has.
        private var strange: UInt8?

        mutating func feed(_ bytes: some Collection<UInt8>) {
            if head.count < 512 { head += bytes.prefix(512 - head.count) }
            for byte in bytes {
                if isUTF8 { step(byte) }
                if strange == nil, Self.isStrange(byte) { strange = byte }
            }
        }

        private mutating func step(_ byte: UInt8) {
            if pending > 0 {
                if byte & 0xC0 == 0x80 { pending -= 1 } else { isUTF8 = false }
                return
            }
            switch byte {
            case 0x00...0x7F: return
            case 0xC2...0xDF: pending = 1
            case 0xE0...0xEF: pending = 2
            case 0xF0...0xF4: pending = 3
            default: isUTF8 = false
            }
        }

        private static func isStrange(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x09, 0x0A, 0x0D: false
            case 0..<0x20, 0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D: true
            default: false
            }
        }

        /// Throws `import.encoding` for what is no text in any of them.
        func finish() throws -> TextEncoding {
            if head.starts(with: [0xFF, 0xFE]) { return .utf16Little }
            if head.starts(with: [0xFE, 0xFF]) { return .utf16Big }
            let zeros = head.indices.filter { head[$0] == 0 }
            if head.count >= 8, zeros.count * 3 >= head.count {
                // Nearly all: a rare letter may have its zero on the other side.
                let odd = zeros.count { $0 % 2 == 1 }
                if odd * 10 >= zeros.count * 9 { return .utf16Little }
                if odd * 10 <= zeros.count { return .utf16Big }
            }
            if isUTF8, pending == 0, zeros.isEmpty { return .utf8 }
            guard strange == nil else {
                throw DeskError(
                    "import.encoding",
                    "El archivo no es texto en UTF-8, UTF-16 ni Windows-1252. Guárdalo desde tu hoja de cálculo como CSV UTF-8 o como XLSX."
                )
            }
            return .windows1252
        }
    }

    /// A text's bytes as UTF-8, piece by piece; its mark is left out, and what is no letter becomes U+FFFD.
    struct Decoder {
        private let encoding: TextEncoding
        private var rest: [UInt8] = []
        private var isFirst = true
        init(_ encoding: TextEncoding) { self.encoding = encoding }

        mutating func decode(_ bytes: [UInt8]) -> [UInt8] {
            switch encoding {
            case .utf8:
                defer { isFirst = false }
                return isFirst && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
            case .windows1252:
                var out: [UInt8] = []
                out.reserveCapacity(bytes.count + bytes.count / 8)
                for byte in bytes {
                    if byte < 0x80 { out.append(byte) } else { out += Array(String(Self.letter(byte)).utf8) }
                }
                return out
            case .utf16Little, .utf16Big: return wide(bytes)
            }
        }

        private mutating func wide(_ bytes: [UInt8]) -> [UInt8] {
            let all = rest + bytes
            var units: [UInt16] = []
            units.reserveCapacity(all.count / 2)
            for place in stride(from: 0, to: all.count - 1, by: 2) {
                let (first, second) = (UInt16(all[place]), UInt16(all[place + 1]))
                units.append(encoding == .utf16Little ? second << 8 | first : first << 8 | second)
            }
            rest = all.count % 2 == 1 ? [all[all.count - 1]] : []
            // Half of a pair waits for the other half.
            if let last = units.last, last & 0xFC00 == 0xD800 {
                rest = Array(all[(all.count - rest.count - 2)...])
                units.removeLast()
            }
            if isFirst, units.first == 0xFEFF { units.removeFirst() }
            isFirst = isFirst && units.isEmpty
            return Array(String(decoding: units, as: UTF16.self).utf8)
        }

        private static let upper: [UInt16] = [
            0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
            0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
        ]
        private static func letter(_ byte: UInt8) -> Unicode.Scalar {
            let value = byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt16(byte)
            return Unicode.Scalar(value) ?? "\u{FFFD}"
        }
    }
}
