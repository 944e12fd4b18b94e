import Storage

package struct QuickReplyText: Sendable {
    package var campaign: CampaignID?
    package var shortcut: String
    package var title: String
    package var body: String

    package init(campaign: CampaignID?, shortcut: String, title: String, body: String) {
        self.campaign = campaign
        self.shortcut = shortcut
        self.title = title
        self.body = body
    }
}

extension Desk {
    /// Makes it, or replaces the one with this id. Throws `quick_reply.taken` where the campaign has another with the shortcut,
    /// `quick_reply.too_many`, `campaign.not_found`, `request.invalid`, `forbidden`.
    package func saveQuickReply(_ id: QuickReplyID, _ text: QuickReplyText, by viewer: Viewer) async throws -> (
        created: Bool, reply: QuickReply
    ) {
        try viewer.requireLead()
        let text = try text.checked()
        do {
            return try await write(by: .staff(viewer)) { try $0.save(id, text) }
        } catch let error as StorageError where error.isUnique {
            throw DeskError(
                "quick_reply.taken", "El atajo «/\(text.shortcut)» ya existe en esa campaña; elige otro.", field: "shortcut")
        }
    }
}

extension Viewer {
    /// Supervisors and administrators keep their campaigns' texts.
    func requireLead() throws {
        try require(.write)
        guard isStaffLead else { throw DeskError.forbidden("Solo un supervisor o un administrador cambia las respuestas rápidas.") }
    }
}

extension Change {
    static let mostQuickReplies: Int64 = 1000

    func save(_ id: QuickReplyID, _ text: QuickReplyText) throws -> (created: Bool, reply: QuickReply) {
        if let campaign = text.campaign {
            guard let held = try Campaign.find(campaign, transaction), held.archivedAt == 0 else { throw DeskError.noCampaign }
        }
        let live = try first("select count(*) from quick_reply where archived_at = 0 and id <> $1", [.text(id.text)]) { $0.int(0) } ?? 0
        guard live < Self.mostQuickReplies else {
            throw DeskError("quick_reply.too_many", "Ya hay \(live) respuestas rápidas; quita las que no se usen.")
        }
        let wasLive = try first("select archived_at from quick_reply where id = $1", [.text(id.text)]) { $0.int(0) } == 0
        let saved = try first(
            """
            insert into quick_reply (id, campaign_id, shortcut, title, body, created_at) values ($1, $2, $3, $4, $5, $6)
            on conflict (id) do update set campaign_id = excluded.campaign_id, shortcut = excluded.shortcut, title = excluded.title,
                body = excluded.body, archived_at = 0
            returning \(QuickReply.columns)
            """,
            [
                .text(id.text), SQLValue(text.campaign?.text), .text(text.shortcut), .text(text.title), .text(text.body), .integer(now),
            ], QuickReply.init(row:))
        guard let saved else { throw DeskError.notFound("quick_reply", id.text) }
        try configured(wasLive ? "quick_reply.changed" : "quick_reply.added", id.text)
        return (!wasLive, saved)
    }
}

extension QuickReplyText {
    fileprivate func checked() throws -> QuickReplyText {
        var text = self
        var check = FieldCheck()
        text.shortcut = check.shortcut(shortcut)
        text.title = check.text(title, "title", 1...100)
        text.body = check.text(body, "body", 1...OutgoingMessage.longestText, lines: true)
        try check.finish()
        return text
    }
}

extension FieldCheck {
    /// What is typed after `/`: letters, digits, `-` and `_`, in lower case.
    fileprivate mutating func shortcut(_ value: String) -> String {
        let shortcut = Self.trim(value).lowercased()
        let isPlain = shortcut.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        if shortcut.isEmpty || shortcut.count > 32 || !isPlain {
            fault("shortcut", "shortcut.malformed", "«shortcut» lleva de 1 a 32 letras, números, guiones; por ejemplo «gracias».")
        }
        return shortcut
    }
}
