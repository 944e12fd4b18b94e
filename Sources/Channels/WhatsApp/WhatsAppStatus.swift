import Desk

/// What became of a message of ours. Order says nothing: a status may come before the send's own answer, and twice.
enum WhatsAppStatus {
    static func content(of status: JSONValue, from people: WhatsAppPeople) -> DeliveredItem.Content {
        guard let id = status["id"]?.text, id.utf8.count <= 400, let word = status["status"]?.text else {
            return .unreadable(DeskError("delivery.status", "Un aviso de entrega no dice de qué mensaje es."))
        }
        let type = status["type"]?.text ?? "message"
        if type == "call" { return WhatsAppCall.content(ofStatus: status, from: people) }
        // A payment's `failed` says nothing of the message it was asked with.
        guard type == "message" else { return .notice("estado «\(word.prefix(40))» de «\(type.prefix(40))»") }
        let known: DeliveryStatus? =
            switch word {
            case "sent": .sent
            case "delivered": .delivered
            case "read", "played": .read
            case "failed": .failed
            default: nil
            }
        guard let known else { return .notice("estado «\(word.prefix(40))» de un mensaje") }
        let reason = known == .failed ? reason(status["errors"]?.items ?? []) : ""
        return .receipt(
            InboundReceipt(
                target: .provider(id), status: known, at: status["timestamp"]?.integer.flatMap(WhatsAppMessage.milliseconds),
                reason: reason,
                ours: status["biz_opaque_callback_data"]?.text.flatMap(InboundReceipt.Ours.init(text:))))
    }
}

extension WhatsAppStatus {
    fileprivate static func reason(_ errors: [JSONValue]) -> String {
        var said: [String] = []
        for words in errors.prefix(5).map(GraphFault.words) where !said.contains(words) { said.append(words) }
        return said.isEmpty ? "WhatsApp no lo entregó y no dijo por qué." : said.joined(separator: " · ")
    }
}

/// Calls over WhatsApp, as far as a case shows them: who, when, how it ended.
enum WhatsAppCall {
    static func content(of call: JSONValue, from people: WhatsAppPeople) -> DeliveredItem.Content {
        let isOurs = call["direction"]?.text == "BUSINESS_INITIATED"
        let phone = isOurs ? call["to"]?.text : call["from"]?.text
        let userID = isOurs ? call["to_user_id"]?.text : call["from_user_id"]?.text
        guard let id = call["id"]?.text, id.utf8.count <= 300, let sender = people.sender(phone: phone, userID: userID) else {
            return .unreadable(DeskError("delivery.call", "Una llamada no dice de quién es."))
        }
        let duration = call["duration"]?.integer
        let status: CallEvent.Status
        switch call["event"]?.text {
        case "connect": status = .ringing
        case "terminate": status = (duration ?? 0) > 0 || call["status"]?.text == "COMPLETED" ? .ended : .missed
        default: return .notice("llamada: \(call["event"]?.text?.prefix(40) ?? "sin evento")")
        }
        return message(id, sender, isOurs ? .outbound : .inbound, status, call, duration: duration)
    }

    /// How the customer took a call of ours.
    static func content(ofStatus status: JSONValue, from people: WhatsAppPeople) -> DeliveredItem.Content {
        guard let id = status["id"]?.text, let sender = people.sender(phone: status["recipient_id"]?.text, userID: nil) else {
            return .notice("estado de una llamada")
        }
        switch status["status"]?.text {
        case "RINGING": return message(id, sender, .outbound, .ringing, status)
        case "ACCEPTED": return message(id, sender, .outbound, .answered, status)
        case "REJECTED": return message(id, sender, .outbound, .missed, status)
        default: return .notice("estado «\(status["status"]?.text?.prefix(40) ?? "")» de una llamada")
        }
    }

    private static func message(
        _ id: String, _ sender: Inbound.Sender, _ direction: CallEvent.Direction, _ status: CallEvent.Status, _ source: JSONValue,
        duration: Int64? = nil
    ) -> DeliveredItem.Content {
        var inbound = Inbound(
            id: id, sender: sender, kind: .call, text: "", at: source["timestamp"]?.integer.flatMap(WhatsAppMessage.milliseconds))
        inbound.call = CallEvent(callId: id, direction: direction, status: status, duration: duration.map { max(0, $0) })
        return .message(inbound)
    }
}
