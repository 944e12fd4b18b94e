/// The bodies of webhooks (`components/schemas/WebhookPayload`).
enum Webhook {
    static func envelope(_ value: JSON, line: SimulatorOptions.WhatsAppLine, field: String = "messages") -> JSON {
        [
            "object": "whatsapp_business_account",
            "entry": [["id": JSON(line.businessAccountID), "changes": [["value": value, "field": JSON(field)]]]],
        ]
    }

    static func metadata(_ line: SimulatorOptions.WhatsAppLine) -> JSON {
        [
            "display_phone_number": JSON(line.displayPhone.filter(\.isNumber)), "phone_number_id": JSON(line.phoneNumberID),
        ]
    }

    /// Who wrote: a phone's number, a user id, or both.
    static func contact(_ phone: Phone) -> JSON {
        .of([
            "profile": .of(["name": JSON(phone.name)]), "wa_id": phone.waID.map { JSON($0) }, "user_id": phone.userID.map { JSON($0) },
        ])
    }

    static func message(_ message: PhoneMessage, of phone: Phone, sha256: String?, quoting from: String?) -> JSON {
        var members: [JSON.Member] = []
        func put(_ key: String, _ value: JSON?) { if let value { members.append(JSON.Member(key: key, value: value)) } }
        put("context", message.quote.map { .of(["from": from.map { JSON($0) }, "id": JSON($0)]) })
        put("from", phone.waID.map { JSON($0) })
        put("from_user_id", phone.userID.map { JSON($0) })
        put("id", JSON(message.id))
        put("timestamp", JSON(String(message.at / 1000)))
        put("type", JSON(message.type))
        if message.kind == "unsupported" { put("errors", [unsupported]) } else { put(message.type, content(message, sha256: sha256)) }
        return .object(members)
    }

    /// The value of a change that brings messages.
    static func messages(_ messages: [JSON], of phone: Phone, line: SimulatorOptions.WhatsAppLine) -> JSON {
        [
            "messaging_product": "whatsapp", "metadata": metadata(line), "contacts": [contact(phone)], "messages": .array(messages),
        ]
    }

    static func statuses(_ statuses: [JSON], line: SimulatorOptions.WhatsAppLine) -> JSON {
        ["messaging_product": "whatsapp", "metadata": metadata(line), "statuses": .array(statuses)]
    }

    static func status(_ status: PhoneMessage.Status, of message: PhoneMessage, to phone: Phone, at now: Int64, error: GraphError?) -> JSON
    {
        let isBilled = status == .sent || status == .delivered
        let conversation: JSON = .of([
            "id": JSON(conversationID(phone)),
            "expiration_timestamp": status == .sent ? JSON(String((max(phone.lastWroteAt, message.at) + 86_400_000) / 1000)) : nil,
            "origin": ["type": "service"],
        ])
        return .of([
            "id": JSON(message.id), "status": JSON(status.rawValue), "timestamp": JSON(String(now / 1000)),
            "recipient_id": phone.waID.map { JSON($0) }, "recipient_user_id": phone.userID.map { JSON($0) },
            "biz_opaque_callback_data": message.callback.map { JSON($0) }, "conversation": isBilled ? conversation : nil,
            "pricing": isBilled
                ? ["billable": false, "pricing_model": "PMP", "category": "service", "type": "free_customer_service"] : nil,
            "errors": error.map { [$0.inStatus] },
        ])
    }

    private static func conversationID(_ phone: Phone) -> String {
        Array("\(phone.id)\(phone.lastWroteAt / 86_400_000)".utf8).suffix(16).hex
    }

    private static func content(_ message: PhoneMessage, sha256: String?) -> JSON {
        guard let file = message.file else { return message.kind == "text" ? ["body": JSON(message.text ?? "")] : message.detail ?? [:] }
        return .of([
            "caption": message.text.map { JSON($0) }, "filename": message.kind == "document" ? JSON(file.name) : nil,
            "mime_type": JSON(file.type), "sha256": sha256.map { JSON($0) }, "id": JSON(file.id),
            "voice": message.kind == "audio" ? .bool(file.isVoice) : nil, "animated": message.kind == "sticker" ? false : nil,
        ])
    }

    private static let unsupported: JSON = [
        "code": 131051, "title": "Message type unknown", "message": "Message type unknown",
        "error_data": ["details": "Message type is currently not supported."],
    ]
}

extension PhoneMessage {
    /// The provider's word for it; what nobody maps yet keeps its own.
    var type: String { kind == "other" ? detail?["type"]?.string ?? "unsupported" : kind }
}
