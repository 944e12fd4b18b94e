import Storage

/// A message or a case that fits and that its viewer may see.
struct Hit {
    let seq: Int64
    let item: CaseID
    /// Nil: the case's own words.
    let message: MessageID?
}

/// Walks what fits a question, the newest first, and judges each by the one predicate: a message by who may read its case, a case's words by who sees it.
struct FoundWalk {
    /// One walk looks at so many and says where it stopped.
    static let most = 20_000

    private let question: SearchQuestion
    private let viewer: Viewer
    private let transaction: any Transaction
    private let plan: FoundPlan
    private let campaign: CampaignID?
    private let messagesOnly: Bool
    /// What the viewer sees of the cases that were met.
    private var sights: [CaseID: Sight] = [:]

    init(
        _ question: SearchQuestion, campaign: CampaignID? = nil, messagesOnly: Bool = false, for viewer: Viewer,
        _ transaction: any Transaction
    ) throws {
        (self.question, self.viewer, self.transaction, self.campaign, self.messagesOnly) = (
            question, viewer, transaction, campaign, messagesOnly
        )
        plan = try FoundPlan(question, queues: transaction.reach(of: viewer), transaction)
    }

    /// Hits below `before` until `enough` says so; `next` is where to go on, nil at the end.
    mutating func hits(before: Int64?, most: Int = most, until enough: ([Hit]) throws -> Bool) throws -> (hits: [Hit], next: Int64?) {
        var hits: [Hit] = []
        var before = before ?? .max
        var looked = 0
        // Holds a first page, even where some of it is what cases are about.
        var chunk = 128
        // What must be read to be judged costs more.
        let most = plan.isLoose ? min(most, 4000) : most
        while looked < most {
            let seqs = try candidates(before: before, most: chunk)
            guard let last = seqs.last else { return (hits, nil) }
            let isLast = seqs.count < chunk
            for hit in try judged(seqs) {
                hits.append(hit)
                if try enough(hits) { return (hits, hit.seq) }
            }
            if isLast { return (hits, nil) }
            looked += seqs.count
            before = last
            chunk = min(chunk * 4, 4096, most - looked)
        }
        return (hits, before)
    }

    /// Fresh ones and those of the index, merged.
    private func candidates(before: Int64, most: Int) throws -> [Int64] {
        let fresh = try self.fresh(before: before, most: most)
        var indexed: [Int64] = []
        if plan.isNone {
            indexed = []
        } else if plan.isEverything {
            indexed = try transaction.all(
                """
                select seq from (select m.found as seq from message m where m.found > 0 and m.found < $1 order by m.found desc limit $2) a
                union all select seq from (select c.found as seq from cases c where c.found > 0 and c.found < $1 order by c.found desc limit $2) b
                """, [.integer(before), SQLValue(most)]
            ) { $0.int(0) }
        } else {
            switch transaction.engine {
            case .sqlite: indexed = try FoundSQLite.candidates(plan, before: before, most: most, transaction)
            case .postgres: indexed = try FoundPostgres.candidates(plan, before: before, most: most, transaction)
            }
        }
        return Array(Set(fresh + indexed).sorted(by: >).prefix(most))
    }

    private func fresh(before: Int64, most: Int) throws -> [Int64] {
        let place = transaction.engine == .sqlite ? "instr" : "strpos"
        let wanted =
            question.phrases.map { " \($0.joined(separator: " ")) " } + (question.beginning.isEmpty ? [] : [" \(question.beginning)"])
        let conditions = wanted.indices.map { " and \(place)(f.words, $\($0 + 3)) > 0" }.joined()
        return try transaction.all(
            "select f.seq from message_fresh f where f.seq < $1\(conditions) order by f.seq desc limit $2",
            [.integer(before), SQLValue(most)] + wanted.map { .text($0) }
        ) { $0.int(0) }
    }

    /// The newest first. A case is judged once, however much of it is found.
    private mutating func judged(_ seqs: [Int64]) throws -> [Hit] {
        let texts = plan.isLoose ? ", m.kind, m.body, m.data, m.attachments" : ""
        var said: [Hit] = []
        try transaction.each(
            "select m.found, m.case_id, m.id\(texts) from message m where m.found > 0 and m.found \(among)", [.text(list(seqs))]
        ) { row in
            if plan.isLoose {
                let text = try FoundText.of(
                    kind: MessageKind(rawValue: row.text(3)) ?? .unsupported, body: row.text(4), data: row.text(5), attachments: row.text(6)
                )
                guard question.isIn(FoundWords(text)) else { return }
            }
            said.append(Hit(seq: row.int(0), item: CaseID(row.text(1)), message: MessageID(row.text(2))))
        }
        try judge(Set(said.map(\.item)).filter { sights[$0] == nil })
        var hits = said.filter { sights[$0.item] == .full }
        guard !messagesOnly else { return hits.sorted { $0.seq > $1.seq } }
        var own: [Hit] = []
        try transaction.each("select c.found, \(Self.columns) from cases c where c.found > 0 and c.found \(among)", [.text(list(seqs))]) {
            row in
            let sight = sight(row)
            if sight > .none { own.append(Hit(seq: row.int(0), item: CaseID(row.text(1)), message: nil)) }
        }
        for hit in own {
            if plan.isLoose {
                let item = try transaction.first(
                    "select \(Case.columns) from \(Case.tables) where c.id = $1", [.text(hit.item.text)], Case.init(row:))
                guard let item, question.isIn(CaseWords.of(item, tags: try transaction.names(ofTags: item.tags))) else { continue }
            }
            hits.append(hit)
        }
        return hits.sorted { $0.seq > $1.seq }
    }

    private mutating func judge(_ cases: Set<CaseID>) throws {
        guard !cases.isEmpty else { return }
        var sql = CaseSQL()
        let ids = CaseIDs(ids: cases.map(\.text), engine: transaction.engine).select(&sql)
        try transaction.each("select 0, \(Self.columns) from (\(ids)) f cross join cases c where c.id = f.id", sql.arguments) { row in
            sights[CaseID(row.text(1))] = sight(row)
        }
    }

    private var among: String {
        switch transaction.engine {
        case .sqlite: FoundSQLite.among("$1")
        case .postgres: FoundPostgres.among("$1")
        }
    }
    private func list(_ seqs: [Int64]) -> String {
        switch transaction.engine {
        case .sqlite: FoundSQLite.list(seqs)
        case .postgres: FoundPostgres.list(seqs)
        }
    }

    private static let columns = "c.id, c.state, c.visibility, c.queue_id, c.campaign_id, c.agent_id, c.closed_by, c.account_id"

    /// Of a row with the columns from its second; none where another campaign is asked for.
    private func sight(_ row: borrowing Row) -> Sight {
        if let campaign, campaign.text != row.text(5) { return .none }
        return Sight(
            of: viewer, state: CaseState(rawValue: row.text(2)) ?? .closed,
            visibility: Policy.Visibility(rawValue: row.text(3)) ?? .exclusive,
            queue: QueueID(row.text(4)), campaign: CampaignID(row.text(5)), agent: row.textOrNil(6).map { UserID($0) },
            closer: row.textOrNil(7).map { UserID($0) }, line: AccountID(row.text(8)))
    }
}
