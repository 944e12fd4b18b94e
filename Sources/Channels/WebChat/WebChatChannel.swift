import Desk

/// Our own widget: the customer's browser reads the conversation, so a reply stands as sent the moment it is committed.
package struct WebChatChannel: Channel {
    package let name = "webchat"
    package init() {}

    package func read(_ delivery: Delivery, account: ChannelAccount) throws -> [DeliveredItem] {
        throw DeskError("channel.no_webhook", "El chat web no recibe webhooks; el visitante escribe por /chat/\(account.slug).")
    }
    package func pushes(_ account: ChannelAccount) -> Bool { false }
    package func send(_ message: Outbound, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent {
        Sent(providerID: message.id.text)
    }
}
