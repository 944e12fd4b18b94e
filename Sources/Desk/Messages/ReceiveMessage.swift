import Storage

/// Where an inbound item ended: the same answer however often it is delivered.
package struct Received: Sendable, Equatable {
    package let caseID: CaseID
    package let number: Int64
    package let message: MessageID
    package let isNew: Bool
}

extension Desk {
    /// One inbound item: its contact point, the case that holds the scope or a new one, the message, and an offer in the same transaction.
    package func receive(_ inbound: Inbound, account: ChannelAccount) async throws -> Received {
        if PointValue.providerKinds.contains(inbound.sender.kind) {
            throw DeskError.invalid("from.kind", "kind.unknown", "«from.kind» no puede ser «\(inbound.sender.kind)».")
        }
        let (value, display) = try PointValue.normalise(
            kind: inbound.sender.kind, value: inbound.sender.value, country: account.settings.country)
        let files = try await files(of: inbound)
        var refusals = 0
        while true {
            do {
                return try await write(by: .system) { [channels] change in
                    try change.receive(
                        inbound, from: (value, display), files: files, account: account, abilities: channels.abilities(of: account.channel))
                }
            } catch is RepeatedDelivery where refusals < 5 {
                refusals += 1  // another delivery of it committed first: look again, and find it
            } catch let error as StorageError where error.isUnique && refusals < 5 {
                refusals += 1  // another point of this contact opened the scope's case first
            } catch is RepeatedDelivery {
                throw DeskError("id.conflict", "El identificador «\(inbound.id)» ya pertenece a otro mensaje.")
            }
        }
    }
}

/// The message's id was taken between the look and the insert.
struct RepeatedDelivery: Error {}

extension StorageError {
    var isUnique: Bool { if case .unique = kind { true } else { false } }
}

extension Change {
    func receive(
        _ inbound: Inbound, from address: (value: String, display: String), files: [Message.File], account: ChannelAccount,
        abilities: Abilities
    ) throws -> Received {
        let point = try touchPoint(inbound.sender, address, account: account, providerID: inbound.providerID)
        if let seen = point.seen {
            if let call = inbound.call { try update(call: call, of: seen) }
            return seen
        }
        let at = min(max(inbound.at ?? now, now - 7 * 86_400_000), now)
        let scope = ScopeKey.make(
            policy: account.policy, contact: point.contact, point: point.id, account: account.id, campaign: account.campaign,
            thread: inbound.thread)
        if point.isBlocked {
            return try receiveBlocked(inbound, at: at, scope: scope, point: point, account: account, files: files, abilities: abilities)
        }
        let window = abilities.window > 0 && !inbound.isOurs ? at + abilities.window : 0
        func join(_ merged: CaseID? = nil) throws -> Case? {
            try joinCase(scope: scope, merged, inbound, at: at, point: point, account: account, window: window)
        }
        var joined = try join()
        if joined == nil, let heir = try heir(of: scope) { joined = try join(heir) }
        if joined == nil, !inbound.isOurs, try reopenByMessage(scope: scope, point: point, account.policy) { joined = try join() }
        let item = try joined ?? openCase(scope: scope, inbound, at: at, point: point, account: account, window: window)
        hold(item)

        let written = try write(inbound, at: at, into: item, point: point, account: account, files: files, abilities: abilities)

        var final = item
        if let subject = inbound.subject, !subject.isEmpty, item.subject.isEmpty {
            final = try set(
                final, "subject = $2, subject_key = $3",
                [.text(String(subject.prefix(300))), .text(String(Text.fold(subject).prefix(100)))])
        }
        if item.state == .waiting { final = try move(final, by: .wake, to: .open) }
        if let call = inbound.call { final = try show(call, since: at, in: final) }
        if joined == nil { tally(final, 1) }
        announce(
            .on(
                final, joined == nil ? "case.created" : "message.received", before: joined == nil ? nil : item.audience,
                message: written.json,
                data: account.channel == "webchat" ? written.visitorJSON(accountSlug: account.slug) : ""
            ).told(at: point.id))
        if joined == nil {
            try tellOrigin(of: inbound, in: final)
            try followUp(final, point: point, account.policy)
        }
        if final.state == .bot {
            madeWork = true
            // Nobody speaks with a bot that writes: who calls is offered to people at once.
            if inbound.call?.direction == .inbound { final = try handOff(final, code: "botHandedOff", params: [("cause", "call")]) }
        }
        return Received(caseID: final.id, number: final.number, message: written.id, isNew: true)
    }

    /// The message itself, with its files, what it quotes and what was reacted to it before it came.
    func write(
        _ inbound: Inbound, at: Int64, into item: Case, point: TouchedPoint, account: ChannelAccount, files: [Message.File],
        abilities: Abilities
    ) throws -> Message {
        var message = NewMessage(
            id: inbound.messageID ?? id(), kind: inbound.kind, direction: inbound.direction,
            authorKind: inbound.isOurs ? "system" : "customer", at: at)
        message.authorName = inbound.isOurs ? "" : inbound.sender.name ?? point.name
        message.body = inbound.text
        message.providerID = inbound.providerID
        message.status = point.isBlocked ? Message.blocked : ""
        message.line = (account.id, account.channel, point.id)
        message.data = inbound.data
        try quote(inbound, in: &message)
        message.attachments = try Message.json(of: files)
        if let call = inbound.call { message.data = call.json }
        if let subject = inbound.subject { message.data = Self.email(subject: subject) }
        guard var written = try insert(message, into: item) else { throw RepeatedDelivery() }
        try claim(files, for: item)
        if abilities.reactions, let early = try shownReactions(target: inbound.providerID, on: written, account: account.id) {
            written = early
        }
        try fetchLater(files, inbound, for: item, account: account)
        return written
    }

    /// Joins the open case of the scope, if there is one: touch, unread, preview and clocks in one statement.
    private func joinCase(
        scope: String, _ merged: CaseID?, _ inbound: Inbound, at: Int64, point: TouchedPoint, account: ChannelAccount, window: Int64
    ) throws -> Case? {
        try first(
            """
            update cases set version = version + 1, updated_at = $2,
                last_inbound_at = case when $7 = 'in' and $3 > last_inbound_at then $3 else last_inbound_at end,
                unread_since = case when unread_count = 0 and $7 = 'in' then $2 else unread_since end,
                unread_count = case when $7 = 'in' then unread_count + 1 else unread_count end,
                silence_at = case when $7 = 'in' then 0 else silence_at end, silence_warned = case when $7 = 'in' then 0 else silence_warned end,
                bot_deadline = case when state = 'bot' and bot_deadline = 0 and $7 = 'in' then $8 else bot_deadline end,
                preview_kind = case when $3 >= last_message_at and preview_rule <> $12 then $4 else preview_kind end,
                preview_text = case when $3 < last_message_at or preview_rule = $12 then preview_text when preview_rule = 'subject' then $13 else $5 end,
                preview_author = case when $3 >= last_message_at and preview_rule <> $12 then '' else preview_author end,
                preview_status = case when $3 >= last_message_at and preview_rule <> $12 then '' else preview_status end,
                preview_call = case when $3 >= last_message_at and preview_rule <> $12 then $6 else preview_call end,
                preview_direction = case when $3 >= last_message_at and preview_rule <> $12 then $7 else preview_direction end,
                channels = \(Case.channels(with: "$14")),
                last_channel = case when $3 >= last_message_at then $15 else last_channel end,
                inbound_channel = case when $7 = 'in' and $3 >= last_inbound_at then $15 else inbound_channel end,
                last_message_at = case when $3 > last_message_at then $3 else last_message_at end,
                window_ends = case when account_id = $9 and point_id = $10 and $11 > window_ends then $11 else window_ends end
            where \(merged == nil ? "scope_key" : "id") = $1 and state <> 'closed' returning \(Case.returning)
            """,
            [
                .text(merged?.text ?? scope), .integer(now), .integer(at), .text(inbound.kind.rawValue), .text(inbound.previewText),
                .text(inbound.call?.status.rawValue ?? ""), .text(inbound.direction), .integer(now + account.settings.silence * 1000),
                .text(account.id.text), .text(point.id.text), .integer(window),
                .text((inbound.isOurs ? Policy.Preview.inbound : .outbound).rawValue), .text(inbound.subjectPreview),
                .text("\"\(account.channel)\""), .text(account.channel),
            ], Case.init(row:))
    }

    func openCase(
        scope: String, _ inbound: Inbound, at: Int64, point: TouchedPoint, account: ChannelAccount, window: Int64
    ) throws -> Case {
        if let contact = point.contact {
            try know(contact, in: account.campaign)
        }
        // A bot writes; a call is for people.
        let bot = inbound.call == nil ? try liveBot(of: account) : nil
        let lane = Lane(weight: account.policy.weight(of: account.channel), skills: Set(account.settings.skills))
        try note(lane: lane, of: account.queue)
        let policy = account.policy
        let hidesText = policy.preview == (inbound.isOurs ? .inbound : .outbound)
        let number = transaction.engine == .sqlite ? ("number, ", "(select coalesce(max(number), 0) + 1 from cases), ") : ("", "")
        let made = try first(
            """
            insert into cases (\(number.0)id, version, campaign_id, queue_id, account_id, channel, contact_id, point_id, visibility, scope_key,
                birth_scope, created_at, updated_at, queued_at, changed_at, changed_by, unread_since, unread_count, last_message_at, last_inbound_at,
                preview_kind, preview_text, preview_direction, preview_call, state, bot_deadline, window_ends, preview_rule, makes_busy, weight,
                skills, lane, channels, last_channel, inbound_channel, silence_hours, found, priority)
            values (\(number.1)$1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $10, $10, $10, 'system', $15, $16, $11, $17, $12, $13, $18, $14, $19, $20, $21, $22, $23, $24,
                $25, $26, $27, $5, $5, $28, \(nextFound), $29)
            returning \(Case.returning)
            """,
            [
                .text(newID()), .text(account.campaign.text), .text(account.queue.text), .text(account.id.text), .text(account.channel),
                SQLValue(point.contact?.text), .text(point.id.text), .text(account.policy.visibility.rawValue), .text(scope), .integer(now),
                .integer(at),
                .text(hidesText ? "" : inbound.kind.rawValue),
                .text(hidesText ? "" : policy.preview == .subject ? inbound.subjectPreview : inbound.previewText),
                .text(inbound.call?.status.rawValue ?? ""),
                .integer(inbound.isOurs ? 0 : now), .integer(inbound.isOurs ? 0 : 1), .integer(inbound.isOurs ? 0 : at),
                .text(inbound.direction),
                .text((bot == nil ? CaseState.queued : .bot).rawValue), .integer(bot == nil ? 0 : now + account.settings.silence * 1000),
                .integer(window), .text(policy.preview.rawValue), .integer(policy.busyWhileOpen ? 1 : 0), .integer(lane.weight),
                .text(lane.skills.sorted().joined(separator: " ")), .text(lane.text), .text("[\"\(account.channel)\"]"),
                .integer(policy.silenceHours), .integer((point.isVIP ? Priority.high : .medium).rawValue),
            ], Case.init(row:))
        guard let made else { throw DeskError("internal", "el caso nuevo no devolvió fila") }
        return made
    }

    private static func email(subject: String) -> String {
        var json = JSONText()
        json.object { $0.field("subject", subject) }
        return json.text
    }
}

extension Inbound {
    /// A call that we placed: it is in the conversation, but the customer has said nothing.
    var isOurs: Bool { call?.direction == .outbound }
    var direction: String { isOurs ? "out" : "in" }
    /// By which it is known to be here already: a call's events are one message.
    var providerID: String { call.map { "call:" + $0.callId } ?? id }
    /// The first line or so, for the card.
    var previewText: String { String((text.isEmpty ? subject ?? "" : text).prefix(200)) }
    /// The same where the subject goes first.
    var subjectPreview: String { subject.map { $0.isEmpty ? previewText : String($0.prefix(200)) } ?? previewText }
}
