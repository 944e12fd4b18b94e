import Storage

/// How well a text fits a question. Pure: more of the asked words whole and in their order is better, then fewer other words.
enum Relevance {
    /// So many of the newest hits are ranked; who looks for older ones asks for the newest first.
    static let most = 1000

    static func score(_ found: FoundWords, _ question: SearchQuestion) -> Double {
        let asked = question.phrases.joined() + (question.beginning.isEmpty ? [] : [question.beginning])
        guard !asked.isEmpty, !found.words.isEmpty else { return 0 }
        let words = Set(found.words + found.joined)
        let whole = Double(asked.filter { words.contains($0) }.count) / Double(asked.count)
        let inOrder: Double = asked.count > 1 && found.has(Array(asked)) ? 1 : 0
        let share = min(1, Double(asked.count) / Double(found.words.count))
        return 2 * whole + inOrder + share
    }
}

extension Storage.Transaction {
    /// Those that are named, then the newest hits' with the best first.
    func rankedCases(_ question: SearchQuestion, _ campaign: CampaignID?, for viewer: Viewer) throws -> CaseHits {
        let named = try named(question, campaign, for: viewer)
        guard !question.isEmpty, !question.isCaseNumber else { return CaseHits(cases: named, isWhole: true) }
        var walk = try FoundWalk(question, campaign: campaign, for: viewer, self)
        let (hits, next) = try walk.hits(before: nil) { $0.count == Relevance.most }
        var seen: Set<CaseID> = []
        let cases = (named + (try ranked(hits, question)).map(\.item)).filter { seen.insert($0).inserted }
        guard cases.isEmpty, next == nil else { return CaseHits(cases: cases, isWhole: next == nil) }
        return CaseHits(cases: try self.named(question, campaign, misspelt: true, for: viewer), isWhole: true)
    }

    /// The best first, of equal ones the newer.
    func ranked(_ hits: [Hit], _ question: SearchQuestion) throws -> [Hit] {
        var scores: [Int64: Double] = [:]
        for start in stride(from: 0, to: hits.count, by: 250) {
            let part = hits[start..<min(start + 250, hits.count)]
            let messages = part.compactMap { hit in hit.message.map { (hit.seq, $0) } }
            if !messages.isEmpty {
                let seqs = Dictionary(uniqueKeysWithValues: messages.map { ($1.text, $0) })
                try each(
                    "select m.id, m.kind, m.body, m.data, m.attachments from message m where m.id in (\(messages.indices.map { "$\($0 + 1)" }.joined(separator: ", ")))",
                    messages.map { .text($0.1.text) }
                ) { row in
                    let text = try FoundText.of(
                        kind: MessageKind(rawValue: row.text(1)) ?? .unsupported, body: row.text(2), data: row.text(3),
                        attachments: row.text(4))
                    if let seq = seqs[row.text(0)] { scores[seq] = Relevance.score(FoundWords(text), question) }
                }
            }
            let own = part.filter { $0.message == nil }
            for (id, item) in try cases(own.map(\.item)) {
                for hit in own where hit.item == id {
                    scores[hit.seq] = Relevance.score(CaseWords.of(item, tags: try names(ofTags: item.tags)), question)
                }
            }
        }
        return hits.sorted { (scores[$1.seq] ?? 0, $1.seq) < (scores[$0.seq] ?? 0, $0.seq) }
    }
}
