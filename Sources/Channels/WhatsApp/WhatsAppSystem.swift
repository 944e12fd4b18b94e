import Desk

/// What WhatsApp says about a customer, and the customer themselves did not write: another number, another telephone, a wish about promotions.
enum WhatsAppSystem {
    /// Nil for what is no such message.
    static func line(id: String, _ message: JSONValue, at: Int64?) -> InboundLine? {
        guard message["type"]?.text == "system" else { return nil }
        let system = message["system"] ?? .null
        let said = (system["body"]?.text).map { String($0.prefix(500)) }
        switch system["type"]?.text {
        case "user_changed_number", "customer_changed_number":
            guard let number = system["new_wa_id"]?.text ?? system["wa_id"]?.text else { break }
            let shown = PhoneNumber("+" + number.filter(\.isNumber), country: "")?.display ?? String(number.prefix(100))
            return InboundLine(id: id, code: "customerNumberChanged", params: [("to", shown)], at: at)
        case "customer_identity_changed": return InboundLine(id: id, code: "customerIdentityChanged", params: [], at: at)
        default: break
        }
        return InboundLine(
            id: id, code: "customerNotice", params: [("text", said ?? "WhatsApp avisa de un cambio en la cuenta del cliente")], at: at)
    }

    /// A customer's wish about promotions (`user_preferences`), told by whoever attends them.
    static func preference(_ wish: JSONValue, from people: WhatsAppPeople) -> DeliveredItem.Content {
        guard let sender = people.sender(phone: wish["wa_id"]?.text, userID: wish["user_id"]?.text) else {
            return .unreadable(DeskError("delivery.sender", "Un mensaje no dice de quién es."))
        }
        let value = wish["value"]?.text ?? "", at = wish["timestamp"]?.text ?? ""
        let id = "preference:\(sender.value):\(value):\(at)"
        let line = InboundLine(
            id: String(id.prefix(300)), code: value == "resume" ? "customerOptedIn" : "customerOptedOut", params: [],
            at: Int64(at).flatMap(WhatsAppMessage.milliseconds))
        return value == "resume" || value == "stop" ? .line(line, sender) : .notice("user_preferences: \(value.prefix(40))")
    }
}
