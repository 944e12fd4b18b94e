import Desk

/// One message of a customer's, in our words. A kind that isn't served yet, or that came without what it should hold, becomes a readable line.
enum WhatsAppMessage {
    static func content(of message: JSONValue, from people: WhatsAppPeople) -> DeliveredItem.Content {
        let userID = message["from_user_id"]?.text ?? message["user_id"]?.text
        guard let sender = people.sender(phone: message["from"]?.text, userID: userID) else {
            return .unreadable(DeskError("delivery.sender", "Un mensaje no dice de quién es."))
        }
        guard let id = message["id"]?.text, id.utf8.count <= 400 else {
            return .unreadable(DeskError("delivery.id", "Un mensaje no trae su identificador."))
        }
        let at = message["timestamp"]?.integer.flatMap(milliseconds)
        if message["type"]?.text == "reaction", let reaction = message["reaction"], let target = reaction["message_id"]?.text,
            target.utf8.count <= 400
        {
            let emoji = String((reaction["emoji"]?.text ?? "").prefix(8))
            return .reaction(InboundReaction(id: id, target: target, emoji: emoji, name: sender.name ?? "", at: at), sender)
        }
        if let line = WhatsAppSystem.line(id: id, message, at: at) { return .line(line, sender) }
        var inbound = Inbound(id: id, sender: sender, kind: .text, text: "", at: at)
        read(message, into: &inbound)
        readContext(of: message, into: &inbound)
        return .message(inbound)
    }

    /// Meta counts whole seconds, and writes when one began. It is taken to its end (and never past now, where it is received): an answer written
    /// in the second in which we sent its question would else stand before it.
    static func milliseconds(_ seconds: Int64) -> Int64? { seconds > 0 && seconds < 10_000_000_000 ? seconds * 1000 + 999 : nil }

    private static func read(_ message: JSONValue, into inbound: inout Inbound) {
        let type = message["type"]?.text ?? ""
        if message["group_id"]?.text != nil {
            return WhatsAppUnsupported.write("group", "Escribió en un grupo: \(WhatsAppWords.said(message) ?? type)", nil, into: &inbound)
        }
        switch type {
        case "text", "button", "interactive", "order", "edit":
            guard let text = WhatsAppWords.of(message) else { return WhatsAppUnsupported.write(message, into: &inbound) }
            inbound.text = String(text.prefix(65_536))
            inbound.replyTo = message["edit"]?["original_message_id"]?.text.flatMap(short)
        case "image", "audio", "video", "document", "sticker":
            guard let media = message[type], let held = media["id"]?.text, held.utf8.count <= 200 else {
                return WhatsAppUnsupported.write(message, into: &inbound)
            }
            inbound.kind = kinds[type] ?? .file
            inbound.text = String((media["caption"]?.text ?? "").prefix(65_536))
            inbound.attachments = [
                .held(
                    HeldFile(id: held, sha256: media["sha256"]?.text ?? ""), name: media["filename"]?.text, type: media["mime_type"]?.text,
                    isVoice: media["voice"]?.isTrue ?? false)
            ]
        case "location":
            guard let data = WhatsAppCards.location(message["location"]) else {
                return WhatsAppUnsupported.write(message, into: &inbound)
            }
            inbound.kind = .location
            inbound.data = data
        case "contacts":
            guard let data = WhatsAppCards.contacts(message["contacts"]) else {
                return WhatsAppUnsupported.write(message, into: &inbound)
            }
            inbound.kind = .contacts
            inbound.data = data
        default:
            WhatsAppUnsupported.write(message, into: &inbound)
            inbound.replyTo = message["revoke"]?["original_message_id"]?.text.flatMap(short)
        }
    }

    private static let kinds: [String: MessageKind] = [
        "image": .image, "audio": .audio, "video": .video, "document": .file, "sticker": .sticker,
    ]

    private static func readContext(of message: JSONValue, into inbound: inout Inbound) {
        if let answered = message["context"]?["id"]?.text.flatMap(short) { inbound.replyTo = answered }
        if let product = message["context"]?["referred_product"]?["product_retailer_id"]?.text {
            inbound.quotedText = "Producto \(product.prefix(100))"
        } else if let advert = message["referral"] {
            let words = [advert["headline"]?.text, advert["body"]?.text, advert["source_url"]?.text].compactMap { $0 }
            inbound.quotedText = "Anuncio: \(words.joined(separator: " · ").prefix(500))"
        }
    }

    private static func short(_ id: String) -> String? { id.utf8.count <= 400 ? id : nil }
}
