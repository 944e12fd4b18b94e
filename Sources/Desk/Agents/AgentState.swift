import Storage

/// What an agent is doing, since when. `reason` is a break's, or one of the words `case` (busy by a case) and `missed` (two offers missed in a row). Append-only in `agent_state`; the newest stands on the `agent` row too.
package struct AgentState: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case available, busy, wrapUp, onBreak = "break", offline
    }
    package let agent: UserID
    package let kind: Kind
    package let reason: String
    package let since: Int64
    /// When it ends by itself; 0 where it doesn't.
    package let until: Int64

    package init(agent: UserID, kind: Kind, reason: String, since: Int64, until: Int64 = 0) {
        self.agent = agent
        self.kind = kind
        self.reason = reason
        self.since = since
        self.until = until
    }
    package init(row: borrowing Row) {
        self.init(
            agent: ID(row.text(0)), kind: Kind(rawValue: row.text(1)) ?? .offline, reason: row.text(2), since: row.int(3), until: row.int(4)
        )
    }
    package static let columns = "user_id, state, reason, since, until"

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("state", kind.rawValue)
            json.field("reason", reason.isEmpty ? nil : reason)
            json.field("since", time: since)
            json.field("until", time: until)
        }
    }
    /// With whose it is.
    var json: String {
        var json = JSONText()
        json.object { json in
            json.field("agent", agent)
            json.key("state")
            write(to: &json)
        }
        return json.text
    }
}
