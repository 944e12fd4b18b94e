extension JSON {
    /// Meta's servers write every character beyond ASCII as `\u` and four lower-case digits, and `/` as `\/`: whoever signs or checks a webhook
    /// by a text made anew from its parts gets another hash.
    enum Style { case plain, meta }

    func text(_ style: Style = .plain) -> String {
        var text = ""
        write(to: &text, style)
        return text
    }

    func bytes(_ style: Style = .plain) -> [UInt8] { Array(text(style).utf8) }

    private func write(to text: inout String, _ style: Style) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let number): text += "\(number)"
        case .double(let number): text += "\(number)"
        case .string(let string): Self.write(string, to: &text, style)
        case .array(let items):
            text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { text += "," }
                item.write(to: &text, style)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                Self.write(member.key, to: &text, style)
                text += ":"
                member.value.write(to: &text, style)
            }
            text += "}"
        }
    }

    private static func write(_ string: String, to text: inout String, _ style: Style) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "/" where style == .meta: text += "\\/"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 || (style == .meta && scalar.value > 0x7E) {
                    for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { text += escape(unit) }
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
