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
        var inbound = Inbound(id: id, sender: sender, kind: .text, text: "", at: at)
        read(message, into: &inbound)
        readContext(of: message, into: &inbound)
        return .message(inbound)
    }

    /// Meta counts seconds.
    static func milliseconds(_ seconds: Int64) -> Int64? { seconds > 0 && seconds < 10_000_000_000 ? seconds * 1000 : nil }

    private static func read(_ message: JSONValue, into inbound: inout Inbound) {
        let type = message["type"]?.text ?? ""
        if message["group_id"]?.text != nil {
            return unsupported("group", "Escribió en un grupo: \(text(of: message) ?? type)", nil, &inbound)
        }
        switch type {
        case "text", "button", "interactive":
            guard let text = text(of: message) else { return unsupported(type, message, &inbound) }
            inbound.text = String(text.prefix(65_536))
        case "image", "audio", "video", "document", "sticker":
            guard let media = message[type], let held = media["id"]?.text, held.utf8.count <= 200 else {
                return unsupported(type, message, &inbound)
            }
            inbound.kind = kinds[type] ?? .file
            inbound.text = media["caption"]?.text ?? ""
            inbound.attachments = [
                .held(
                    HeldFile(id: held, sha256: media["sha256"]?.text ?? ""), name: media["filename"]?.text, type: media["mime_type"]?.text,
                    isVoice: media["voice"]?.isTrue ?? false)
            ]
        case "location":
            guard let data = WhatsAppCards.location(message["location"]) else { return unsupported(type, message, &inbound) }
            inbound.kind = .location
            inbound.data = data
        case "contacts":
            guard let data = WhatsAppCards.contacts(message["contacts"]) else { return unsupported(type, message, &inbound) }
            inbound.kind = .contacts
            inbound.data = data
        default: unsupported(type, message, &inbound)
        }
    }

    private static let kinds: [String: MessageKind] = [
        "image": .image, "audio": .audio, "video": .video, "document": .file, "sticker": .sticker,
    ]

    /// The words of a text, a tapped button, a chosen row or a filled form.
    private static func text(of message: JSONValue) -> String? {
        switch message["type"]?.text {
        case "text": return message["text"]?["body"]?.text
        case "button": return message["button"]?["text"]?.text ?? message["button"]?["payload"]?.text
        case "interactive":
            let reply = message["interactive"]
            if let button = reply?["button_reply"] { return button["title"]?.text ?? button["id"]?.text }
            if let row = reply?["list_reply"] {
                let words = [row["title"]?.text ?? row["id"]?.text, row["description"]?.text].compactMap { $0 }
                return words.isEmpty ? nil : words.joined(separator: "\n")
            }
            if let form = reply?["nfm_reply"] { return WhatsAppCards.form(form) }
            return nil
        default: return nil
        }
    }

    private static func readContext(of message: JSONValue, into inbound: inout Inbound) {
        if let answered = message["context"]?["id"]?.text, answered.utf8.count <= 400 { inbound.replyTo = answered }
        if let product = message["context"]?["referred_product"]?["product_retailer_id"]?.text {
            inbound.quotedText = "Producto \(product.prefix(100))"
        } else if let advert = message["referral"] {
            let words = [advert["headline"]?.text, advert["body"]?.text, advert["source_url"]?.text].compactMap { $0 }
            inbound.quotedText = "Anuncio: \(words.joined(separator: " · ").prefix(500))"
        }
    }

    // MARK: What is not served yet

    private static func unsupported(_ type: String, _ message: JSONValue, _ inbound: inout Inbound) {
        let detail = message["errors"]?.items.first.map { error in
            error["error_data"]?["details"]?.text ?? error["message"]?.text ?? error["title"]?.text ?? "error \(error["code"]?.text ?? "")"
        }
        unsupported(type.isEmpty ? "unknown" : type, words(for: type, message), detail, &inbound)
    }

    private static func unsupported(_ type: String, _ text: String, _ detail: String?, _ inbound: inout Inbound) {
        inbound.kind = .unsupported
        inbound.text = String(text.prefix(4000))
        var json = JSONText()
        json.object { json in
            json.field("type", String(type.prefix(60)))
            if let detail { json.field("detail", String(detail.prefix(500))) }
        }
        inbound.data = json.text
    }

    private static func words(for type: String, _ message: JSONValue) -> String {
        switch type {
        case "order": WhatsAppCards.order(message["order"])
        case "system": message["system"]?["body"]?.text ?? "WhatsApp avisa de un cambio en la cuenta del cliente."
        case "edit":
            "Editó un mensaje: \(text(of: edited(message)) ?? edited(message)[edited(message)["type"]?.text ?? ""]?["caption"]?.text ?? "sin texto")"
        case "revoke": "Eliminó un mensaje."
        case "request_welcome": "Abrió el chat por primera vez."
        case "reaction": "Reaccionó \(message["reaction"]?["emoji"]?.text ?? "") a un mensaje."
        case "unsupported", "unknown", "": "Envió un mensaje que WhatsApp no entrega a las empresas; pídele que lo envíe de otra forma."
        case "text", "button", "interactive", "image", "audio", "video", "document", "sticker", "location", "contacts":
            "Envió un mensaje de tipo «\(type)» que llegó incompleto."
        default: "Envió un mensaje de tipo «\(type.prefix(60))», que Ventanilla todavía no muestra."
        }
    }
    private static func edited(_ message: JSONValue) -> JSONValue { message["edit"]?["message"] ?? .null }
}
