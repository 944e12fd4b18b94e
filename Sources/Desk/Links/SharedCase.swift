import Storage

extension Desk {
    /// What an outsider with the link reads: who the customer is, how it stands, and what was said between the customer and us, newest first. No notes,
    /// no lines of what the desk did, no names of ours. Throws `link.not_found`.
    package func sharedCase(_ token: String, cursor: String?, limit: Int) async throws -> [UInt8] {
        let before = try cursor.map { try MessageCursor(text: $0) }
        let organisation = try await organisation(), now = now()
        return try await read { transaction in
            let item = try transaction.sharedCase(token, at: now)
            let page = try transaction.all(
                """
                select \(Message.columns) from message m where m.case_id = $1 and (m.at, m.place) < ($2, $3) and m.direction in ('in', 'out')
                order by m.at desc, m.place desc limit $4
                """, [.text(item.id.text), .integer(before?.at ?? .max), .integer(before?.place ?? .max), .integer(Int64(limit))],
                Message.init(row:))
            var json = JSONText(capacity: 8192)
            json.object { json in
                json.field("organisation", organisation.name)
                json.field("timeZone", organisation.timeZone)
                json.field("locale", organisation.locale)
                json.field("number", item.number)
                json.field("channel", item.channel)
                json.field("customer", item.contactName ?? (item.pointName.isEmpty ? nil : item.pointName))
                json.field("open", item.state != .closed)
                json.field("createdAt", time: item.createdAt)
                json.field("closedAt", time: item.closedAt)
                json.key("items")
                json.array(page) { $1.writeShared(to: &$0, base: "/shared/\(token)/attachments/") }
                json.field("next", page.count == limit ? page.last?.cursor : nil)
            }
            return json.bytes
        }
    }

    /// A file of what an outsider with the link reads.
    package func sharedAttachment(_ id: AttachmentID, token: String) async throws -> Attachment {
        let now = now()
        return try await read { transaction in
            let item = try transaction.sharedCase(token, at: now)
            guard let file = try Attachment.find(id, transaction) else { throw DeskError.noAttachment }
            // Ids are hexadecimal: nothing in them is a pattern.
            let shown = try transaction.first(
                "select 1 from message m where m.case_id = $1 and m.direction in ('in', 'out') and m.attachments like '%' || cast($2 as text) || '%' limit 1",
                [.text(item.id.text), .text(id.text)]
            ) { $0.int(0) }
            guard shown != nil else { throw DeskError.noAttachment }
            return try file.stored()
        }
    }
}

extension Storage.Transaction {
    /// A case that was merged is read where it lives on.
    fileprivate func sharedCase(_ token: String, at now: Int64) throws -> Case {
        let gone = DeskError("link.not_found", "Este enlace venció o fue retirado. Pide otro a quien te lo envió.")
        guard token.utf8.count < 100 else { throw gone }
        let item = try first(
            """
            select \(Case.columns) from \(Case.tables) where c.id = (select case when h.merged_into <> '' then h.merged_into else h.id end
                from case_link l join cases h on h.id = l.case_id where l.token_hash = $1 and l.expires_at > $2)
            """, [.text(Credential.hash(token)), .integer(now)], Case.init(row:))
        guard let item else { throw gone }
        return item
    }
}

extension Message {
    fileprivate func writeShared(to json: inout JSONText, base: String) {
        json.object { json in
            json.field("id", id)
            json.field("kind", kind.rawValue)
            json.field("direction", direction)
            json.field("text", body.isEmpty ? nil : body)
            json.field("channel", channel)
            json.field("at", time: at)
            writeAttachments(to: &json, base: base)
            if kind == .call, !data.isEmpty { json.field("call", raw: data) }
            if kind == .email, !data.isEmpty { json.field("email", raw: data) }
            if kind == .location, !data.isEmpty { json.field("location", raw: data) }
        }
    }
}
