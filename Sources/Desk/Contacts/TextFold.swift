/// One key for texts that people take for the same: no case, no accents, single spaces.
package enum Text {
    package static func fold(_ text: String) -> String {
        var folded = ""
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                let isUpper = scalar.value >= 0x41 && scalar.value <= 0x5A
                folded.unicodeScalars.append(isUpper ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar)
            } else {
                let place = Int(scalar.value) - 0x80
                folded += place < latin.count ? latin[place] : base(of: scalar)
            }
        }
        return folded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The letters and digits of it, word by word.
    package static func words(_ text: String) -> [String] {
        fold(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Of U+0080 to U+024F, where our languages' letters are: their names need not be read each time.
    private static let latin = (0x80...0x24F).map { Unicode.Scalar(UInt32($0)).map(base(of:)) ?? "" }

    /// By the letter's Unicode name: LATIN SMALL LETTER N WITH TILDE is n, LATIN CAPITAL LETTER AE is ae.
    private static func base(of scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .format, .control: return ""
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: return " "
        default: break
        }
        switch scalar {
        case "ß", "ẞ": return "ss"
        case "ı": return "i"
        default: break
        }
        let lower = scalar.properties.lowercaseMapping
        guard let name = scalar.properties.name, name.hasPrefix("LATIN ") else { return lower }
        let words = name.split(separator: " ")
        guard words.count >= 4, words[2] == "LETTER", words.count == 4 || words[4] == "WITH", words[3].utf8.count <= 2 else { return lower }
        return words[3].lowercased()
    }
}
