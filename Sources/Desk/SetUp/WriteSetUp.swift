import Storage

extension Storage.Transaction {
    /// The set-up as every desk shows it: members `campaigns`, `queues`, `accounts`, `agents`, `breaks`, `tags`, `quickReplies` of the object being written.
    func writeSetUp(for viewer: Viewer, to json: inout JSONText) throws {
        json.key("campaigns")
        try json.array(try Campaign.all(self)) { try $1.write(to: &$0) }
        json.key("queues")
        json.array(try Queue.all(self)) { $1.write(to: &$0) }
        json.key("accounts")
        json.array(try ChannelAccount.all(self)) { $1.write(to: &$0) }
        json.key("agents")
        json.array(try agents()) { $1.write(to: &$0) }
        json.key("breaks")
        json.array(try BreakReason.all(self)) { $1.write(to: &$0) }
        json.key("tags")
        json.array(try Tag.all(self)) { $1.write(to: &$0) }
        json.key("quickReplies")
        json.array(try QuickReply.all(for: viewer, self)) { $1.write(to: &$0) }
    }

    private func agents() throws -> [Agent] {
        try all(
            """
            select u.id, coalesce(a.state, ''), coalesce(a.reason, ''), coalesce(a.since, 0), coalesce(a.until, 0), u.name, u.email, u.role
            from users u left join agent a on a.user_id = u.id where u.archived_at = 0 order by u.id
            """
        ) { row in
            Agent(
                id: ID(row.text(0)), name: row.text(5), email: row.text(6), role: row.text(7),
                state: row.text(1).isEmpty || row.text(7) == Role.administrator.rawValue ? nil : AgentState(row: row))
        }
    }
}

private struct Agent {
    let id: UserID
    let name: String
    let email: String
    let role: String
    let state: AgentState?

    func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("name", name)
            json.field("email", email)
            json.field("role", role)
            json.key("state")
            if let state { state.write(to: &json) } else { json.null() }
        }
    }
}
