/// Texts and telephone numbers, read letter by letter so that the browser reads them the same.
enum FormText {
    static let longest = 200
    static let longestLong = 4000

    /// What counts as blank at a text's ends: the same list stands in the browser.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
        default: false
        }
    }

    static func trim(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return String(scalars[first...last])
    }

    /// A text of one line has its breaks made spaces; lengths count Unicode scalars.
    static func read(_ text: String, lines: Bool, min: String, max: String) -> FieldReading {
        var made = String.UnicodeScalarView()
        var before: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\r": made.append(lines ? "\n" : " ")
            case "\n": if before != "\r" { made.append(lines ? "\n" : " ") }
            case "\t": made.append(lines ? "\t" : " ")
            default:
                if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) { return .wrong(.control, about: "") }
                made.append(scalar)
            }
            before = scalar
        }
        let most = Int(max) ?? (lines ? longestLong : longest)
        if made.count > most { return .wrong(.tooLong, about: "\(most)") }
        if let least = Int(min), made.count < least { return .wrong(.tooShort, about: min) }
        return .right(.text(String(made)))
    }

    /// Digits, with a plus where an international prefix stands.
    static func phone(_ text: String) -> String? {
        var digits = String(text.unicodeScalars.filter { !isBlank($0) && !"-.()/".unicodeScalars.contains($0) })
        if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
        let bare = digits.hasPrefix("+") ? digits.dropFirst() : digits[...]
        guard (6...15).contains(bare.utf8.count), bare.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits
    }
}
