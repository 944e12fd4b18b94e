/// The part of a text where it fits a question, with what fits as ranges; in units of UTF-16, as browsers count. Pure.
package struct Snippet: Sendable, Equatable {
    package let text: String
    package let marks: [(from: Int, length: Int)]

    private static let length = 180
    private static let before = 60

    package init(_ whole: String, _ question: SearchQuestion) {
        let wanted = Set(question.phrases.joined())
        let plain = String(whole.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        var hits: [Range<String.Index>] = []
        var place = plain.startIndex
        while place < plain.endIndex, hits.count < 40 {
            guard plain[place].isLetter || plain[place].isNumber else {
                place = plain.index(after: place)
                continue
            }
            let end = plain[place...].firstIndex { !$0.isLetter && !$0.isNumber } ?? plain.endIndex
            let words = FoundWords(String(plain[place..<end])).words
            if words.contains(where: { wanted.contains($0) || (!question.beginning.isEmpty && $0.hasPrefix(question.beginning)) }) {
                hits.append(place..<end)
            }
            place = end
        }
        var start = plain.startIndex
        if let first = hits.first, let cut = plain.index(first.lowerBound, offsetBy: -Self.before, limitedBy: plain.startIndex),
            cut > plain.startIndex
        {
            start = plain[cut..<first.lowerBound].firstIndex(of: " ").map { plain.index(after: $0) } ?? cut
        }
        let end = plain.index(start, offsetBy: Self.length, limitedBy: plain.endIndex) ?? plain.endIndex
        let head = start == plain.startIndex ? "" : "…"
        text = head + plain[start..<end] + (end == plain.endIndex ? "" : "…")
        marks = hits.filter { $0.lowerBound >= start && $0.upperBound <= end }.map { hit in
            (
                from: head.utf16.count + plain.utf16.distance(from: start, to: hit.lowerBound),
                length: plain.utf16.distance(from: hit.lowerBound, to: hit.upperBound)
            )
        }
    }

    package static func == (a: Snippet, b: Snippet) -> Bool { a.text == b.text && a.marks.elementsEqual(b.marks, by: ==) }

    func write(to json: inout JSONText) {
        json.object { json in
            json.field("text", text)
            json.key("marks")
            json.array(marks) { json, mark in
                json.raw("[\(mark.from),\(mark.length)]")
            }
        }
    }
}
