import NIOCore

/// A medium: reads what its provider delivers, sends what we write. Implemented in `Channels`, handed over by the executable.
/// What most channels lack has an answer in `Abilities.swift`.
package protocol Channel: Sendable {
    var name: String { get }
    var abilities: Abilities { get }
    /// The provider asks whether this address is ours, before it delivers here; the answer is what it wants to hear back.
    func answer(to query: [String: String], secret: [UInt8]?) throws -> String
    /// Throws `signature.refused` unless the raw bytes are the provider's own.
    func verify(_ delivery: Delivery, secret: [UInt8]?) throws
    /// Raw body of one delivery → its items. Throws `DeskError` for a body of another shape. No database, no network.
    func read(_ delivery: Delivery, account: ChannelAccount) throws -> [DeliveredItem]
    /// False where the customer's side fetches: a message then stands as `sent` the moment it is committed.
    func pushes(_ account: ChannelAccount) -> Bool
    /// The provider's own rules of type and size, asked before anything is written.
    func check(_ file: SentFile) throws
    /// One call to the provider. Throws `SendFailure`; anything else thrown counts as an unknown outcome.
    func send(_ message: Outbound, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent
    func react(_ reaction: OutboundReaction, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent
    /// Shows the customer that their message, and all before it, was read. May be repeated at will. Throws `SendFailure`.
    func tellRead(_ providerID: String, account: ChannelAccount, secret: [UInt8]?) async throws
    /// Hands over the bytes of a file the provider holds; answers the declared type. Throws `SendFailure`.
    func fetch(
        _ file: HeldFile, account: ChannelAccount, secret: [UInt8]?, limit: Int64, into body: @Sendable (ByteBuffer) async throws -> Void
    ) async throws -> String?
}

package struct Delivery: Sendable {
    package let body: [UInt8]
    package let headers: [(name: String, value: String)]
    package init(body: [UInt8], headers: [(name: String, value: String)] = []) {
        self.body = body
        self.headers = headers
    }
    package func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
}

package struct DeliveredItem: Sendable {
    package enum Content: Sendable {
        case message(Inbound)
        case receipt(InboundReceipt)
        case reaction(InboundReaction, Inbound.Sender)
        case line(InboundLine, Inbound.Sender)
        /// Understood, and nothing of it belongs into a conversation; the words are for whoever looks after the line.
        case notice(String)
        /// Not understood at all.
        case unreadable(DeskError)
    }
    package let content: Content
    /// How the provider names the line it is for; empty where it says nothing.
    package let line: String
    package init(_ content: Content, line: String = "") {
        self.content = content
        self.line = line
    }
}

/// A customer's reaction to a message, named by the provider's id. An empty emoji takes it back.
package struct InboundReaction: Sendable {
    package var id: String
    package var target: String
    package var emoji: String
    package var name: String
    package var at: Int64?
    package init(id: String, target: String, emoji: String, name: String, at: Int64?) {
        self.id = id
        self.target = target
        self.emoji = emoji
        self.name = name
        self.at = at
    }
}

package struct Outbound: Sendable {
    package struct File: Sendable {
        package let id: AttachmentID
        package let name: String
        package let type: String
        package let size: Int64
        /// The path below the public address; fetching it takes a token with the scope `read`.
        package let url: String
        package let stored: StoredFile
        package let isVoice: Bool
    }
    package let id: MessageID
    package let attempt: Int64
    package let caseNumber: Int64
    package let to: Inbound.Sender
    package let kind: MessageKind
    package let text: String
    package let files: [File]
    /// The provider's id of the message this one answers; nil where it has none.
    package let replyTo: String?
}

package struct OutboundReaction: Sendable {
    package let message: MessageID
    package let to: Inbound.Sender
    /// The provider's id of the message reacted to.
    package let target: String
    /// Empty takes the reaction back.
    package let emoji: String
}

/// A file as its provider names it, to be asked for.
package struct HeldFile: Sendable, Equatable {
    package let id: String
    /// Base64 or hexadecimal, as the provider wrote it; empty where it did not.
    package let sha256: String
    package init(id: String, sha256: String = "") {
        self.id = id
        self.sha256 = sha256
    }
}

package struct Sent: Sendable {
    package let providerID: String
    /// Seconds of the voice note that went out, where the channel had to make it first.
    package let duration: Double?
    package init(providerID: String, duration: Double? = nil) {
        self.providerID = providerID
        self.duration = duration
    }
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
    package func abilities(of name: String) -> Abilities { byName[name]?.abilities ?? Abilities() }
    package var names: [String] { byName.keys.sorted() }
}
