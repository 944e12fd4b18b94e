extension Simulator {
    /// Takes what the desk sends: judged by the schema's rules, put on the customer's phone, and receipts begin.
    func take(_ body: JSON, of line: SimulatorOptions.WhatsAppLine) throws -> JSON {
        if body["status"] != nil { return try markRead(body) }
        let asked = try change { stage in
            try SendRequest(body) { id in
                stage.media[id].flatMap { $0.owner.isEmpty || $0.owner == line.phoneNumberID ? ($0.type, $0.bytes.count) : nil }
            }
        }
        let (message, phone, failure) = try change { stage in try place(asked, of: line, on: &stage) }
        if asked.type == "reaction", failure == nil { retell(asked.content["message_id"]?.string) }
        report(message, to: phone, asked, line, failure)
        return answer(asked, phone, message)
    }

    /// Puts it on the phone. The failure, if any, is told by a receipt; one that belongs into the answer is thrown.
    private func place(
        _ asked: SendRequest, of line: SimulatorOptions.WhatsAppLine, on stage: inout Stage
    ) throws -> (PhoneMessage, Phone?, GraphError?) {
        if let code = stage.switches.takeFailure(as: .answer) { throw GraphError(code: code) }
        if case .number(let number) = asked.to, WhatsAppNumber.digits(number) == WhatsAppNumber.digits(line.displayPhone) {
            throw GraphError(code: 131021)
        }
        var failure = stage.switches.takeFailure(as: .status).map { GraphError(code: $0) }
        let phone = stage.phone(asked.to)
        let message = message(of: asked, for: phone, stage.media)
        // Who has no WhatsApp is found out later.
        guard let phone else { return (message, nil, failure ?? GraphError(code: 131026)) }
        if !asked.isTemplate, isLate(phone, stage.switches) {
            guard stage.switches.failAs == .status else { throw GraphError.windowOver }
            failure = failure ?? .windowOver
        }
        if asked.type != "reaction" {
            stage.add(message, to: phone.id, at: message.at)
        } else if failure == nil, !stage.react(asked.content, by: "business") {
            throw GraphError.value("reaction.message_id is not known")
        }
        return (message, phone, failure)
    }

    private func isLate(_ phone: Phone, _ switches: Switches) -> Bool {
        switches.expired || now() - phone.lastWroteAt > 24 * 3_600_000
    }

    private func message(of asked: SendRequest, for phone: Phone?, _ media: MediaStore) -> PhoneMessage {
        let address = phone?.address ?? "0"
        var message = PhoneMessage(
            id: Ids.wamid(address, fromCustomer: false), isMine: false, kind: asked.type, quote: asked.quote, at: now(), status: .pending,
            callback: asked.callback)
        switch asked.type {
        case "text": message.text = asked.content["body"]?.string
        case "image", "audio", "video", "document", "sticker":
            message.text = asked.content["caption"]?.string
            if let id = asked.content["id"]?.string, let medium = media[id] {
                // A recording in Opus is shown as a voice note, as WhatsApp itself does.
                let isVoice = asked.type == "audio" && MediaRules.bare(medium.type) == "audio/ogg"
                message.file = PhoneMessage.File(
                    id: id, name: asked.content["filename"]?.string ?? medium.name, type: medium.type, size: medium.bytes.count,
                    isVoice: isVoice)
            }
        case "template": message.text = asked.content["name"]?.string
        case "interactive":
            message.text = asked.content["body"]?["text"]?.string
            message.detail = asked.content
        default: message.detail = asked.content
        }
        return message
    }

    private func report(
        _ message: PhoneMessage, to phone: Phone?, _ asked: SendRequest, _ line: SimulatorOptions.WhatsAppLine, _ failure: GraphError?
    ) {
        guard let phone else {
            guard case .number(let number) = asked.to else { return }
            let nobody = Phone(
                id: "nobody", kind: .whatsapp, name: number, number: number, waID: WhatsAppNumber.digits(number), line: line.account)
            let value = Webhook.status(.failed, of: message, to: nobody, at: now(), error: failure)
            return deliver(
                Delivery(Webhook.statuses([value], line: line), line: line, kind: "statuses.failed", from: number), lane: message.id)
        }
        if asked.type == "reaction" { return receipts(of: message, on: phone, line, failure) }
        tell(message, on: phone.id)
        // A link is fetched by the provider; the simulator reaches nothing outside.
        let isLink = asked.content["link"] != nil && message.file == nil && message.kind != "text"
        carry(message, to: phone.id, failing: failure ?? (isLink ? GraphError(code: 131052) : nil))
    }

    /// A reaction is no bubble, but its receipts come as a message's do.
    private func receipts(of message: PhoneMessage, on phone: Phone, _ line: SimulatorOptions.WhatsAppLine, _ failure: GraphError?) {
        for status in failure == nil ? [PhoneMessage.Status.sent, .delivered] : [.failed] {
            let value = Webhook.status(status, of: message, to: phone, at: now(), error: failure)
            deliver(
                Delivery(Webhook.statuses([value], line: line), line: line, kind: "statuses.\(status.rawValue)", from: phone.name),
                lane: phone.id)
        }
    }

    private func answer(_ asked: SendRequest, _ phone: Phone?, _ message: PhoneMessage) -> JSON {
        let contact: JSON =
            switch asked.to {
            case .number(let number): .of(["input": JSON(number), "wa_id": JSON(phone?.waID ?? WhatsAppNumber.digits(number))])
            case .user(let user): .of(["input": JSON(user), "user_id": JSON(user)])
            }
        return ["messaging_product": "whatsapp", "contacts": [contact], "messages": [.of(["id": JSON(message.id)])]]
    }

    /// `{status: "read", message_id}`: the customer sees blue ticks up to that message.
    private func markRead(_ body: JSON) throws -> JSON {
        guard body["messaging_product"]?.string == "whatsapp" else { throw GraphError.required("messaging_product") }
        guard body["status"]?.string == "read" else { throw GraphError.value("status must be read") }
        guard let id = body["message_id"]?.string else { throw GraphError.required("message_id") }
        let raised: [(PhoneMessage, String)] = try change { stage in
            guard let (phone, place) = stage.message(id), stage.phones[phone]?.messages[place].isMine == true else {
                throw GraphError.value("message_id is not known")
            }
            let earlier = stage.phones[phone]?.messages[...place].filter(\.isMine).map(\.id) ?? []
            return earlier.compactMap { id in stage.raise(id, in: phone, to: .read).map { ($0, phone) } }
        }
        for (message, phone) in raised { tell(message, on: phone) }
        return ["success": true]
    }
}
