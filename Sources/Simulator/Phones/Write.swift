import Foundation

/// What a customer does in a chat, read off the page's or a script's words.
struct Writing: Sendable {
    static let kinds = [
        "text", "image", "audio", "video", "document", "sticker", "location", "contacts", "reaction", "unsupported", "other",
    ]
    let kind: String
    var text: String?
    var file: String?
    var isVoice = false
    var detail: JSON?
    var quote: String?

    init(text: String) {
        kind = "text"
        self.text = text
    }

    init(_ json: JSON) throws {
        guard let kind = json["kind"]?.string, Self.kinds.contains(kind) else {
            throw Refusal.invalid("kind must be one of \(Self.kinds.joined(separator: ", "))")
        }
        self.kind = kind
        text = json["text"]?.string
        file = json["file"]?.string
        isVoice = json["voice"]?.bool ?? false
        quote = json["replyTo"]?.string
        switch kind {
        case "text": guard text?.isEmpty == false else { throw Refusal.invalid("text is missing") }
        case "image", "audio", "video", "document", "sticker": guard file != nil else { throw Refusal.invalid("file is missing") }
        case "location":
            guard let place = json["location"], place["latitude"]?.number != nil, place["longitude"]?.number != nil else {
                throw Refusal.invalid("location needs latitude and longitude")
            }
            detail = place
        case "contacts":
            guard let cards = json["contacts"], cards.items?.isEmpty == false else { throw Refusal.invalid("contacts is missing") }
            detail = cards
        case "reaction":
            guard let emoji = json["emoji"]?.string, quote != nil else { throw Refusal.invalid("a reaction needs emoji and replyTo") }
            // One taken away comes without its emoji.
            detail = .of(["message_id": quote.map { JSON($0) }, "emoji": emoji.isEmpty ? nil : JSON(emoji)])
            quote = nil
        case "other":
            guard let type = json["type"]?.string, let content = json["content"] else {
                throw Refusal.invalid("another kind needs its type and its content")
            }
            detail = .object([.init(key: "type", value: JSON(type)), .init(key: "content", value: content)])
        default: break
        }
    }
}

extension Simulator {
    /// The customer writes: a bubble on the phone and a webhook to the desk.
    @discardableResult
    func write(_ writing: Writing, on id: String) throws -> PhoneMessage {
        let (message, phone, line, sha256, quoted) = try change { stage in
            guard let phone = stage.phones[id] else { throw Refusal.missing("phone \(id)") }
            guard phone.kind == .whatsapp else { throw Refusal.conflict("this phone only calls") }
            guard let line = stage.line(phone.line) else { throw Refusal.conflict("the line \(phone.line) is gone") }
            var message = PhoneMessage(
                id: Ids.wamid(phone.address, fromCustomer: true), isMine: true, kind: writing.kind, text: writing.text,
                detail: writing.detail, quote: writing.quote, at: now(), status: .pending)
            var sha256: String?
            if let file = writing.file {
                guard let medium = stage.media[file] else { throw Refusal.missing("file \(file)") }
                message.file = PhoneMessage.File(
                    id: medium.id, name: medium.name, type: medium.type, size: medium.bytes.count,
                    isVoice: writing.isVoice || medium.isVoice)
                sha256 = medium.sha256
            }
            let quoted = writing.quote.flatMap { quote in phone.messages.first { $0.id == quote } }
            stage.phones[id]?.lastWroteAt = message.at
            if writing.kind == "reaction" {
                stage.react(writing.detail, by: "customer")
            } else {
                stage.add(message, to: id, at: message.at)
            }
            return (message, stage.phones[id] ?? phone, line, sha256, quoted)
        }
        if writing.kind == "reaction" { retell(writing.detail?["message_id"]?.string) } else { tell(message, on: id) }
        tell(phone)
        let quotedFrom = quoted.map { $0.isMine ? phone.address : line.displayPhone.filter(\.isNumber) } ?? phone.address
        var value = Webhook.message(message, of: phone, sha256: sha256, quoting: quotedFrom)
        if writing.kind == "other" { value = value.replacing(message.type, with: writing.detail?["content"]) }
        let delivery = Delivery(
            Webhook.messages([value], of: phone, line: line), line: line, kind: "messages.\(message.type)", from: phone.name)
        raise(message, on: id, to: .sent)
        deliver(delivery, lane: id) { self.raise(message, on: id, to: .delivered) }
        return message
    }

    /// A customer's own message moves; nobody gets a receipt of it.
    func raise(_ message: PhoneMessage, on phone: String, to status: PhoneMessage.Status) {
        if let raised = change({ $0.raise(message.id, in: phone, to: status) }) { tell(raised, on: phone) }
    }

    /// The customer looks at the chat: everything delivered is read.
    func read(on id: String) throws {
        let unread = try change { stage in
            guard let phone = stage.phones[id] else { throw Refusal.missing("phone \(id)") }
            return phone.messages.filter { !$0.isMine && $0.status == .delivered }.map(\.id)
        }
        for message in unread { advance(message, on: id, to: .read) }
    }
}

extension Stage {
    /// Sets or takes away a side's reaction; false when there is no such message.
    @discardableResult
    mutating func react(_ reaction: JSON?, by side: String) -> Bool {
        guard let id = reaction?["message_id"]?.string, let (phone, place) = message(id) else { return false }
        let emoji = reaction?["emoji"]?.string ?? ""
        phones[phone]?.messages[place].reactions[side] = emoji.isEmpty ? nil : emoji
        revision += 1
        return true
    }
}

extension JSON {
    fileprivate func replacing(_ key: String, with value: JSON?) -> JSON {
        guard case .object(let members) = self, let value else { return self }
        return .object(members.map { $0.key == key ? Member(key: key, value: value) : $0 })
    }
}
