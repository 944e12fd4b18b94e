import Storage

/// Ready JSON and whether it is new: a repeat answers the same.
package struct Written: Sendable {
    package let created: Bool
    package let body: [UInt8]
}

extension Desk {
    /// Writes a reply or a private note: message, job and event in one transaction. A repeat of the same id answers what the first one did.
    /// Throws `case.not_found`, `case.state`, `case.not_holder`, `case.answered`, `message.empty`, `message.too_long`, `attachment.not_found`, `id.conflict`.
    package func send(_ reference: CaseReference, id: MessageID, _ draft: OutgoingMessage, by viewer: Viewer) async throws -> Written {
        try draft.validate()
        let channels = channels, viewers = viewers
        do {
            return try await write(by: viewer.author) { change in
                let message = try change.send(reference, id: id, draft, by: viewer, accounts: viewers, channels: channels)
                var json = JSONText()
                message.write(to: &json)
                return Written(created: true, body: json.bytes)
            }
        } catch is RepeatedDelivery {
            return try await repeated(id, in: reference, draft, by: viewer)
        } catch let refusal as DeskError where refusal.code != "id.conflict" {
            // Refused now, but taken before: the answer was lost on its way, and the case may have gone on since.
            guard try await isWritten(id, by: viewer) else { throw refusal }
            return try await repeated(id, in: reference, draft, by: viewer)
        }
    }

    private func isWritten(_ id: MessageID, by viewer: Viewer) async throws -> Bool {
        try await read {
            try $0.first("select 1 from message where id = $1 and author_id = $2", [.text(id.text), .text(viewer.authorID)]) { $0.int(0) }
                != nil
        }
    }

    private func repeated(_ id: MessageID, in reference: CaseReference, _ draft: OutgoingMessage, by viewer: Viewer) async throws -> Written
    {
        try await read { transaction in
            let held = try transaction.first(
                "select \(Message.columns) from message m where m.id = $1", [.text(id.text)], Message.init(row:))
            guard let held, held.authorID == viewer.authorID, held.body == draft.text, try transaction.caseID(reference) == held.caseID,
                held.files.map(\.id) == draft.attachments.map(\.text)
            else { throw DeskError("id.conflict", "El identificador \(id) ya pertenece a otro mensaje; usa uno nuevo.", field: "id") }
            var json = JSONText()
            held.write(to: &json)
            return Written(created: false, body: json.bytes)
        }
    }
}

extension Change {
    fileprivate func send(
        _ reference: CaseReference, id: MessageID, _ draft: OutgoingMessage, by viewer: Viewer, accounts: ViewerCache,
        channels: ChannelDirectory
    ) throws -> Message {
        let isNote = draft.kind == .note
        let item = try isNote ? touch(reference, sight: .full) : mineToAnswer(reference, viewer)
        let (account, point) = try line(draft.via, in: item, by: viewer) { try self.account($0, accounts) }
        let channel = try channels.channel(account.channel)
        let pushes = !isNote && channel.pushes(account)
        if !isNote {
            let isKnown = item.windowEnds > 0 && item.isCurrent(account.id, point)
            let end = try isKnown ? item.windowEnds : windowEnds(account: account.id, point: point, channel.abilities)
            try requireOpenWindow(until: end, on: account.channel, channel.abilities)
        }
        let files = try attach(draft.attachments, to: item, by: viewer).map { file in
            guard !isNote else { return file }
            return try channel.checked(file, draft)
        }

        var message = NewMessage(
            id: id, kind: kind(of: draft, files), direction: isNote ? "none" : "out", authorKind: viewer.isBot ? "bot" : "agent", at: now)
        message.line = (account.id, account.channel, point)
        message.authorID = viewer.authorID
        message.authorName = viewer.name
        message.body = draft.text
        message.status = isNote ? "" : pushes ? DeliveryStatus.pending.rawValue : DeliveryStatus.sent.rawValue
        message.attachments = try Message.json(of: files)
        message.replyTo = try draft.replyTo.map { try answered($0, in: item) } ?? ""
        guard let written = try insert(message, into: item) else { throw RepeatedDelivery() }
        // After the insert: a repeat must find its own message, not be told that somebody answered.
        if !isNote, !draft.force { try refuseIfAnswered(item, after: draft.after, by: viewer) }

        let shown = isNote ? item : try showReply(written, in: item, by: viewer, answers: draft.after, on: account)
        if pushes {
            try enqueue(.deliver, lane: item.id.text, data: written.id.text)
        }
        if !viewer.isBot { try deleteDrafts(of: viewer.id, in: item.id, kind: isNote ? .note : .text) }
        announce(
            .on(
                shown, isNote ? "message.note" : "message.sent", before: item.audience, message: written.json,
                data: !isNote && account.channel == "webchat" ? written.visitorJSON(accountSlug: account.slug) : ""
            ).told(at: point))
        return written
    }

    /// What a reply answers must stand in a conversation with the same customer.
    private func answered(_ id: String, in item: Case) throws -> String {
        let found = try first(
            "select m.id from message m join cases c on c.id = m.case_id where m.id = $1 and (c.id = $2 or c.point_id = $3 or c.contact_id = $4)",
            [.text(id), .text(item.id.text), .text(item.point.text), SQLValue(item.contact?.text)]
        ) { $0.text(0) }
        guard let found else {
            throw DeskError.invalid("replyTo", "replyTo.unknown", "El mensaje que respondes no está en esta conversación.")
        }
        return found
    }

    private func account(_ id: AccountID, _ cache: ViewerCache) throws -> ChannelAccount {
        if let account = cache.account(id.text, at: now) { return account }
        guard let account = try ChannelAccount.find(id.text, transaction) else { throw DeskError.notFound("account", id.text) }
        return account
    }

    /// The case, if this person may answer its customer. Where the policy says that the first reply accepts, it does.
    private func mineToAnswer(_ reference: CaseReference, _ viewer: Viewer) throws -> Case {
        let item = try touch(reference)
        if viewer.isBot { return item }  // its sight ends with the state
        if item.state == .queued || item.state == .offered, try policy(of: item.campaign).acceptance == .onFirstReply {
            try refuseIfTaken(item, by: viewer)
            return try take(item, for: viewer)
        }
        guard item.audience.sight(of: viewer) == .full else { throw DeskError.notFound("case", reference.text) }
        guard item.state == .open || item.state == .waiting else { throw try illegal(item) }
        guard item.agent == viewer.id else {
            throw DeskError(
                "case.not_holder", "Solo quien atiende el caso #\(item.number) responde al cliente; puedes dejar una nota privada.")
        }
        return item
    }

    private func refuseIfAnswered(_ item: Case, after: MessageID?, by viewer: Viewer) throws {
        guard let after, !item.newestMessage.isEmpty, item.newestMessage != after.text else { return }
        let newer = try first(
            """
            select \(Message.columns) from message m where m.case_id = $1 and m.direction = 'out' and m.author_id <> $2
                and (m.at, m.place) > (select s.at, s.place from message s where s.id = $3 and s.case_id = $1)
            order by m.at desc, m.place desc limit 1
            """, [.text(item.id.text), .text(viewer.authorID), .text(after.text)], Message.init(row:))
        guard let newer else { return }
        throw DeskError(
            "case.answered",
            "\(newer.authorName.isEmpty ? "Alguien" : newer.authorName) ya respondió este caso; lee su mensaje antes de enviar el tuyo.",
            extra: ["message": newer.json])
    }

    private func kind(of draft: OutgoingMessage, _ files: [Message.File]) -> MessageKind {
        switch draft.kind {
        case .text: .text
        case .note: .note
        case .media: draft.voice ? .audio : MessageKind.of(type: files.first?.type ?? "")
        }
    }

    /// A reply reads the case, and is its newest word. A bot's reads it for nobody; it owes no answer then, unless the customer has
    /// written since the message it answers.
    private func showReply(_ message: Message, in item: Case, by viewer: Viewer, answers after: MessageID?, on account: ChannelAccount)
        throws
        -> Case
    {
        let owes = try viewer.isBot && after.map { try hasWritten(since: $0, in: item) } ?? false
        if viewer.isBot { madeWork = true }
        let isShown = item.previewRule != .inbound
        return try set(
            item,
            """
            \(viewer.isBot ? "" : "unread_count = 0, unread_since = 0, \(Change.silence(after: "$2")), ")bot_deadline = $4, last_message_at = $2, newest_message = $3, last_channel = $5,
                channels = \(Case.channels(with: "$6"))
                \(isShown ? ", preview_kind = $7, preview_text = $8, preview_direction = 'out', preview_author = $9, preview_status = $10, preview_call = ''" : "")
            """,
            [
                .integer(max(message.at, item.lastMessageAt)), .text(message.id.text),
                .integer(owes ? now + account.settings.silence * 1000 : 0), .text(account.channel), .text("\"\(account.channel)\""),
            ]
                + (isShown
                    ? [
                        .text(message.kind.rawValue),
                        .text(item.previewRule == .subject ? item.preview.text : String(message.body.prefix(200))),
                        .text(message.authorName), .text(message.status),
                    ] : []))
    }

    private func hasWritten(since message: MessageID, in item: Case) throws -> Bool {
        try first(
            """
            select 1 from message m where m.case_id = $1 and m.direction = 'in'
                and (m.at, m.place) > (select s.at, s.place from message s where s.id = $2 and s.case_id = $1) limit 1
            """, [.text(item.id.text), .text(message.text)]
        ) { $0.int(0) } != nil
    }
}

extension MessageKind {
    package static func of(type: String) -> MessageKind {
        if type.hasPrefix("image/") { return .image }
        if type.hasPrefix("audio/") { return .audio }
        if type.hasPrefix("video/") { return .video }
        return .file
    }
}

extension Storage.Transaction {
    func caseID(_ reference: CaseReference) throws -> CaseID? {
        switch reference {
        case .id(let id): id
        case .number(let number): try first("select id from cases where number = $1", [.integer(number)]) { ID($0.text(0)) }
        }
    }
}
