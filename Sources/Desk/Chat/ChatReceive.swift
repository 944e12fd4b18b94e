import Storage

/// What a visitor's browser sends; who they are, where and in which language they read is theirs to say.
package struct VisitorMessage: Sendable {
    package var text: String
    package var attachments: [AttachmentID]
    package var name: String?
    package var page: String?
    package var locale: String?

    package init(text: String, attachments: [AttachmentID] = [], name: String? = nil, page: String? = nil, locale: String? = nil) {
        self.text = text
        self.attachments = attachments
        self.name = name
        self.page = page
        self.locale = locale
    }
}

extension Desk {
    /// A visitor writes: a text, or one uploaded file with a caption. A repeat of the id answers what the first one did.
    package func chatReceive(_ visitor: Visitor, account: ChannelAccount, id: MessageID, _ draft: VisitorMessage) async throws -> Written {
        let (text, attachments) = (draft.text, draft.attachments)
        if text.count > OutgoingMessage.longestText {
            throw DeskError(
                "message.too_long", "El mensaje es demasiado largo: el máximo es \(OutgoingMessage.longestText) caracteres.", field: "text")
        }
        if attachments.isEmpty, text.allSatisfy(\.isWhitespace) {
            throw DeskError("message.empty", "Escribe algo antes de enviar.", field: "text")
        }
        guard attachments.count <= 1 else {
            throw DeskError.invalid("attachments", "attachments.count", "Cada mensaje lleva como máximo un archivo.")
        }
        var kind = MessageKind.text
        if let file = attachments.first {
            let type = try await read {
                try $0.first("select type from attachment where id = $1 and owner = $2", [.text(file.text), .text(visitor.author.label)]) {
                    $0.text(0)
                }
            }
            guard let type else { throw DeskError("attachment.not_found", "Sube primero el archivo \(file).", field: "attachments") }
            kind = .of(type: type)
        }
        var inbound = Inbound(
            id: id.text, sender: Inbound.Sender(kind: "visitor", value: visitor.point.text, name: draft.name, point: visitor.point),
            kind: kind,
            text: text)
        inbound.messageID = id
        inbound.attachments = attachments.map { .stored($0) }
        inbound.uploader = visitor.author.label
        (inbound.page, inbound.locale) = (draft.page, draft.locale)
        let received = try await receiveOnce(inbound, account: account, of: visitor)
        return try await read { transaction in
            let message = try transaction.first(
                "select \(Message.columns) from message m where m.id = $1 and m.point_id = $2 and m.account_id = $3",
                [.text(id.text), .text(visitor.point.text), .text(visitor.account.text)], Message.init(row:))
            guard let message else {
                throw DeskError("id.conflict", "El identificador \(id) ya pertenece a otro mensaje; usa uno nuevo.", field: "id")
            }
            var json = JSONText()
            message.writeForVisitor(to: &json, accountSlug: account.slug)
            return Written(created: received.isNew, body: json.bytes)
        }
    }

    /// A repeat's file is no longer free: look for the message before its files.
    private func receiveOnce(_ inbound: Inbound, account: ChannelAccount, of visitor: Visitor) async throws -> Received {
        let seen = try await read { transaction in
            try transaction.first(
                "select m.case_id, c.number from message m join cases c on c.id = m.case_id where m.id = $1 and m.point_id = $2",
                [.text(inbound.id), .text(visitor.point.text)]
            ) { Received(caseID: ID($0.text(0)), number: $0.int(1), message: ID(inbound.id), isNew: false) }
        }
        if let seen { return seen }
        return try await receive(inbound, account: account)
    }
}
