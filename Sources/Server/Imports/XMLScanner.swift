import Desk

/// The tags and texts of an XML document as they come, for documents that spreadsheets write. What they never have is refused: declarations of types and
/// entities, which hostile files grow by.
struct XMLScanner {
    enum Token {
        /// The name without its prefix.
        case open(String, [String: String], isEmpty: Bool)
        case close(String)
        case text(String)
    }

    private var rest: [UInt8] = []
    private static let longest = 1_048_576

    mutating func feed(_ bytes: [UInt8], _ body: (Token) throws -> Void) throws {
        rest += bytes
        var place = 0
        while place < rest.count {
            if rest[place] != UInt8(ascii: "<") {
                guard let end = rest[place...].firstIndex(of: UInt8(ascii: "<")) else { break }
                try body(.text(Self.plain(rest[place..<end])))
                place = end
                continue
            }
            guard let end = try endOfTag(from: place) else { break }
            try tag(rest[(place + 1)..<end], body)
            place = end + 1
        }
        rest.removeFirst(place)
        if rest.count > Self.longest { throw ZipReader.broken }
    }

    /// Where the `>` of the tag stands, nil where that is yet to come. It may stand in a value, a comment or a section too.
    private func endOfTag(from start: Int) throws -> Int? {
        for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] where begins(open, at: start) {
            let mark = Array(close.utf8)
            var place = start + open.utf8.count
            while place + mark.count <= rest.count {
                if rest[place..<place + mark.count].elementsEqual(mark) { return place + mark.count - 1 }
                place += 1
            }
            return nil
        }
        // It may still become one of those.
        if rest.count - start < 9, rest[start...].dropFirst().first == UInt8(ascii: "!") { return nil }
        if begins("<!", at: start) { throw ZipReader.broken }
        var quote: UInt8?
        for place in start..<rest.count {
            let byte = rest[place]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return place
            }
        }
        return nil
    }

    private func begins(_ text: String, at place: Int) -> Bool { rest[place...].starts(with: Array(text.utf8)) }

    private func tag(_ bytes: ArraySlice<UInt8>, _ body: (Token) throws -> Void) throws {
        guard let first = bytes.first else { throw ZipReader.broken }
        if first == UInt8(ascii: "?") { return }
        if first == UInt8(ascii: "!") {
            let section = Array("![CDATA[".utf8)
            if bytes.starts(with: section) { try body(.text(String(decoding: bytes.dropFirst(section.count).dropLast(2), as: UTF8.self))) }
            return
        }
        if first == UInt8(ascii: "/") { return try body(.close(Self.name(bytes.dropFirst()))) }
        let isEmpty = bytes.last == UInt8(ascii: "/")
        var inside = isEmpty ? bytes.dropLast() : bytes
        let name = inside.prefix { !Self.isSpace($0) }
        inside = inside.dropFirst(name.count)
        var attributes: [String: String] = [:]
        while let start = inside.firstIndex(where: { !Self.isSpace($0) }) {
            inside = inside[start...]
            guard let equals = inside.firstIndex(of: UInt8(ascii: "=")),
                let open = inside[equals...].firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }),
                let close = inside[(open + 1)...].firstIndex(of: inside[open])
            else { throw ZipReader.broken }
            attributes[Self.name(inside[..<equals])] = Self.plain(inside[(open + 1)..<close])
            inside = inside[(close + 1)...]
            if attributes.count > 60 { throw ZipReader.broken }
        }
        try body(.open(Self.name(name), attributes, isEmpty: isEmpty))
    }

    private static func name(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        return text.split(separator: ":").last.map(String.init) ?? text
    }
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The five entities of XML, and characters by number.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(UInt8(ascii: "&")) else { return text }
        var out = "", rest = text[...]
        while let sign = rest.firstIndex(of: "&") {
            out += rest[..<sign]
            guard let end = rest[sign...].prefix(12).firstIndex(of: ";") else {
                out += "&"
                rest = rest[rest.index(after: sign)...]
                continue
            }
            let name = rest[rest.index(after: sign)..<end]
            out += character(name) ?? "&\(name);"
            rest = rest[rest.index(after: end)...]
        }
        return out + rest
    }

    private static func character(_ name: Substring) -> String? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap(Unicode.Scalar.init).map { String($0) }
        }
    }
}
