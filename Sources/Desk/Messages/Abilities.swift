import NIOCore

/// What a channel lets agents do beyond text and files.
package struct Abilities: Sendable, Equatable {
    /// Milliseconds after the customer's last message in which anything may be written; 0 where there is no such window.
    package var window: Int64 = 0
    package var reactions = false
    package var voice = false
    /// Customers are shown which of their messages were read.
    package var readMarks = false
    /// Milliseconds in which a receipt that bears our own id may still settle an unknown outcome; until then nobody sends again.
    package var confirmation: Int64 = 0
    /// Characters under a file.
    package var caption = OutgoingMessage.longestText
    package init() {}
}

/// A file an agent wants to send, as the channel's own rules judge it.
package struct SentFile: Sendable {
    package let name: String
    package let type: String
    package let size: Int64
    package let isVoice: Bool
    package init(name: String, type: String, size: Int64, isVoice: Bool = false) {
        self.name = name
        self.type = type
        self.size = size
        self.isVoice = isVoice
    }
}

extension Channel {
    package var abilities: Abilities { Abilities() }
    /// Throws `message.too_big` or `message.type`, with the channel's limit in the sentence.
    package func check(_ file: SentFile) throws {}
    package func answer(to query: [String: String], secret: [UInt8]?) throws -> String { throw DeskError.noWebhook(name) }
    package func verify(_ delivery: Delivery, secret: [UInt8]?) throws { throw DeskError.noWebhook(name) }
    package func react(_ reaction: OutboundReaction, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent {
        throw SendFailure.refused(reason: "El canal no tiene reacciones.")
    }
    package func tellRead(_ providerID: String, account: ChannelAccount, secret: [UInt8]?) async throws {
        throw SendFailure.refused(reason: "El canal no muestra a sus clientes qué se leyó.")
    }
    package func fetch(
        _ file: HeldFile, account: ChannelAccount, secret: [UInt8]?, limit: Int64, into body: @Sendable (ByteBuffer) async throws -> Void
    ) async throws -> String? {
        throw SendFailure.refused(reason: "El canal no guarda archivos.")
    }
}

extension DeskError {
    static func noWebhook(_ channel: String) -> DeskError {
        DeskError("channel.no_webhook", "Las cuentas de «\(channel)» no reciben webhooks.")
    }
}
