import Storage

extension Desk {
    /// The case with its newest messages, contact and draft, and the log position from the same snapshot: what the conversation column shows.
    /// A supervisor who opens an exclusive case is audited, once per opening.
    package func openCase(_ reference: CaseReference, for viewer: Viewer) async throws -> [UInt8] {
        let epoch = settings.eventEpoch
        let (body, audited) = try await read { [channels] transaction in
            let reading = try transaction.reading(reference, for: viewer)
            let item = reading.item
            var json = JSONText(capacity: 8192)
            try json.object { json in
                json.key("case")
                if let attended = reading.attended {
                    attended.writeCard(to: &json)
                } else {
                    item.writeCard(to: &json, sight: viewer.reads(item))
                }
                json.key("contact")
                if let contact = item.contact { try transaction.writeContact(contact, to: &json) } else { json.null() }
                let page = try transaction.messages(of: reading, before: nil, limit: 50)
                json.key("messages")
                json.array(page.reversed()) { $1.write(to: &$0) }
                json.field("earlier", page.count == 50 ? page.last?.cursor : try transaction.earlierCursor(of: reading, from: page.last))
                json.key("queue")
                if item.state == .queued, reading.attended == nil { try transaction.place(of: item).write(to: &json) } else { json.null() }
                json.key("draft")
                if viewer.isBot || reading.attended != nil {
                    json.null()
                } else {
                    try transaction.writeDraft(of: viewer, in: item.id, to: &json)
                }
                if reading.attended == nil {
                    try transaction.writeChannels(of: item, for: viewer, channels, to: &json)
                } else {
                    json.key("channels")
                    json.array([Int]()) { $0.integer($1) }
                }
                json.field("position", try EventLog.head(epoch: epoch, transaction).text)
            }
            return (json.bytes, reading.attended != nil || item.audience.sight(of: viewer) == .full ? nil : item.id)
        }
        if let audited { try await audit("case.opened", target: audited.text, by: viewer) }
        return body
    }

    /// A page of the conversation, newest first. With `earlier` it goes on into the contact's earlier cases that the viewer may read.
    package func messages(_ reference: CaseReference, cursor: String?, limit: Int, earlier: Bool, for viewer: Viewer) async throws
        -> [UInt8]
    {
        let before = try cursor.map { try MessageCursor(text: $0) }
        return try await read { transaction in
            let reading = try transaction.reading(reference, for: viewer)
            let page =
                earlier && reading.attended == nil
                ? try transaction.earlierMessages(of: reading.item, before: before, limit: limit, for: viewer)
                : try transaction.messages(of: reading, before: before, limit: limit)
            var json = JSONText(capacity: 8192)
            json.object { json in
                json.key("items")
                json.array(page) { $1.write(to: &$0) }
                json.field("next", page.count == limit ? page.last?.cursor : nil)
            }
            return json.bytes
        }
    }
}

/// Where a page of a conversation ends: (`at`, log order).
package struct MessageCursor: Sendable {
    package let at: Int64
    package let place: Int64
    package init(text: String) throws {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let at = Int64(parts[0]), let place = Int64(parts[1]) else {
            throw DeskError.malformedCursor
        }
        self.at = at
        self.place = place
    }
}

extension Viewer {
    /// What a reader who opened the case sees: a supervisor's audited opening shows all.
    func reads(_ item: Case) -> Sight { leads(item.campaign) ? .full : item.audience.sight(of: self) }
}

extension Storage.Transaction {
    /// The case, if the viewer may read its conversation: full sight, a supervisor, or the holder of another live case of the same customer.
    func readableCase(_ reference: CaseReference, for viewer: Viewer) throws -> Case {
        let (column, value) = reference.look
        let item = try first("select \(Case.columns) from \(Case.tables) where c.\(column) = $1", [value], Case.init(row:))
        guard let item else { throw DeskError.notFound("case", reference.text) }
        let sight = item.audience.sight(of: viewer)
        if sight == .full || viewer.leads(item.campaign) { return item }
        if item.state == .closed, !viewer.isBot, try isHistory(item, for: viewer) { return item }
        if sight == .card {
            throw DeskError("case.not_accepted", "Acepta el caso #\(item.number) para leer su conversación.")
        }
        throw DeskError.notFound("case", reference.text)
    }

    /// Closed cases are read-only history for whoever holds a live case of the same customer.
    private func isHistory(_ item: Case, for viewer: Viewer) throws -> Bool {
        try first(
            """
            select 1 from cases c where c.agent_id = $1 and c.state in ('open', 'waiting', 'offered')
                and (c.point_id = $2 or c.contact_id = $3) limit 1
            """, [.text(viewer.id.text), .text(item.point.text), SQLValue(item.contact?.text)]
        ) { $0.int(0) } != nil
    }

    func messages(of id: CaseID, before cursor: MessageCursor?, limit: Int) throws -> [Message] {
        try all(
            """
            select \(Message.columns) from message m where m.case_id = $1 and (m.at, m.place) < ($2, $3) order by m.at desc, m.place desc limit $4
            """, [.text(id.text), .integer(cursor?.at ?? .max), .integer(cursor?.place ?? .max), .integer(Int64(limit))], Message.init(row:)
        )
    }

    /// Where the customer's earlier cases begin; nil when this is all there is.
    fileprivate func earlierCursor(of reading: Reading, from oldest: Message?) throws -> String? {
        guard let oldest, reading.attended == nil else { return nil }
        let item = reading.item
        for point in try points(of: item) {
            let found = try first(
                "select 1 from message m where m.point_id = $1 and (m.at, m.place) < ($2, $3) and m.case_id <> $4 limit 1",
                [.text(point), .integer(oldest.at), .integer(oldest.place), .text(item.id.text)]
            ) { $0.int(0) }
            if found != nil { return oldest.cursor }
        }
        return nil
    }

    /// The conversation with this customer over all their addresses and cases: closed ones are the holder's history, others only where the viewer sees
    /// them. Of each address one stretch of the index by address is read, and of the case itself whatever it went by.
    func earlierMessages(of item: Case, before cursor: MessageCursor?, limit: Int, for viewer: Viewer) throws -> [Message] {
        let history = item.agent == viewer.id || viewer.leadsAll ? "c.state = 'closed' or " : ""
        var found = try messages(of: item.id, before: cursor, limit: limit)
        for point in try points(of: item) {
            let sight = SightSQL(viewer, first: 6)
            found += try all(
                """
                select \(Message.columns) from message m join cases c on c.id = m.case_id
                where m.point_id = $1 and (m.at, m.place) < ($2, $3) and m.case_id <> $5 and (\(history)\(sight.clause))
                order by m.at desc, m.place desc limit $4
                """,
                [
                    .text(point), .integer(cursor?.at ?? .max), .integer(cursor?.place ?? .max), .integer(Int64(limit)),
                    .text(item.id.text),
                ] + sight.arguments.map { .text($0) }, Message.init(row:))
        }
        return Array(found.sorted { ($1.at, $1.place) < ($0.at, $0.place) }.prefix(limit))
    }

    /// The case's own address, and the contact's others: a person has a handful.
    private func points(of item: Case) throws -> [String] {
        guard let contact = item.contact else { return [item.point.text] }
        let others = try all(
            "select id from contact_point where contact_id = $1 order by created_at, id limit 20", [.text(contact.text)]
        ) { $0.text(0) }
        return others.contains(item.point.text) ? others : others + [item.point.text]
    }
}
