import Storage

/// One statement over `cases c` as it is put together, with what it binds.
struct CaseSQL {
    private(set) var arguments: [SQLValue] = []

    mutating func bind(_ value: SQLValue) -> String {
        arguments.append(value)
        return "$\(arguments.count)"
    }
    mutating func bind(key: CaseKey) -> String {
        switch key {
        case .number(let number): bind(.integer(number))
        case .text(let text): bind(.text(text))
        }
    }
    /// `column = $1`, or `column in (…)`.
    mutating func any(_ column: String, _ values: [String]) -> String {
        let places = values.map { bind(.text($0)) }
        return places.count == 1 ? "\(column) = \(places[0])" : "\(column) in (\(places.joined(separator: ", ")))"
    }
    mutating func sight(of viewer: Viewer) -> String {
        let sight = SightSQL(viewer, first: arguments.count + 1)
        arguments += sight.arguments.map { .text($0) }
        return sight.clause
    }
    /// Literals, never placeholders: SQLite prepares a statement again at each run where a partial index hangs on what is bound.
    static func states(_ states: Set<CaseState>) -> String {
        let words = CaseState.allCases.filter(states.contains).map { "'\($0.rawValue)'" }
        return words.isEmpty ? "1 = 0" : words.count == 1 ? "c.state = \(words[0])" : "c.state in (\(words.joined(separator: ", ")))"
    }
    /// The statement with only those values that it binds, numbered anew: PostgreSQL can't tell the type of one that stands nowhere.
    func trimmed(_ text: String) -> (sql: String, arguments: [SQLValue]) {
        var numbers: [Int: Int] = [:], kept: [SQLValue] = [], out = ""
        var rest = Substring(text)
        while let dollar = rest.firstIndex(of: "$") {
            out += rest[...dollar]
            let digits = rest[rest.index(after: dollar)...].prefix { ("0"..."9").contains($0) }
            rest = rest[digits.endIndex...]
            guard let number = Int(digits), arguments.indices.contains(number - 1) else { continue }
            if numbers[number] == nil {
                kept.append(arguments[number - 1])
                numbers[number] = kept.count
            }
            out += "\(numbers[number] ?? 0)"
        }
        return (out + rest, kept)
    }
    /// The columns of `c` that these conditions read.
    static func columns(of conditions: [String]) -> Set<String> {
        var names: Set<String> = []
        for text in conditions {
            var rest = Substring(text)
            while let dot = rest.range(of: "c.") {
                let before = dot.lowerBound == rest.startIndex ? nil : rest[rest.index(before: dot.lowerBound)]
                let name = rest[dot.upperBound...].prefix { $0.isLetter || $0 == "_" }
                if before.map({ !$0.isLetter && !$0.isNumber && $0 != "_" }) ?? true, !name.isEmpty { names.insert(String(name)) }
                rest = rest[dot.upperBound...]
            }
        }
        return names
    }
}

extension Substring {
    /// Where a text of two characters stands first; `Desk` does without Foundation here.
    fileprivate func range(of pair: String) -> Range<Index>? {
        guard let first = pair.first, let second = pair.last else { return nil }
        var place = startIndex
        while let found = self[place...].firstIndex(of: first) {
            let next = index(after: found)
            guard next < endIndex else { return nil }
            if self[next] == second { return found..<index(after: next) }
            place = next
        }
        return nil
    }
}
