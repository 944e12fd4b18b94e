import Desk

/// The query of a request: each key decoded once, unknown keys refused by name.
package struct Query: Sendable {
    private let pairs: [(key: String, value: String)]

    /// Throws `request.unknown_parameter` for a key that is not in `known`; one that ends in `*` stands for all that begin so.
    package init(_ raw: String?, known: Set<String>) throws {
        guard let raw, !raw.isEmpty else {
            pairs = []
            return
        }
        pairs = try raw.utf8.split(separator: UInt8(ascii: "&")).map { part in
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (try Self.decode(halves[0]), halves.count > 1 ? try Self.decode(halves[1]) : "")
        }
        let open = known.filter { $0.hasSuffix("*") }.map { $0.dropLast() }
        for (key, _) in pairs where !known.contains(key) && !open.contains(where: { key.hasPrefix($0) }) {
            throw DeskError(
                "request.unknown_parameter", "El parámetro «\(key.prefix(80))» no existe aquí.", field: String(key.prefix(80)))
        }
    }

    /// Every key with its values, in the order given.
    package var all: [(key: String, values: [String])] { pairs.map { ($0.key, [$0.value]) } }

    /// Every value of a repeatable key, empty ones left out.
    package func all(_ key: String) -> [String] { pairs.filter { $0.key == key && !$0.value.isEmpty }.map(\.value) }

    /// Each key with all its values, in the order in which they first come; empty ones left out.
    package var keys: [(key: String, values: [String])] {
        var found: [(key: String, values: [String])] = []
        for (key, value) in pairs where !value.isEmpty {
            if let place = found.firstIndex(where: { $0.key == key }) {
                found[place].values.append(value)
            } else {
                found.append((key, [value]))
            }
        }
        return found
    }

    /// Nil when absent or empty; a key given twice is refused.
    package func one(_ key: String) throws -> String? {
        let values = all(key)
        guard values.count < 2 else { throw DeskError.invalid(key, "repeated", "«\(key)» sólo puede darse una vez.") }
        return values.first
    }

    package func bool(_ key: String) throws -> Bool? {
        switch try one(key) {
        case nil: nil
        case "true": true
        case "false": false
        default: throw DeskError.invalid(key, "type", "«\(key)» debe ser true o false.")
        }
    }

    /// 50 unless given, 1 to 200.
    package func limit() throws -> Int {
        guard let text = try one("limit") else { return 50 }
        guard let limit = Int(text), (1...200).contains(limit) else { throw DeskError.outOfRange("limit", 1...200) }
        return limit
    }

    private static func decode(_ part: Substring.UTF8View.SubSequence) throws -> String {
        guard let text = PercentEncoding.decode(part, plusIsSpace: true) else {
            throw DeskError("request.text", "La consulta de la dirección no es texto UTF-8 válido.")
        }
        return text
    }
}

enum PercentEncoding {
    /// Nil when an escape is incomplete, the bytes are not UTF-8, or one of them is NUL.
    static func decode(_ part: some Sequence<UInt8>, plusIsSpace: Bool = false) -> String? {
        var bytes: [UInt8] = []
        var pending: [UInt8] = []
        var isEscape = false
        for byte in part {
            if isEscape {
                pending.append(byte)
                if pending.count < 2 { continue }
                guard let value = UInt8(String(decoding: pending, as: UTF8.self), radix: 16), pending[0] != UInt8(ascii: "+") else {
                    return nil
                }
                bytes.append(value)
                isEscape = false
                pending = []
            } else if byte == UInt8(ascii: "%") {
                isEscape = true
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        guard !isEscape, !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
