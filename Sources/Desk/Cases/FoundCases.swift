import Storage

/// The cases that a list's `q` finds, the newest first or the best first, as many as a list sorts.
struct FoundCases {
    let cases: CaseIDs
    /// There are no more of them.
    let isWhole: Bool
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
        let cases = CaseIDs(ids: hits.cases.prefix(most).map(\.text), engine: engine)
        return FoundCases(cases: cases, isWhole: hits.isWhole && hits.cases.count <= most)
    }
}
