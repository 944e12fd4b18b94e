import Storage

/// Answer by another line of ours, or at another address of the same customer.
package struct ReplyVia: Sendable, Equatable {
    package let account: AccountID
    package let point: PointID
    package init(account: AccountID, point: PointID) {
        self.account = account
        self.point = point
    }
}

extension Change {
    /// The line and address a reply goes by. Throws `channel.cannot` where this customer is not reached so.
    func line(_ via: ReplyVia?, in item: Case, by viewer: Viewer, account: (AccountID) throws -> ChannelAccount) throws -> (
        account: ChannelAccount, point: PointID
    ) {
        guard let via, !item.isCurrent(via.account, via.point) else { return (try account(item.account), item.point) }
        guard !viewer.isBot else { throw DeskError("channel.cannot", "Un bot responde solo por su propia línea.", field: "via") }
        let lines = try transaction.replyLines(of: item)
        guard let line = lines.first(where: { $0.account.id == via.account && $0.point == via.point }) else {
            throw DeskError(
                "channel.cannot", "A este cliente no se le puede escribir por esa línea; elige una de «channels» del caso.", field: "via")
        }
        return (line.account, line.point)
    }
}

extension Event {
    /// The web chat that hears of it is that of this address, which need not be the case's own.
    func told(at point: PointID) -> Event {
        var event = self
        event.before?.point = point
        event.after?.point = point
        return event
    }
}
