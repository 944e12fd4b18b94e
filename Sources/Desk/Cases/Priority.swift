/// How soon a case is to be looked at: critical ones are routed first, whatever their age.
package enum Priority: Int64, Sendable, CaseIterable {
    case critical, high, medium, low

    package var word: String { "\(self)" }
    package init?(word: String) {
        guard let found = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = found
    }
}
