import Storage

/// The cases that a list's `q` finds, the newest first, as many as a list sorts.
struct FoundCases {
    let ids: [String]
    let engine: Engine

    /// All of them as one value: a statement of thousands of placeholders would be another one for each list.
    func select(_ sql: inout CaseSQL) -> String {
        let place = sql.bind(.text("[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]"))
        switch engine {
        case .sqlite: return "select f.value as id from json_each(\(place)) f"
        case .postgres: return "select f.id as id from jsonb_array_elements_text(cast(\(place) as jsonb)) f(id)"
        }
    }
}

extension Storage.Transaction {
    /// What the search finds: by number, customer, the case's own words, and all that was said in it. Beyond what a list sorts, the newest.
    func found(_ text: String, for viewer: Viewer) throws -> FoundCases {
        let hits = try caseHits(SearchQuestion(text), for: viewer)
        return FoundCases(ids: hits.cases.prefix(CaseBounds.few).map(\.text), engine: engine)
    }
}
