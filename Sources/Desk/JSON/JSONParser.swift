/// RFC 8259 to the letter: no duplicate keys, no trailing bytes, at most 32 levels, valid UTF-8.
package struct JSONParser {
    /// What becomes of a NUL, a lone surrogate or a key that stands twice. Staff is told; a customer's message must not be lost for it:
    /// `replaced` puts U+FFFD; `lenient`, for providers, also takes broken UTF-8 so, and of a doubled key the first.
    package enum Oddities: Sendable { case refused, replaced, lenient }

    static let deepest = 32

    private let bytes: [UInt8]
    private let oddities: Oddities
    private var place = 0
    private var depth = 0

    package static func parse(_ bytes: [UInt8], oddities: Oddities = .refused) throws -> JSONValue {
        var parser = JSONParser(bytes: bytes, oddities: oddities)
        parser.skipSpace()
        let value = try parser.value()
        parser.skipSpace()
        guard parser.place == bytes.count else { throw parser.malformed("sobra texto después del valor") }
        return value
    }

    private init(bytes: [UInt8], oddities: Oddities) {
        self.bytes = bytes
        self.oddities = oddities
    }

    private var current: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func value() throws -> JSONValue {
        switch current {
        case UInt8(ascii: "{"): return try nested { try $0.object() }
        case UInt8(ascii: "["): return try nested { try $0.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number(try number())
        case nil: throw malformed("el texto termina antes de tiempo")
        default: throw malformed("aquí no puede empezar ningún valor")
        }
    }

    private mutating func nested(_ body: (inout JSONParser) throws -> JSONValue) throws -> JSONValue {
        guard depth < Self.deepest else { throw malformed("hay más de \(Self.deepest) niveles") }
        depth += 1
        defer { depth -= 1 }
        place += 1
        skipSpace()
        return try body(&self)
    }

    private mutating func object() throws -> JSONValue {
        var members: [JSONValue.Member] = []
        var seen: Set<String> = []
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            guard current == UInt8(ascii: "\"") else { throw malformed("se esperaba una clave entre comillas") }
            let start = place
            let key = try string()
            guard seen.insert(key).inserted || oddities == .lenient else {
                place = start
                throw malformed("la clave \"\(key.prefix(40))\" está repetida")
            }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw malformed("se esperaba «:»") }
            members.append(JSONValue.Member(key, try value()))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw malformed("se esperaba «,» o «}»") }
        }
    }

    private mutating func array() throws -> JSONValue {
        var items: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            items.append(try value())
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(items) }
            guard take(UInt8(ascii: ",")) else { throw malformed("se esperaba «,» o «]»") }
        }
    }

    /// Consumes `byte` and the space after it.
    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        place += 1
        if byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") { skipSpace() }
        return true
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        let matches = word.withUTF8Buffer { bytes[place...].starts(with: $0) }
        guard matches else { throw malformed("aquí no puede empezar ningún valor") }
        place += word.utf8CodeUnitCount
        return value
    }

    private mutating func number() throws -> String {
        let start = place
        if current == UInt8(ascii: "-") { place += 1 }
        if current == UInt8(ascii: "0") { place += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            place += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            place += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { place += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func digits() throws {
        let start = place
        while let byte = current, (48...57).contains(byte) { place += 1 }
        guard place > start else { throw malformed("el número está incompleto") }
    }

    private mutating func string() throws -> String {
        place += 1
        let start = place
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { place += 1 }
        if current == UInt8(ascii: "\"") {
            defer { place += 1 }
            return try text(bytes[start..<place])
        }
        return try escapedString(from: start)
    }

    private mutating func escapedString(from start: Int) throws -> String {
        var decoded = Array(bytes[start..<place])
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                return try text(decoded[...])
            case UInt8(ascii: "\\"):
                place += 1
                try escape(into: &decoded)
            case 0..<0x20: throw malformed("un carácter de control debe escribirse con \\u")
            default:
                decoded.append(byte)
                place += 1
            }
        }
        throw malformed("el texto entre comillas no termina")
    }

    private mutating func escape(into decoded: inout [UInt8]) throws {
        guard let byte = current else { throw malformed("el texto entre comillas no termina") }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): decoded.append(contentsOf: Character(try escapedScalar()).utf8)
        default:
            place -= 1
            throw malformed("«\\» seguido de un carácter que no corresponde")
        }
    }

    private mutating func escapedScalar() throws -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first), first != 0 { return scalar }
        let next = place
        if (0xD800..<0xDC00).contains(first), bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
            place += 2
            let second = try hexadecimal()
            if (0xDC00..<0xE000).contains(second), let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) {
                return scalar
            }
            place = next
        }
        guard oddities != .refused else { throw Self.badText("hay un NUL o medio par sustituto (\\u) en un texto") }
        return "\u{FFFD}"
    }

    private mutating func hexadecimal() throws -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw malformed("\\u necesita cuatro cifras hexadecimales")
            }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }

    private func text(_ slice: ArraySlice<UInt8>) throws -> String {
        if let text = String(validating: slice, as: UTF8.self) { return text }
        guard oddities == .lenient else { throw Self.badText("un texto no es UTF-8 válido") }
        return String(decoding: slice, as: UTF8.self)
    }

    private func malformed(_ what: Phrase) -> DeskError {
        let before = bytes[..<min(place, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
        return DeskError(
            "request.malformed", "El cuerpo no es JSON: línea \(line), columna \(column): \(what).",
            extra: ["line": "\(line)", "column": "\(column)"])
    }

    package static func badText(_ what: Phrase) -> DeskError { DeskError("request.text", "El cuerpo no se puede aceptar: \(what).") }
}
