/// Where a page of a list ended: in which of the sort's parts, by which key, at which number. It names its list, so that no other takes it.
struct CaseCursor: Equatable {
    let part: Int
    let key: CaseKey
    let number: Int64

    /// Throws `cursor.malformed`, and `cursor.other_list` for one that came from another sort or other filters.
    init(text: String, of query: CaseQuery) throws {
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count == 4, let part = Int(pieces[1]), (0..<8).contains(part), let key = CaseKey(cursor: pieces[2]),
            let number = Int64(pieces[3])
        else {
            throw DeskError.malformedCursor
        }
        guard pieces[0] == query.fingerprint else {
            throw DeskError.invalid(
                "cursor", "cursor.other_list",
                "El cursor es de una lista con otro orden u otros filtros; empieza esta por su primera página.")
        }
        self.init(part: part, key: key, number: number)
    }
    init(part: Int, key: CaseKey, number: Int64) {
        self.part = part
        self.key = key
        self.number = number
    }

    func text(of query: CaseQuery) -> String { "\(query.fingerprint).\(part).\(key.cursor).\(number)" }
}

/// What a list is sorted by: a number, or a folded text that both engines compare bytewise.
enum CaseKey: Equatable {
    case number(Int64)
    case text(String)

    init?(cursor: Substring) {
        if cursor.first == "x" {
            guard let text = Self.unhex(cursor.dropFirst()) else { return nil }
            self = .text(text)
        } else {
            guard let number = Int64(cursor) else { return nil }
            self = .number(number)
        }
    }
    var cursor: String {
        switch self {
        case .number(let number): "\(number)"
        case .text(let text): "x" + hex(text.utf8)
        }
    }

    private static func unhex(_ digits: Substring) -> String? {
        let nibbles = digits.utf8.map { UInt8(String(UnicodeScalar($0)), radix: 16) }
        guard nibbles.count % 2 == 0, nibbles.count < 4000 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: nibbles.count, by: 2) {
            guard let high = nibbles[place], let low = nibbles[place + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
