/// A language the product speaks; Spanish is the source of every text.
package enum Language: String, Sendable, CaseIterable {
    case es, en, pt

    /// What a browser or a program asks for by `Accept-Language` (RFC 9110 §12.5.4), as far as we speak it; nil when it asks for none of ours.
    package init?(accepted header: String?) {
        var best: (language: Language, weight: Double)?
        for range in (header ?? "").prefix(500).split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            guard let tag = parts.first?.split(separator: "-").first, let language = Language(rawValue: String(tag)) else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }
            let weight = quality.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        guard let best else { return nil }
        self = best.language
    }
}
