import Storage

/// One way to a customer: an account of ours and their address there.
struct ReplyLine: Sendable, Equatable {
    let account: ChannelAccount
    let point: PointID
    let display: String
    let lastAt: Int64
}

extension Storage.Transaction {
    /// The ways this case's customer can be reached, last used first: every line and address that their newest cases came by, and those this
    /// conversation went by, as far as the account lives. More than this many is no choice any more.
    func replyLines(of item: Case, most: Int = 20) throws -> [ReplyLine] { try replyLines(of: item, among: usedLines(of: item), most) }

    private func replyLines(of item: Case, among pairs: [(account: String, point: String)], _ most: Int = 20) throws -> [ReplyLine] {
        var accounts: [String: ChannelAccount] = [:]
        for id in Set(pairs.map(\.account)) {
            if let account = try ChannelAccount.find(id, self), account.archivedAt == 0 { accounts[id] = account }
        }
        let lines = try pairs.compactMap { pair -> ReplyLine? in
            guard let account = accounts[pair.account], let point = try reachable(pair.point, for: item) else { return nil }
            let newest = try first(
                "select at from message where point_id = $1 and account_id = $2 and direction in ('in', 'out') order by at desc, place desc limit 1",
                [.text(pair.point), .text(pair.account)]
            ) { $0.int(0) }
            return ReplyLine(account: account, point: ID(pair.point), display: point, lastAt: newest ?? 0)
        }
        return Array(lines.sorted { ($1.lastAt, $0.account.id.text) < ($0.lastAt, $1.account.id.text) }.prefix(most))
    }

    /// Nobody is asked about more than their newest cases: each part is one short walk of an index, however long the conversation.
    private func usedLines(of item: Case, newest: Int64 = 200) throws -> [(account: String, point: String)] {
        try all(
            """
            select a.account_id, a.point_id from (select account_id, point_id from cases where point_id = $1 order by created_at desc, number desc limit $4) a
            union select b.account_id, b.point_id
                from (select account_id, point_id from cases where contact_id = $2 order by created_at desc, number desc limit $4) b
            union select l.account_id, l.point_id from case_line l where l.case_id = $3
            """, [.text(item.point.text), SQLValue(item.contact?.text), .text(item.id.text), .integer(newest)]
        ) { (account: $0.text(0), point: $0.text(1)) }
    }

    /// An address may have been given to another contact since.
    private func reachable(_ point: String, for item: Case) throws -> String? {
        try first(
            "select display from contact_point where id = $1 and (id = $2 or contact_id = $3)",
            [.text(point), .text(item.point.text), SQLValue(item.contact?.text)]
        ) { $0.text(0) }
    }

    /// The member `channels` of an opened case. A bot answers on its own line.
    func writeChannels(of item: Case, for viewer: Viewer, _ channels: ChannelDirectory, to json: inout JSONText) throws {
        json.key("channels")
        let used = try viewer.isBot ? [] : usedLines(of: item).filter { !item.isCurrent(ID($0.account), ID($0.point)) }
        guard !used.isEmpty else {
            // The usual case: one line, all of which the row says.
            return json.array([item]) { json, item in
                Self.write(item.channel, item.account, item.point, item.pointDisplay, window: item.windowEnds, isCurrent: true, to: &json)
            }
        }
        let lines = try replyLines(of: item, among: used + [(item.account.text, item.point.text)])
        try json.array(lines) { json, line in
            let abilities = channels.abilities(of: line.account.channel)
            let end = try windowEnds(account: line.account.id, point: line.point, abilities)
            // Where they never wrote, the window was never open.
            Self.write(
                line.account.channel, line.account.id, line.point, line.display, window: abilities.window > 0 ? max(end, 1) : 0,
                isCurrent: item.isCurrent(line.account.id, line.point), to: &json)
        }
    }

    private static func write(
        _ channel: String, _ account: AccountID, _ point: PointID, _ display: String, window: Int64, isCurrent: Bool,
        to json: inout JSONText
    ) {
        json.object { json in
            json.field("channel", channel)
            json.field("account", account)
            json.field("point", point)
            json.field("display", display)
            json.key("window")
            if window > 0 { json.object { $0.field("endsAt", time: window) } } else { json.null() }
            json.field("current", isCurrent)
        }
    }
}

extension Case {
    /// The line and address by which the case came, and by which it is answered unless another is named.
    func isCurrent(_ account: AccountID, _ point: PointID) -> Bool { account == self.account && point == self.point }
}
