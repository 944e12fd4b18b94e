import Desk

extension WhatsAppChannel {
    /// One message: its file first, which may be repeated at will, then the message itself, once.
    package func send(_ message: Outbound, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent {
        let graph = try GraphCall(account, secret, client)
        var media: PutFile?
        if let file = message.files.first {
            do {
                media = try await upload(file, graph)
            } catch SendFailure.unknown(let reason) {
                // Nothing was sent yet: a file that may stand twice at Meta harms nobody.
                throw SendFailure.retry(after: nil, reason: reason)
            } catch let error where !(error is SendFailure || error is DeskError) {
                throw SendFailure.retry(after: nil, reason: "El archivo no se pudo preparar: \(error)")
            }
        }
        return Sent(providerID: try await graph.send(WhatsAppBody.message(message, media: media)).providerID, duration: media?.duration)
    }

    package func react(_ reaction: OutboundReaction, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent {
        try await GraphCall(account, secret, client).send(WhatsAppBody.reaction(reaction))
    }

    package func tellRead(_ providerID: String, account: ChannelAccount, secret: [UInt8]?) async throws {
        try await GraphCall(account, secret, client).order(WhatsAppBody.read(providerID))
    }
}

/// What is posted to `/{phone number id}/messages`.
enum WhatsAppBody {
    static func message(_ message: Outbound, media: PutFile?) -> [UInt8] {
        body(to: message.to, mark: InboundReceipt.Ours(message: message.id, attempt: message.attempt)) { json in
            if let replyTo = message.replyTo {
                json.key("context")
                json.object { $0.field("message_id", replyTo) }
            }
            guard let media else {
                json.field("type", "text")
                json.key("text")
                json.object { json in
                    json.field("body", message.text)
                    json.field("preview_url", message.text.contains("https://") || message.text.contains("http://"))
                }
                return
            }
            json.field("type", media.kind.rawValue)
            json.key(named: media.kind.rawValue)
            json.object { json in
                json.field("id", media.id)
                if !message.text.isEmpty, media.kind.takesCaption { json.field("caption", message.text) }
                if media.kind == .document, let file = message.files.first { json.field("filename", file.name) }
                if message.files.first?.isVoice == true { json.field("voice", true) }
            }
        }
    }

    static func reaction(_ reaction: OutboundReaction) -> [UInt8] {
        body(to: reaction.to, mark: InboundReceipt.Ours(message: reaction.message, attempt: 0)) { json in
            json.field("type", "reaction")
            json.key("reaction")
            json.object { json in
                json.field("message_id", reaction.target)
                json.field("emoji", reaction.emoji)
            }
        }
    }

    static func read(_ providerID: String) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            json.field("messaging_product", "whatsapp")
            json.field("status", "read")
            json.field("message_id", providerID)
        }
        return json.bytes
    }

    /// `to` takes a telephone number, `recipient` the user id of somebody who has shown none.
    /// `biz_opaque_callback_data` comes back in every receipt: with it an unknown outcome is settled.
    private static func body(to: Inbound.Sender, mark: InboundReceipt.Ours, _ content: (inout JSONText) -> Void) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            json.field("messaging_product", "whatsapp")
            json.field("recipient_type", "individual")
            if to.kind == "wa-user" {
                json.field("recipient", to.route ?? to.value)
            } else {
                json.field("to", to.route ?? String(to.value.drop { $0 == "+" }))
            }
            json.field("biz_opaque_callback_data", mark.text)
            content(&json)
        }
        return json.bytes
    }
}
