/// What somebody typed, understood: words that all must be there, the last as a beginning; in quotes as written. Pure.
package struct SearchQuestion: Sendable, Equatable {
    /// Words in a row; one word alone is a row of one.
    package var phrases: [[String]] = []
    /// The word that is being typed; empty after a quote.
    package var beginning = ""
    /// `48131` and `#48131`: it may be a case's number.
    package var number: Int64?
    package let text: String
    /// `#48131` is that case and nothing else.
    package var isCaseNumber: Bool { number != nil && text.hasPrefix("#") }

    package static let longest = 500
    static let most = 12

    /// Throws `search.too_long`.
    package init(_ text: String, field: String = "q") throws {
        guard text.unicodeScalars.count <= Self.longest else {
            throw DeskError.invalid(
                field, "search.too_long",
                "Busca con menos texto: hasta \(Self.longest) caracteres. De lo que escribiste bastan unas palabras.")
        }
        self.text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let digits = self.text.hasPrefix("#") ? self.text.dropFirst() : Substring(self.text)
        if !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { number = Int64(digits) }
        var count = 0
        // Every second part stood between quotes.
        let parts = Self.quotes(in: text).split(separator: "\"", omittingEmptySubsequences: false)
        for (place, part) in parts.enumerated() {
            let said = FoundWords(String(part))
            let words = Self.isTelephone(part) && place % 2 == 0 ? said.joined : said.words
            let isQuoted = place % 2 == 1 && place < parts.count - 1
            if isQuoted || Self.isOneSignAWord(words) {
                let row = Array(words.prefix(Self.most - count))
                if !row.isEmpty { phrases.append(row) }
                count += row.count
            } else {
                for word in words where count < Self.most {
                    phrases.append([word])
                    count += 1
                }
            }
            // A word of one letter begins too many others.
            if !isQuoted, place == parts.count - 1, count <= Self.most, let last = phrases.last, last.count == 1, words.last == last[0],
                last[0].unicodeScalars.count > 1
            {
                phrases.removeLast()
                beginning = last[0]
            }
        }
    }

    package var isEmpty: Bool { phrases.isEmpty && beginning.isEmpty }

    /// Whether a text has all of it: the rule that the index answers by.
    func isIn(_ found: FoundWords) -> Bool {
        let all = Set(found.words + found.joined)
        return phrases.allSatisfy { $0.count == 1 ? all.contains($0[0]) : found.has($0) }
            && (beginning.isEmpty || all.contains { $0.hasPrefix(beginning) })
    }

    /// Quotes as keyboards make them are one quote; Text.fold keeps them apart.
    private static func quotes(in text: String) -> String {
        String(text.map { "\u{201C}\u{201D}\u{AB}\u{BB}".contains($0) ? "\"" : $0 })
    }
    /// In whatever groups a number was written, it is one.
    private static func isTelephone(_ part: Substring) -> Bool {
        part.filter { $0.isASCII && $0.isNumber }.count >= 6 && part.allSatisfy { ($0.isASCII && $0.isNumber) || " +-().".contains($0) }
            && !FoundWords(String(part)).joined.isEmpty
    }
    private static func isOneSignAWord(_ words: [String]) -> Bool {
        words.count > 1 && words.allSatisfy { $0.unicodeScalars.count == 1 && !$0.utf8.allSatisfy { $0 < 0x80 } }
    }
}

extension FoundWords {
    func has(_ row: [String]) -> Bool {
        guard row.count <= words.count else { return false }
        return (0...(words.count - row.count)).contains { words[$0..<($0 + row.count)].elementsEqual(row) }
    }
}
