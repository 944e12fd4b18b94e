/// What the pages hear of phones and bubbles.
extension Simulator {
    func tell(_ phone: Phone) { audience.tell("phone", phone.json) }

    func tell(_ message: PhoneMessage, on phone: String) {
        audience.tell("message", ["phone": JSON(phone), "message": message.json])
    }

    /// A bubble that changed where it stands.
    func retell(_ id: String?) {
        guard let id else { return }
        let found: (PhoneMessage, String)? = change { stage in
            stage.message(id).flatMap { at in stage.phones[at.phone].map { ($0.messages[at.place], at.phone) } }
        }
        if let (message, phone) = found { tell(message, on: phone) }
    }
}

extension Phone {
    var json: JSON {
        [
            "id": JSON(id), "kind": JSON(kind.rawValue), "name": JSON(name), "number": JSON(number),
            "display": JSON(number.map(WhatsAppNumber.display)), "userId": JSON(userID), "line": JSON(line), "online": .bool(isOnline),
            "automatic": .bool(isAutomatic), "touchedAt": JSON(touchedAt), "call": call?.json ?? .null,
        ]
    }
}

extension PhoneCall {
    var json: JSON {
        [
            "callId": JSON(callID), "status": JSON(status.rawValue), "startedAt": JSON(startedAt),
            "answeredAt": answeredAt.map { JSON($0) } ?? .null, "endedAt": endedAt.map { JSON($0) } ?? .null,
        ]
    }
}

extension PhoneMessage {
    var json: JSON {
        .of([
            "id": JSON(id), "mine": .bool(isMine), "kind": JSON(kind), "text": text.map { JSON($0) }, "file": file?.json, "detail": detail,
            "replyTo": quote.map { JSON($0) },
            "reactions": .object(reactions.sorted { $0.key < $1.key }.map { JSON.Member(key: $0.key, value: JSON($0.value)) }),
            "at": JSON(at), "status": JSON(status.rawValue), "reason": reason.map { JSON($0) },
        ])
    }
}

extension PhoneMessage.File {
    var json: JSON {
        ["id": JSON(id), "name": JSON(name), "type": JSON(type), "size": JSON(size), "voice": .bool(isVoice)]
    }
}
