import FoundationEssentials
import Storage

/// What stands under a message: at most one of the customer's and one of ours.
struct ShownReaction: Codable, Equatable {
    enum By: String, Codable { case customer, agent }
    var emoji: String
    var by: By
    var name: String?
    /// Of ours: `pending`, `sent` or `failed`.
    var status: String?

    static func list(_ json: String) -> [ShownReaction] {
        json == "[]" ? [] : (try? JSONDecoder().decode([ShownReaction].self, from: Data(json.utf8))) ?? []
    }
    static func json(of list: [ShownReaction]) -> String {
        var json = JSONText()
        json.array(list) { json, reaction in
            json.object { json in
                json.field("emoji", reaction.emoji)
                json.field("by", reaction.by.rawValue)
                if let name = reaction.name { json.field("name", name) }
                if let status = reaction.status { json.field("status", status) }
            }
        }
        return json.text
    }
}

extension Change {
    /// A customer's reaction: kept once per delivery, shown as soon as its message is here. The newest of a message counts, whatever came first.
    func receive(
        _ reaction: InboundReaction, from sender: Inbound.Sender, _ address: (value: String, display: String), account: ChannelAccount
    )
        throws
    {
        // Locks the customer, as their message does, and then the provider's id, as our own send's answer does: whichever is second finds the other.
        _ = try touchPoint(sender, address, account: account, providerID: reaction.id)
        let theirs = try first(
            "select id from message where account_id = $1 and provider_id = $2", [.text(account.id.text), .text(reaction.target)]
        ) { $0.text(0) }
        let target = try theirs ?? ourMessage(reaction.target, account.id)
        let isNew = try first(
            """
            insert into reaction (account_id, provider_id, target, emoji, at, place, name) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict do nothing returning target
            """,
            [
                .text(account.id.text), .text(reaction.id), .text(reaction.target), .text(reaction.emoji), .integer(reaction.at ?? now),
                .text(newID()), .text(reaction.name),
            ]
        ) { $0.text(0) }
        guard isNew != nil, let target, !target.isEmpty else { return }
        guard let caseID = try first("select case_id from message where id = $1", [.text(target)], { CaseID($0.text(0)) }) else { return }
        let item = try touch(.id(caseID), for: .system)
        guard let held = try message(ID(target)),
            let shown = try shownReactions(target: reaction.target, on: held, account: account.id, item)
        else { return }
        announce(.on(item, "message.reaction", before: item.audience, message: shown.json))
    }

    private func ourMessage(_ providerID: String, _ account: AccountID) throws -> String? {
        try first(
            """
            insert into provider_message (account_id, provider_id) values ($1, $2)
            on conflict (account_id, provider_id) do update set attempt = provider_message.attempt returning message_id
            """, [.text(account.text), .text(providerID)]
        ) { $0.text(0) }
    }

    func message(_ id: MessageID) throws -> Message? {
        try first("select \(Message.columns) from message m where m.id = $1", [.text(id.text)], Message.init(row:))
    }

    /// Writes what the customer's reactions to `target` come to under the message; nil where nothing changes.
    func shownReactions(target: String, on message: Message, account: AccountID, _ item: Case? = nil) throws -> Message? {
        let newest = try first(
            "select emoji, name from reaction where account_id = $1 and target = $2 order by at desc, place desc limit 1",
            [.text(account.text), .text(target)]
        ) { (emoji: $0.text(0), name: $0.text(1)) }
        guard let newest else { return nil }
        var list = ShownReaction.list(message.reactions).filter { $0.by != .customer }
        if !newest.emoji.isEmpty {
            list.insert(ShownReaction(emoji: newest.emoji, by: .customer, name: newest.name.isEmpty ? nil : newest.name), at: 0)
        }
        return try set(reactions: list, of: message, version: item?.version ?? message.version)
    }

    /// Nil where nothing changes.
    func set(reactions list: [ShownReaction], of message: Message, version: Int64) throws -> Message? {
        guard list != ShownReaction.list(message.reactions) else { return nil }
        return try first(
            "update message set reactions = $2, version = $3 where id = $1 returning \(Message.returning)",
            [.text(message.id.text), .text(ShownReaction.json(of: list)), .integer(version)], Message.init(row:))
    }
}
