import FoundationEssentials

/// A sentence for people, in their language. It is written in Spanish at its place, and so it is its own key: `Language/en.json` and `pt.json`
/// give the others. What is interpolated stays apart as `{1}`, `{2}`…, for another language may put it elsewhere.
///
/// `bin/check-phrases` fails for one without a translation.
package struct Phrase: Sendable, Equatable, ExpressibleByStringInterpolation, CustomStringConvertible {
    fileprivate enum Part: Sendable, Equatable {
        case text(String)
        indirect case phrase(Phrase)

        func text(in language: Language) -> String {
            switch self {
            case .text(let text): text
            case .phrase(let phrase): phrase.text(in: language)
            }
        }
    }

    private let template: String
    private let parts: [Part]

    package init(stringLiteral text: String) {
        template = text
        parts = []
    }
    package init(stringInterpolation pieces: Pieces) {
        template = pieces.template
        parts = pieces.parts
    }
    /// Somebody else's words, such as a provider's: the same in every language.
    package init(verbatim text: String) {
        template = "{1}"
        parts = [.text(text)]
    }

    /// Spanish, as it stands in the source.
    package var description: String { text(in: .es) }

    package func text(in language: Language) -> String {
        let translated = language == .es ? nil : Self.catalogues[language]?[template]
        guard !parts.isEmpty else { return translated ?? template }
        return Self.fill(translated ?? template, parts.map { $0.text(in: language) })
    }

    private static func fill(_ template: String, _ words: [String]) -> String {
        var filled = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            filled += rest[..<open]
            let number = Int(rest[rest.index(after: open)..<close]) ?? 0
            filled += words.indices.contains(number - 1) ? words[number - 1] : String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }

    static let catalogues: [Language: [String: String]] = [
        .en: catalogue(PackageResources.en_json), .pt: catalogue(PackageResources.pt_json),
    ]

    /// A file that can't be read would leave Spanish in its place; a test reads both.
    private static func catalogue(_ bytes: [UInt8]) -> [String: String] {
        (try? JSONDecoder().decode([String: String].self, from: Data(bytes))) ?? [:]
    }

    package struct Pieces: StringInterpolationProtocol {
        fileprivate var template = ""
        fileprivate var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            template.reserveCapacity(literalCapacity + 3 * interpolationCount)
        }
        package mutating func appendLiteral(_ text: String) { template += text }
        package mutating func appendInterpolation(_ value: some CustomStringConvertible) { add(.text(value.description)) }
        package mutating func appendInterpolation(_ phrase: Phrase) { add(.phrase(phrase)) }

        private mutating func add(_ part: Part) {
            parts.append(part)
            template += "{\(parts.count)}"
        }
    }
}
