import Storage

extension Desk {
    /// Opens or resumes a visitor's chat: token, newest messages, who attends, and the position its events go on from.
    package func chatSession(_ account: ChannelAccount, token: String?) async throws -> [UInt8] {
        try account.requireWebchat()
        var resumed: Visitor?
        if let token {
            do { resumed = try visitor(token, account) } catch let error as DeskError where error.code == "visitor.expired" {
                resumed = nil
            }
        }
        let now = now()
        let visitor = Visitor(point: resumed?.point ?? ID(ids.make(at: now)), account: account.id, expiresAt: now + Visitor.lifetime)
        let token = visitor.token(vault)
        let epoch = settings.eventEpoch
        return try await read { transaction in
            let page = try transaction.chatMessages(of: visitor, before: nil, limit: 50)
            let agent = try transaction.first(
                """
                select u.name from cases c join users u on u.id = c.agent_id where c.point_id = $1 and c.account_id = $2 and c.state in ('open', 'waiting')
                order by c.created_at desc limit 1
                """, [.text(visitor.point.text), .text(account.id.text)]
            ) { $0.text(0) }
            let newest = try transaction.first(
                "select c.state, c.closed_at from cases c where c.point_id = $1 and c.account_id = $2 order by c.created_at desc limit 1",
                [.text(visitor.point.text), .text(account.id.text)]
            ) { (state: $0.text(0), closedAt: $0.int(1)) }
            let unread = try transaction.first(
                """
                select count(*) from (select 1 from message m where m.point_id = $1 and m.account_id = $2 and m.direction = 'out' and m.status <> 'read'
                    limit 100) fresh
                """, [.text(visitor.point.text), .text(account.id.text)]
            ) { $0.int(0) }
            var json = JSONText(capacity: 8192)
            try json.object { json in
                json.field("token", token)
                json.field("visitor", visitor.point)
                json.field("expiresAt", time: visitor.expiresAt)
                json.key("account")
                json.object { json in
                    json.field("alias", account.alias)
                    json.field("locale", account.settings.locale)
                    json.field("brand", account.settings.brand)
                }
                json.key("messages")
                json.array(page.reversed()) { $1.writeForVisitor(to: &$0, accountSlug: account.slug) }
                json.field("earlier", page.count == 50 ? page.last?.cursor : nil)
                json.field("position", try EventLog.head(epoch: epoch, transaction).text)
                json.key("agent")
                if let agent {
                    json.object { $0.field("name", agent) }
                } else {
                    json.null()
                }
                json.key("queue")
                if newest?.state == CaseState.queued.rawValue, let waiting = try transaction.waitingCase(of: visitor) {
                    try transaction.place(of: waiting).write(to: &json)
                } else {
                    json.null()
                }
                json.field("closedAt", time: newest?.state == CaseState.closed.rawValue ? newest?.closedAt ?? 0 : 0)
                json.field("unread", unread ?? 0)
                json.field("read", page.first { $0.direction == "out" && $0.status == "read" }?.id)
            }
            return json.bytes
        }
    }

    /// A page of the visitor's conversation, newest first.
    package func chatMessages(_ visitor: Visitor, account: ChannelAccount, cursor: String?, limit: Int) async throws -> [UInt8] {
        let before = try cursor.map { try MessageCursor(text: $0) }
        return try await read { transaction in
            let page = try transaction.chatMessages(of: visitor, before: before, limit: limit)
            var json = JSONText(capacity: 8192)
            json.object { json in
                json.key("items")
                json.array(page) { $1.writeForVisitor(to: &$0, accountSlug: account.slug) }
                json.field("next", page.count == limit ? page.last?.cursor : nil)
            }
            return json.bytes
        }
    }
}

extension Storage.Transaction {
    fileprivate func waitingCase(of visitor: Visitor) throws -> Case? {
        try first(
            """
            select \(Case.columns) from \(Case.tables) where c.point_id = $1 and c.account_id = $2 and c.state = 'queued'
            order by c.created_at desc limit 1
            """, [.text(visitor.point.text), .text(visitor.account.text)], Case.init(row:))
    }
}

extension ChannelAccount {
    package func requireWebchat() throws {
        guard channel == "webchat" else { throw DeskError("account.not_found", "No hay ningún chat web «\(slug)».") }
    }
}

extension Storage.Transaction {
    fileprivate func chatMessages(of visitor: Visitor, before cursor: MessageCursor?, limit: Int) throws -> [Message] {
        try all(
            """
            select \(Message.columns) from message m where m.point_id = $1 and m.account_id = $2 and m.direction in ('in', 'out')
                and (m.at, m.place) < ($3, $4) order by m.at desc, m.place desc limit $5
            """,
            [
                .text(visitor.point.text), .text(visitor.account.text), .integer(cursor?.at ?? .max), .integer(cursor?.place ?? .max),
                .integer(Int64(limit)),
            ], Message.init(row:))
    }
}
