import Storage

/// What a provider says about a customer, and nobody wrote: a new number, a wish about promotions. The screen words it by its code.
package struct InboundLine: Sendable {
    /// The provider's id, or one made of what it says: twice is once.
    package let id: String
    package let code: String
    package let params: [(String, String)]
    package let at: Int64?
    package init(id: String, code: String, params: [(String, String)], at: Int64?) {
        self.id = id
        self.code = code
        self.params = params
        self.at = at
    }
}

extension Change {
    /// Said in the customer's newest live case. It opens none, nor is it unread to anybody; who has no live case keeps it in the journal alone.
    func receive(
        _ line: InboundLine, from sender: Inbound.Sender, _ address: (value: String, display: String), account: ChannelAccount
    ) throws {
        let point = try touchPoint(sender, address, account: account, providerID: line.id)
        guard point.seen == nil else { return }
        let live = try first(
            "select id from cases where point_id = $1 and state <> 'closed' order by created_at desc, number desc limit 1",
            [.text(point.id.text)]
        ) { CaseID($0.text(0)) }
        guard let live else { return }
        let item = try touch(.id(live), for: .system)
        var message = NewMessage(
            id: id(), kind: .system, direction: "none", authorKind: "system", at: min(max(line.at ?? now, now - 7 * 86_400_000), now))
        message.data = Message.system(line.code, line.params)
        message.providerID = line.id
        message.line = (account.id, account.channel, point.id)
        guard let written = try insert(message, into: item) else { throw RepeatedDelivery() }
        announce(.on(item, "message.updated", before: item.audience, message: written.json))
    }
}
