import Desk

/// What is not served yet, or came without what it should hold: shown in words, with the provider's own kind and what it said of it.
enum WhatsAppUnsupported {
    static func write(_ message: JSONValue, into inbound: inout Inbound) {
        let type = message["type"]?.text ?? "unknown"
        // Meta's `unsupported` may say what it was: a poll, a video note.
        let told = ["unsupported", "unknown"].contains(type) ? message["unsupported"]?["type"]?.text ?? type : type
        write(told, words(for: type, message), detail(message["errors"]?.items ?? []), into: &inbound)
    }

    static func write(_ type: String, _ text: String, _ detail: String?, into inbound: inout Inbound) {
        inbound.kind = .unsupported
        inbound.text = String(text.prefix(4000))
        var json = JSONText()
        json.object { json in
            json.field("type", String(type.prefix(60)))
            if let detail { json.field("detail", String(detail.prefix(500))) }
        }
        inbound.data = json.text
    }

    private static func detail(_ errors: [JSONValue]) -> String? {
        let said = errors.prefix(5).compactMap { error in
            error["error_data"]?["details"]?.text ?? error["message"]?.text ?? error["title"]?.text
                ?? error["code"]?.text.map { "error \($0)" }
        }
        return said.isEmpty ? nil : said.joined(separator: " · ")
    }

    private static func words(for type: String, _ message: JSONValue) -> String {
        switch type {
        case "edit": "Editó un mensaje."
        case "revoke": "Eliminó un mensaje."
        case "request_welcome": "Abrió el chat por primera vez."
        case "reaction": "Reaccionó \(message["reaction"]?["emoji"]?.text?.prefix(8) ?? "") a un mensaje."
        case "unsupported", "unknown": "Envió un mensaje que WhatsApp no entrega a las empresas; pídele que lo envíe de otra forma."
        case "text", "button", "interactive", "order", "image", "audio", "video", "document", "sticker", "location", "contacts":
            "Envió un mensaje de tipo «\(type)» que llegó incompleto."
        default: "Envió un mensaje de tipo «\(type.prefix(60))», que Ventanilla todavía no muestra."
        }
    }
}
