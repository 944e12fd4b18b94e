import Storage

/// A transfer as its verbs need it.
struct HeldTransfer {
    let item: CaseID
    let author: String
    let state: String
    let at: Int64
    let fromAgent: UserID?
    let fromQueue: QueueID
    let fromState: CaseState
    let queuedAt: Int64
    let openedAt: Int64
    let toAgent: UserID?
    let acceptedAt: Int64
    let acceptedBy: String

    static let columns =
        "case_id, author, state, at, from_agent, from_queue, from_state, queued_at, opened_at, to_agent, accepted_at, accepted_by"
    init(row: borrowing Row) {
        item = ID(row.text(0))
        author = row.text(1)
        state = row.text(2)
        at = row.int(3)
        fromAgent = Self.user(row.text(4))
        fromQueue = ID(row.text(5))
        fromState = CaseState(rawValue: row.text(6)) ?? .queued
        queuedAt = row.int(7)
        openedAt = row.int(8)
        toAgent = Self.user(row.text(9))
        acceptedAt = row.int(10)
        acceptedBy = row.text(11)
    }
    private static func user(_ text: String) -> UserID? { text.isEmpty ? nil : UserID(text) }
}

/// What becomes of a case's newest transfer: the mark `transferred` stands on the case for as long as there is something to say.
extension Change {
    func transfer(_ id: String) throws -> HeldTransfer? {
        try first(
            "select \(HeldTransfer.columns) from transfer where id = $1", [.text(id)], HeldTransfer.init(row:))
    }

    /// Somebody has opened the case, or it was closed before anybody did. One that waits goes first: a merge may have brought later ones that came to nothing,
    /// and two may be of one millisecond.
    func settleTransfer(of item: Case) throws {
        let isOpened = item.state == .open
        try run(
            """
            update transfer set accepted_at = $2, accepted_by = $3, settled_at = case when state = 'pending' then $4 else settled_at end,
                state = case when state <> 'pending' then state when $5 = 1 then 'closed' when to_agent = '' or to_agent = $3 then 'accepted' else 'returned' end
            where id = (select t.id from transfer t where t.case_id = $1 and t.state in ('pending', 'declined', 'returned') and t.accepted_at = 0
                order by case when t.state = 'pending' then 0 else 1 end, t.at desc, t.id desc limit 1)
            """,
            [
                .text(item.id.text), .integer(isOpened ? now : 0), .text(isOpened ? item.agent?.text ?? "" : ""), .integer(now),
                .integer(isOpened ? 0 : 1),
            ])
    }

    /// The agent it was meant for did not take it: they said no, or were too late.
    func returnTransfer(of item: Case, by code: String) throws {
        guard item.transferred, item.state == .offered, let agent = item.agent else { return }
        let isDeclined = code == "released" && author.userID == agent
        try run(
            "update transfer set state = $3, settled_at = $4 where case_id = $1 and to_agent = $2 and state = 'pending'",
            [.text(item.id.text), .text(agent.text), .text(isDeclined ? "declined" : "returned"), .integer(now)])
    }
}
