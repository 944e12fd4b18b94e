import Storage

/// The cases that a question finds, the newest hit first: by number, by their customer, by their own words, by what was said in them.
package struct CaseHits: Sendable {
    package let cases: [CaseID]
    /// Nothing more could be found: the walk came to its end.
    package let isWhole: Bool
}

extension Storage.Transaction {
    /// Ends when there are `enough`. Whoever sees no more than a case's row finds it by what the row shows, never by what was said.
    func caseHits(_ question: SearchQuestion, campaign: CampaignID? = nil, for viewer: Viewer, enough: Int = .max) throws -> CaseHits {
        guard !question.isEmpty else { return CaseHits(cases: [], isWhole: true) }
        var found = try named(question, campaign, for: viewer)
        guard !question.isCaseNumber else { return CaseHits(cases: found, isWhole: true) }
        var seen = Set(found)
        var walk = try FoundWalk(question, campaign: campaign, for: viewer, self)
        let (_, next) = try walk.hits(before: nil) { hits in
            if let hit = hits.last, seen.insert(hit.item).inserted { found.append(hit.item) }
            return found.count >= enough
        }
        if found.isEmpty, next == nil { found = try named(question, campaign, misspelt: true, for: viewer) }
        return CaseHits(cases: found, isWhole: next == nil)
    }

    /// By number, then the cases of contacts that it names.
    func named(_ question: SearchQuestion, _ campaign: CampaignID?, misspelt: Bool = false, for viewer: Viewer) throws -> [CaseID] {
        let only = campaign == nil ? "1 = 1" : "c.campaign_id = $2"
        let more: [SQLValue] = campaign.map { [.text($0.text)] } ?? []
        func ids(_ condition: String, _ value: SQLValue, _ most: Int) throws -> [CaseID] {
            let sight = SightSQL(viewer, first: 2 + more.count)
            return try all(
                "select c.id from cases c where \(condition) and \(only) and \(sight.clause) order by c.created_at desc, c.number desc limit \(most)",
                [value] + more + sight.arguments.map { .text($0) }
            ) { CaseID($0.text(0)) }
        }
        var found: [CaseID] = []
        if let number = question.number { found += try ids("c.number = $1", .integer(number), 1) }
        guard !question.isCaseNumber else { return found }
        for contact in try contactHits(question, misspelt: misspelt, for: viewer, limit: 50) where found.count < 500 {
            found += try ids("c.contact_id = $1", .text(contact.id.text), 50)
        }
        var seen: Set<CaseID> = []
        return found.filter { seen.insert($0).inserted }
    }

    /// By beginnings of the words of names, documents and addresses and the ends of telephone numbers; where there are none, by a name that may be misspelt.
    func contactHits(_ question: SearchQuestion, misspelt: Bool = true, for viewer: Viewer, after cursor: String? = nil, limit: Int) throws
        -> [Contact]
    {
        let words = Array(ContactWords.asked(question.text.filter { $0 != "\"" }).filter { !$0.isEmpty }.prefix(6))
        guard !words.isEmpty, words.contains(where: { $0.unicodeScalars.count > 1 }) else { return [] }
        let sight = ContactSight(viewer, first: 1)
        var arguments = sight.arguments
        var conditions = [sight.clause]
        // Each word has its rows looked through up to a bound; of what they have in common, or one word alone has, so many are put in order.
        let each = words.count == 1 ? 5000 : ContactListPlan.shared
        let sets = words.map { word in
            arguments += [.text(word), .text(word + "\u{10FFFF}")]
            return
                "select * from (select w.contact_id from contact_word w where w.word >= $\(arguments.count - 1) and w.word < $\(arguments.count) limit \(each)) s"
        }
        conditions.append("id in (select * from (\(sets.joined(separator: " intersect "))) f limit 5000)")
        if let cursor {
            arguments.append(.text(cursor))
            conditions.append("(folded, id) > (select p.folded, p.id from contact p where p.id = $\(arguments.count))")
        }
        arguments.append(SQLValue(limit))
        let found = try contacts("\(conditions.joined(separator: " and ")) order by folded, id limit $\(arguments.count)", arguments)
        guard misspelt, found.isEmpty, cursor == nil, question.text.unicodeScalars.count >= 4 else { return found }
        let clues = Clues(asking: question.text)
        var search = MatchSearch(self, viewer, but: nil)
        try search.look(for: clues)
        return Array(try search.judged(clues).map(\.contact).prefix(limit))
    }
}
