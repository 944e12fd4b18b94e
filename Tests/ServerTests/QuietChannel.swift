@testable import Desk

/// A channel that takes everything and sends nothing.
struct QuietChannel: Channel {
    let name: String
    func read(_ delivery: Delivery, account: ChannelAccount) throws -> [DeliveredItem] { [] }
    func pushes(_ account: ChannelAccount) -> Bool { false }
    func send(_ message: Outbound, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent { Sent(providerID: message.id.text) }
}
