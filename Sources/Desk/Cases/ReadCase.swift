import Storage

extension Desk {
    /// The responsible person (the assignee; any member while unassigned) has read up to this message: the case is no longer unread.
    /// Anyone else's reading is a private mark.
    package func markRead(_ reference: CaseReference, message: MessageID, by viewer: Viewer) async throws {
        do {
            try await markReadByResponsible(reference, message: message, by: viewer)
        } catch let other as NotResponsible {
            try await write(by: .staff(viewer)) { change in
                try change.keepSeen(other, by: viewer)
            }
        }
    }

    private func markReadByResponsible(_ reference: CaseReference, message: MessageID, by viewer: Viewer) async throws {
        try await write(by: .staff(viewer)) { [channels] in try $0.markReadByResponsible(reference, message: message, by: viewer, channels)
        }
    }
}

extension Change {
    /// Throws `NotResponsible` where only a private mark is to be kept.
    func markReadByResponsible(_ reference: CaseReference, message: MessageID, by viewer: Viewer, _ channels: ChannelDirectory) throws {
        let item = try touch(reference, sight: .full, leads: .card)
        let at = try first("select at from message where id = $1 and case_id = $2", [.text(message.text), .text(item.id.text)]) {
            $0.int(0)
        }
        guard let at else { throw DeskError.notFound("message", message.text) }
        let isResponsible =
            item.agent == viewer.id || (item.agent == nil && viewer.queues.contains(item.queue) && item.state != .closed)
        guard isResponsible else { throw NotResponsible(item: item.id, at: at) }
        // A message that came after the one read keeps the case unread.
        let left =
            try first(
                "select count(*) from message where case_id = $1 and direction = 'in' and at > $2", [.text(item.id.text), .integer(at)]
            ) { $0.int(0) } ?? 0
        let unread = min(left, item.unreadCount)
        let newest = try first(
            """
            update message set status = 'read' where id = (select m.id from message m where m.case_id = $1 and m.direction = 'in' and m.at <= $2
                order by m.at desc, m.place desc limit 1) returning id, channel
            """, [.text(item.id.text), .integer(at)]
        ) { (id: $0.text(0), channel: $0.text(1)) }
        if let newest, item.agent == viewer.id, unread < item.unreadCount, channels.abilities(of: newest.channel).readMarks {
            try enqueue(.tellRead, lane: "read:\(item.id)", data: newest.id)
        }
        let shown = try set(
            item, "unread_count = $2, unread_since = case when cast($2 as bigint) = 0 then 0 else unread_since end", [.integer(unread)])
        announce(.on(shown, "case.read", before: item.audience, data: Self.readMark(newest?.id)))
    }

    func keepSeen(_ other: NotResponsible, by viewer: Viewer) throws {
        try run(
            """
            insert into case_seen (case_id, user_id, message_at) values ($1, $2, $3)
            on conflict (case_id, user_id) do update set message_at = excluded.message_at where excluded.message_at > case_seen.message_at
            """, [.text(other.item.text), .text(viewer.id.text), .integer(other.at)])
    }

    private static func readMark(_ message: String?) -> String {
        guard let message else { return "" }
        var json = JSONText()
        json.object { json in
            json.field("message", message)
            json.field("status", "read")
        }
        return json.text
    }
}

/// Ends the verb without a touch: only a private mark is to be kept.
struct NotResponsible: Error {
    let item: CaseID
    let at: Int64
}
