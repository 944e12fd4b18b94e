import Storage

extension Change {
    /// What an inbound message answers: our own id where the message is here, else what its provider said of it.
    func quote(_ inbound: Inbound, in message: inout NewMessage) throws {
        if let target = inbound.replyTo, let account = message.line?.account {
            if let known = try self.message(target, of: account) {
                message.replyTo = known.text
                return
            }
            message.quote = Self.quote(id: target, text: inbound.quotedText)
        } else if let text = inbound.quotedText {
            message.quote = Self.quote(id: nil, text: text)
        }
    }

    /// The message that a provider's id (or, from an integrator, our own) names on this line.
    func message(_ reference: String, of account: AccountID) throws -> MessageID? {
        try first(
            """
            select id from message where account_id = $1 and provider_id = $2
            union all select message_id from provider_message where account_id = $1 and provider_id = $2 and message_id <> ''
            union all select id from message where id = $2 and account_id = $1 limit 1
            """, [.text(account.text), .text(reference)]
        ) { ID($0.text(0)) }
    }

    private static func quote(id: String?, text: String?) -> String {
        var json = JSONText()
        json.object { json in
            if let id { json.field("id", id) }
            if let text { json.field("text", text) }
        }
        return json.text
    }
}

extension Storage.Transaction {
    /// The provider's id of one of our messages or theirs: the newest attempt's where several went out.
    func providerID(of message: MessageID, account: AccountID) throws -> String? {
        try first(
            """
            select provider_id, 0 from message where id = $1 and account_id = $2 and provider_id is not null
            union all select provider_id, number from attempt where message_id = $1 and provider_id <> '' order by 2 desc limit 1
            """, [.text(message.text), .text(account.text)]
        ) { $0.text(0) }
    }
}
