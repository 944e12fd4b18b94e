import NIOCore

/// A medium: reads what its provider delivers, sends what we write. Implemented in `Channels`, handed over by the executable.
package protocol Channel: Sendable {
    var name: String { get }
    /// Raw body and headers of one delivery → its items. Throws `DeskError` for a bad signature or a body of another shape. No database, no network.
    func read(_ delivery: Delivery, account: ChannelAccount) throws -> [DeliveredItem]
    /// False where the customer's side fetches: a message then stands as `sent` the moment it is committed.
    func pushes(_ account: ChannelAccount) -> Bool
    /// One call to the provider. Throws `SendFailure`; anything else thrown counts as an unknown outcome.
    func send(_ message: Outbound, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent
}

package struct Delivery: Sendable {
    package let body: [UInt8]
    package let headers: [(name: String, value: String)]
    package init(body: [UInt8], headers: [(name: String, value: String)] = []) {
        self.body = body
        self.headers = headers
    }
}

package enum DeliveredItem: Sendable {
    case message(Inbound)
    case receipt(InboundReceipt)
}

package struct Outbound: Sendable {
    package struct File: Sendable {
        package let id: AttachmentID
        package let name: String
        package let type: String
        package let size: Int64
        /// The path below the public address; fetching it takes a token with the scope `read`.
        package let url: String
    }
    package let id: MessageID
    package let attempt: Int64
    package let caseNumber: Int64
    package let to: Inbound.Sender
    package let kind: MessageKind
    package let text: String
    package let files: [File]
}

package struct Sent: Sendable {
    package let providerID: String
    package init(providerID: String) { self.providerID = providerID }
}

package enum SendFailure: Error, Sendable, Equatable {
    /// The provider took nothing: try again, not before this many milliseconds if it said so.
    case retry(after: Int64?, reason: String)
    /// It will never take this one; the reason is for people.
    case refused(reason: String)
    /// Nobody knows whether it arrived: never repeated blindly.
    case unknown(reason: String)
}

/// Fetches a file from an address that somebody outside named. Throws `SendFailure`.
package protocol OutsideFetcher: Sendable {
    /// Hands the bytes over as they come; answers the declared type. Refuses private addresses, and more than `limit` bytes.
    func fetch(_ url: String, limit: Int64, into body: @Sendable (ByteBuffer) async throws -> Void) async throws -> String?
}

/// Every channel this process can speak, by name.
package struct ChannelDirectory: Sendable {
    private let byName: [String: any Channel]
    package let fetcher: (any OutsideFetcher)?
    package init(_ channels: [any Channel] = [], fetcher: (any OutsideFetcher)? = nil) {
        byName = Dictionary(uniqueKeysWithValues: channels.map { ($0.name, $0) })
        self.fetcher = fetcher
    }
    package func channel(_ name: String) throws -> any Channel {
        guard let channel = byName[name] else {
            throw DeskError("channel.unsupported", "Este servidor no atiende todavía el canal «\(name)».")
        }
        return channel
    }
    package var names: [String] { byName.keys.sorted() }
}
