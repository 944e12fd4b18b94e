import Storage

/// A message about to be written.
package struct NewMessage: Sendable {
    package var id: MessageID
    package var kind: MessageKind
    package var direction: String
    package var authorKind: String
    package var authorID = ""
    package var authorName = ""
    package var body = ""
    package var data = ""
    package var status = ""
    package var at: Int64
    package var providerID: String?
    package var replyTo = ""
    package var attachments = "[]"
    package var quote = ""
    /// The line and the customer's address on it, where they are not the case's own.
    package var line: (account: AccountID, channel: String, point: PointID)?

    package init(id: MessageID, kind: MessageKind, direction: String, authorKind: String, at: Int64) {
        self.id = id
        self.kind = kind
        self.direction = direction
        self.authorKind = authorKind
        self.at = at
    }
}

extension Change {
    /// Writes a message into a touched case; nil if one with its provider's id is already there. `place` keeps several of one change apart.
    package func insert(_ message: NewMessage, into item: Case, place: Int64 = 0) throws -> Message? {
        let words = FoundWords(
            try FoundText.of(kind: message.kind, body: message.body, data: message.data, attachments: message.attachments))
        let written = try first(
            """
            insert into message (id, case_id, account_id, point_id, version, kind, direction, author_kind, author_id, author_name, body, data, status,
                at, place, provider_id, reply_to, attachments, channel, quote, found)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \(words.isEmpty ? "0" : nextFound))
            on conflict do nothing returning \(Message.returning)
            """,
            [
                .text(message.id.text), .text(item.id.text), .text(message.line?.account.text ?? item.account.text),
                .text(message.line?.point.text ?? item.point.text), .integer(item.version),
                .text(message.kind.rawValue), .text(message.direction), .text(message.authorKind), .text(message.authorID),
                .text(message.authorName),
                .text(message.body), .text(message.data), .text(message.status), .integer(message.at), .integer(item.version * 16 + place),
                SQLValue(message.providerID), .text(message.replyTo), .text(message.attachments),
                .text(message.line?.channel ?? item.channel),
                .text(message.quote),
            ], Message.init(row:))
        if written != nil, !words.isEmpty { try index(words, in: item.queue) }
        if let written, message.direction != "none", !item.isCurrent(written.account, written.point) {
            try run(
                "insert into case_line (case_id, account_id, point_id) values ($1, $2, $3) on conflict do nothing",
                [.text(item.id.text), .text(written.account.text), .text(written.point.text)])
        }
        return written
    }

    /// A line that says what happened, worded by the screen in its own language. No preview, no unread.
    package func say(_ code: String, _ params: [(String, String)] = [], in item: Case, place: Int64 = 1) throws -> Message? {
        var message = NewMessage(id: id(MessageTag.self), kind: .system, direction: "none", authorKind: "system", at: now)
        message.data = Message.system(code, params)
        return try insert(message, into: item, place: place)
    }
}
