/// What an act did to one case, as far as taking it back needs to know.
struct BulkEffect {
    /// A field's value before and after.
    var was = ""
    var now = ""
    /// Tags that were not there before, or were.
    var tags: [String] = []
    /// Of a move: where the case stood, and as what the move left it.
    var state: CaseState?
    var agent: UserID?
    var queue = ""
    var openedAt: Int64 = 0
    var changedAt: Int64 = 0
    var transfer = ""

    static func field(_ was: String, _ now: String) -> BulkEffect { BulkEffect(was: was, now: now) }
    static func move(_ before: Case, _ after: Case) -> BulkEffect {
        BulkEffect(
            state: before.state, agent: before.agent, queue: after.queue.text, openedAt: after.openedAt, changedAt: after.changedAt)
    }

    var json: String {
        var json = JSONText()
        json.object { json in
            if !was.isEmpty || !now.isEmpty {
                json.field("was", was)
                json.field("now", now)
            }
            if !tags.isEmpty {
                json.key("tags")
                json.array(tags) { $0.string($1) }
            }
            if let state {
                json.field("state", state.rawValue)
                json.field("agent", agent)
                json.field("queue", queue)
                json.field("openedAt", openedAt)
                json.field("changedAt", changedAt)
            }
            if !transfer.isEmpty { json.field("transfer", transfer) }
        }
        return json.text
    }
}

extension BulkEffect {
    /// Nothing where the case was as the act would have it.
    init(kept text: String) throws {
        guard !text.isEmpty else { return }
        let value = try JSONParser.parse(Array(text.utf8))
        was = value["was"]?.text ?? ""
        now = value["now"]?.text ?? ""
        tags = (value["tags"]?.items ?? []).compactMap(\.text)
        state = value["state"]?.text.flatMap { CaseState(rawValue: $0) }
        agent = value["agent"]?.text.map { UserID($0) }
        queue = value["queue"]?.text ?? ""
        openedAt = value["openedAt"]?.integer ?? 0
        changedAt = value["changedAt"]?.integer ?? 0
        transfer = value["transfer"]?.text ?? ""
    }

    var isNothing: Bool { was == now && tags.isEmpty && state == nil && transfer.isEmpty }
}
