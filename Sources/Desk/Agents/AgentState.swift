import Storage

/// What an agent is doing, since when. Append-only in `agent_state`; the newest stands on the `agent` row too.
package struct AgentState: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case available, busy, wrapUp, onBreak = "break", offline
    }
    package let agent: UserID
    package let kind: Kind
    package let reason: String
    package let since: Int64

    package init(agent: UserID, kind: Kind, reason: String, since: Int64) {
        self.agent = agent
        self.kind = kind
        self.reason = reason
        self.since = since
    }
    package init(row: borrowing Row) {
        self.init(agent: ID(row.text(0)), kind: Kind(rawValue: row.text(1)) ?? .offline, reason: row.text(2), since: row.int(3))
    }
    package static let columns = "user_id, state, reason, since"

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("state", kind.rawValue)
            json.field("reason", reason.isEmpty ? nil : reason)
            json.field("since", time: since)
        }
    }
}
