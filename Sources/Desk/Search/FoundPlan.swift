import Storage

/// A question as the index can answer it for one viewer.
struct FoundPlan {
    /// Each a word or several in a row; all are wanted.
    var rows: [[String]] = []
    /// Words that begin as asked: one of them is wanted.
    var words: (beginning: String, all: [String])?
    /// One of these queues' marks is wanted.
    var marks: [String]?
    /// A beginning of more words than are worth asking for: it is looked for in what was said.
    var isLoose = false
    /// The index has no word that begins so.
    var isNone = false

    private static let most = 128
    /// Who may see more queues than this is asked for none: what is found is judged in any case.
    private static let mostQueues = 64

    init(_ question: SearchQuestion, queues: Set<QueueID>?, _ transaction: any Transaction) throws {
        rows = question.phrases
        if !question.beginning.isEmpty {
            let words = try transaction.all(
                "select word from found_word where word >= $1 and word < $2 order by word limit \(Self.most + 1)",
                [.text(question.beginning), .text(question.beginning + "\u{10FFFF}")]
            ) { $0.text(0) }
            isNone = words.isEmpty
            isLoose = words.count > Self.most
            if !isLoose { self.words = (question.beginning, words) }
        }
        if let queues, queues.count <= Self.mostQueues {
            marks = Set(queues.map { QueueMark.of($0) }).sorted()
            if queues.isEmpty { isNone = true }
        }
    }

    /// Nothing to ask the index for: every entry is a candidate.
    var isEverything: Bool { rows.isEmpty && words == nil && marks == nil }
}

extension Storage.Transaction {
    /// The queues in which somebody may see any case; nil: all.
    func reach(of viewer: Viewer) throws -> Set<QueueID>? {
        if viewer.leadsAll { return nil }
        var queues = viewer.queues
        queues.formUnion(try all("select queue_id from worked_in where user_id = $1", [.text(viewer.id.text)]) { QueueID($0.text(0)) })
        let campaigns = viewer.campaigns.union(viewer.led ?? [])
        let open = Set(try Campaign.all(self).filter { $0.policy.visibility == .everyone }.map(\.id))
        try each("select id, campaign_id from queue", []) { row in
            let campaign = CampaignID(row.text(1))
            if campaigns.contains(campaign) || open.contains(campaign) { queues.insert(QueueID(row.text(0))) }
        }
        return queues
    }
}
