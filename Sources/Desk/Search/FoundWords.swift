/// What a text is found by: its words without case or accents, in order, and numbers that were written in groups as one. Pure.
package struct FoundWords: Sendable, Equatable {
    package let words: [String]
    /// `987 654 321` is also `987654321`.
    package let joined: [String]

    /// Longer texts are found by their first words.
    static let most = 5000
    static let longest = 64

    package init(_ text: String, most: Int = FoundWords.most) {
        var reader = WordReader(most: most)
        for scalar in Text.fold(text).unicodeScalars { reader.take(scalar) }
        reader.endWord()
        reader.endGroups()
        words = reader.words
        joined = reader.joined
    }

    /// Of a telephone number also its ends count: people leave the country out.
    init(_ text: String, ends digits: String) {
        let read = FoundWords(text)
        words = read.words
        let count = digits.utf8.count
        joined = read.joined + (count > 6 ? (1...(count - 6)).map { String(digits.dropFirst($0)) } : [])
    }

    package var isEmpty: Bool { words.isEmpty }

    /// As a line that is looked through: each word between spaces, the queue's mark after those whose order counts.
    func line(under mark: String) -> String { " " + (words + [mark] + joined).joined(separator: " ") + " " }
    init(line: String) {
        let parts = line.split(separator: " ").map(String.init)
        let end = parts.firstIndex { $0.hasPrefix(QueueMark.sign) } ?? parts.endIndex
        words = Array(parts[..<end])
        joined = Array(parts[end...].dropFirst())
    }
    static func mark(of line: String) -> String {
        line.split(separator: " ").first { $0.hasPrefix(QueueMark.sign) }.map(String.init) ?? ""
    }
}

/// A queue among the words of a message: a sign that is in no word, and a part of its id. Two queues may share one, since every hit's case is judged.
enum QueueMark {
    static let sign = "\u{B7}"
    static func of(_ queue: QueueID) -> String { sign + queue.text.suffix(8) }
}

private struct WordReader {
    var words: [String] = []
    var joined: [String] = []
    private let most: Int
    private var word = String.UnicodeScalarView()
    private var isNumber = true
    /// Digits that stand beside each other with nothing but spaces, points and the like between them.
    private var groups: [String] = []
    private var apart = 0

    init(most: Int) { self.most = most }

    mutating func take(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            let value = scalar.value
            let isDigit = value >= 0x30 && value <= 0x39
            if isDigit || (value >= 0x61 && value <= 0x7A) {
                if !isDigit { isNumber = false }
                word.append(scalar)
                return
            }
            endWord()
            apart += 1
            if apart > 2 || !" .-()/".unicodeScalars.contains(scalar) { endGroups() }
            return
        }
        guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
            endWord()
            return endGroups()
        }
        if Self.standsAlone(scalar) {
            endWord()
            word.append(scalar)
            isNumber = false
            return endWord()
        }
        isNumber = false
        word.append(scalar)
    }

    mutating func endWord() {
        guard !word.isEmpty else { return }
        let text = String(String(word).prefix(FoundWords.longest))
        if words.count < most { words.append(text) }
        if isNumber, text.utf8.count <= 9 { groups.append(text) } else { endGroups() }
        word = String.UnicodeScalarView()
        isNumber = true
        apart = 0
    }

    mutating func endGroups() {
        if groups.count > 1, joined.count < 100 {
            let digits = groups.joined()
            if (6...18).contains(digits.utf8.count) { joined.append(digits) }
        }
        groups = []
    }

    /// Scripts that set no spaces between words: each sign is a word of its own, and several are asked for as a phrase.
    private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0E7F, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }
}
