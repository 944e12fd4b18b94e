import Storage

/// The cases that a list's `q` finds, the newest first or the best first, as many as a list sorts.
struct FoundCases {
    let ids: [String]
    /// There are no more of them.
    let isWhole: Bool
    let engine: Engine

    /// All of them as one value: a statement of thousands of placeholders would be another one for each list.
    func select(_ sql: inout CaseSQL) -> String {
        let place = sql.bind(.text("[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]"))
        switch engine {
        case .sqlite: return "select f.value as id from json_each(\(place)) f"
        case .postgres: return "select f.id as id from jsonb_array_elements_text(cast(\(place) as jsonb)) f(id)"
        }
    }

    /// The same with their places, from 1.
    func places(_ sql: inout CaseSQL) -> String {
        let place = sql.bind(.text("[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]"))
        switch engine {
        case .sqlite: return "select f.value as id, f.key + 1 as place from json_each(\(place)) f"
        case .postgres: return "select f.id, f.place from jsonb_array_elements_text(cast(\(place) as jsonb)) with ordinality f(id, place)"
        }
    }
}

extension Storage.Transaction {
    /// What the search finds: by number, customer, the case's own words, and all that was said in it. Beyond what a list sorts, the newest; of what is
    /// ranked, as many as the search ranks.
    func found(_ query: CaseQuery, for viewer: Viewer) throws -> FoundCases? {
        guard let text = query.q else { return nil }
        let question = try SearchQuestion(text)
        let most = CaseBounds.few
        let campaign = query.campaigns.count == 1 ? query.campaigns[0] : nil
        let hits =
            try query.sort == .relevance
            ? rankedCases(question, campaign, for: viewer) : caseHits(question, campaign: campaign, for: viewer, enough: most + 1)
        return FoundCases(ids: hits.cases.prefix(most).map(\.text), isWhole: hits.isWhole && hits.cases.count <= most, engine: engine)
    }
}
