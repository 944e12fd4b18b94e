import Desk

/// What a customer said without a file: a text, a tapped button, a chosen row, a filled form, an order, a corrected text.
enum WhatsAppWords {
    /// Nil where it holds no words.
    static func of(_ message: JSONValue) -> String? {
        switch message["type"]?.text {
        case "order": WhatsAppCards.order(message["order"])
        case "edit": message["edit"]?["message"].flatMap(said).map { "Editado: \($0)" }
        default: said(message)
        }
    }

    /// The words of one message, its file's caption among them.
    static func said(_ message: JSONValue) -> String? {
        guard let type = message["type"]?.text, let content = message[type] else { return nil }
        switch type {
        case "text": return content["body"]?.text
        case "button": return content["text"]?.text ?? content["payload"]?.text
        case "interactive": return chosen(content)
        default: return content["caption"]?.text
        }
    }

    private static func chosen(_ reply: JSONValue) -> String? {
        if let button = reply["button_reply"] { return button["title"]?.text ?? button["id"]?.text }
        if let row = reply["list_reply"] {
            let words = [row["title"]?.text ?? row["id"]?.text, row["description"]?.text].compactMap { $0 }
            return words.isEmpty ? nil : words.joined(separator: "\n")
        }
        if let form = reply["nfm_reply"] { return WhatsAppCards.form(form) }
        if let answer = reply["call_permission_reply"]?["response"]?.text {
            return answer == "accept" ? "Acepta que le llamen." : "No acepta que le llamen."
        }
        return reply["type"]?.text.flatMap { reply[$0] }.flatMap(plain)
    }

    /// An answer of a kind that came after this was written: its plain members, one to a line.
    private static func plain(_ answer: JSONValue) -> String? {
        if let title = answer["title"]?.text ?? answer["text"]?.text ?? answer["body"]?.text { return title }
        let lines = answer.members.compactMap { member in member.value.text.map { "\(member.key): \($0)" } }
        return lines.isEmpty ? nil : lines.prefix(20).joined(separator: "\n")
    }
}
