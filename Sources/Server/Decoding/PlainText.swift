/// The words of an HTML body whose sender gave no text: shown as text, never as HTML.
package enum PlainText {
    package static func of(html: String) -> String {
        var text = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            text += rest[..<open]
            rest = afterTag(rest[open...])
            if text.last?.isWhitespace == false { text.append(" ") }
        }
        text += rest
        for (entity, word) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.replacing(entity, with: word)
        }
        return String(text[...].trimmingWhitespace().prefix(65_536))
    }

    /// What follows a tag or a comment; of a style sheet or a script, what follows its end.
    private static func afterTag(_ tag: Substring) -> Substring {
        if tag.hasPrefix("<!--") { return tag.dropFirst(4).firstRange(of: "-->").map { tag[$0.upperBound...] } ?? "" }
        guard let close = tag.firstIndex(of: ">") else { return "" }
        let after = tag[tag.index(after: close)...]
        let name = tag.dropFirst().prefix { $0.isLetter }.lowercased()
        guard name == "style" || name == "script" else { return after }
        guard let end = after.firstRange(of: "</\(name)") ?? after.firstRange(of: "</\(name.uppercased())") else { return "" }
        return after[end.lowerBound...]
    }
}
