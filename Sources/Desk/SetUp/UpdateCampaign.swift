import Storage

/// Nil leaves it.
package struct CampaignChanges: Sendable {
    package var slug: String?
    package var name: String?
    /// Made of the rules as they stand when the change is written: of two who change different rules at once both succeed.
    package var policy: (@Sendable (Policy) throws -> Policy)?
    package var types: [String]?
    /// Each list that is given takes the place of the one that was.
    package var fields: CampaignFields.Changes
    package var archived: Bool?

    package init(
        slug: String? = nil, name: String? = nil, policy: (@Sendable (Policy) throws -> Policy)? = nil, types: [String]? = nil,
        fields: CampaignFields.Changes = CampaignFields.Changes(), archived: Bool? = nil
    ) {
        self.slug = slug
        self.name = name
        self.policy = policy
        self.types = types
        self.fields = fields
        self.archived = archived
    }
}

extension Desk {
    /// A new visibility holds for live cases at once, and every desk loads anew. Throws `campaign.not_found`, `campaign.slug_taken`, `campaign.in_use`.
    package func updateCampaign(_ id: CampaignID, _ changes: CampaignChanges, by author: Author) async throws -> Campaign {
        try author.requireAdministrator()
        var check = FieldCheck()
        let slug = changes.slug.map { check.slug($0) }
        let name = check.text(changes.name, "name", 1...200)
        let types = changes.types.map { check.types($0) }
        let fields = changes.fields.checked(&check)
        try check.finish()
        return try await write(by: author) { change in
            let policy = try changes.policy.map { try change.policy(of: id, changedBy: $0) }
            if let slug { try change.refuseTaken(slug, table: "campaign", id: id.text) }
            if changes.archived == true { try change.refuseUsed(id) }
            try change.refuseOther(fields, in: id)
            let changed = try change.first(
                """
                update campaign set slug = coalesce(cast($2 as text), slug), name = coalesce(cast($3 as text), name),
                    policy = coalesce(cast($4 as text), policy), types = coalesce(cast($7 as text), types),
                    contact_fields = coalesce(cast($8 as text), contact_fields), case_fields = coalesce(cast($9 as text), case_fields),
                    product_types = coalesce(cast($10 as text), product_types),
                    archived_at = case cast($5 as bigint) when 1 then $6 when 0 then 0 else archived_at end
                where id = $1 returning \(Campaign.columns)
                """,
                [
                    .text(id.text), SQLValue(slug), SQLValue(name), SQLValue(try policy?.json), SQLValue(changes.archived),
                    .integer(change.now), SQLValue(types?.json),
                ] + (try fields.columns), Campaign.init(row:))
            guard let changed else { throw DeskError.noCampaign }
            if let policy {
                try change.requireOverflow(policy.overflowQueue)
                try change.apply(policy, toCasesOf: id)
            }
            try change.configured("campaign.changed", id.text)
            return changed
        }
    }
}

extension Change {
    /// Locks the campaign first.
    fileprivate func policy(of id: CampaignID, changedBy patch: (Policy) throws -> Policy) throws -> Policy {
        let held = try first("update campaign set policy = policy where id = $1 returning policy", [.text(id.text)]) { $0.text(0) }
        guard let held else { throw DeskError.noCampaign }
        let policy = try patch(try Policy(json: held))
        var check = FieldCheck()
        check.policy(policy)
        try check.finish()
        return policy
    }

    /// What a row says of its campaign is written anew; a case's weight stays as it was counted.
    fileprivate func apply(_ policy: Policy, toCasesOf campaign: CampaignID) throws {
        try run(
            """
            update cases set preview_rule = $2, makes_busy = $3, silence_hours = $4 where campaign_id = $1 and state <> 'closed'
                and (preview_rule <> $2 or makes_busy <> $3 or silence_hours <> $4)
            """,
            [.text(campaign.text), .text(policy.preview.rawValue), .integer(policy.busyWhileOpen ? 1 : 0), .integer(policy.silenceHours)])
        // Who has been silent since our last reply has been so under the new rule too.
        try run(
            """
            update cases set \(Change.silence(after: "last_message_at")) where campaign_id = $1 and state in ('open', 'waiting')
                and last_message_at > last_inbound_at and newest_message <> ''
            """, [.text(campaign.text)])
        madeWork = true
        try show(casesOf: campaign, as: policy.visibility)
        // Another strategy may have people for those who wait.
        for agent in try all(
            "select distinct m.user_id from queue_member m join queue q on q.id = m.queue_id where q.campaign_id = $1 order by m.user_id",
            [.text(campaign.text)], { UserID($0.text(0)) })
        { isEligible(agent) }
    }

    /// The overflow queue must be there and take cases.
    func requireOverflow(_ queue: String?) throws {
        guard let queue else { return }
        guard let held = try Queue.find(QueueID(queue), transaction), held.archivedAt == 0 else {
            throw DeskError.invalid(
                "policy.overflowQueue", "queue.not_found", "La cola de desborde no existe o está archivada. Revisa la lista de colas.")
        }
    }

    fileprivate func show(casesOf campaign: CampaignID, as visibility: Policy.Visibility) throws {
        let touched = try first(
            "update cases set visibility = $2, version = version + 1 where campaign_id = $1 and state <> 'closed' and visibility <> $2 returning id",
            [.text(campaign.text), .text(visibility.rawValue)]
        ) { $0.text(0) }
        guard touched != nil else { return }
        for user in try all("select id from users where archived_at = 0 order by id", [], { UserID($0.text(0)) }) {
            announce(.about("reset", to: user, data: "{\"reason\":\"policy\"}"))
        }
    }

    /// `table` is one of ours, never a request's word.
    func refuseTaken(_ slug: String, table: String, id: String) throws {
        let taken = try first("select 1 from \(table) where slug = $1 and id <> $2", [.text(slug), .text(id)]) { $0.int(0) }
        if taken != nil { throw DeskError.slugTaken(table == "channel_account" ? "account" : table, slug) }
    }

    fileprivate func refuseUsed(_ id: CampaignID) throws {
        let uses = try first(
            """
            select (select count(*) from queue where campaign_id = $1 and archived_at = 0),
                (select count(*) from channel_account where campaign_id = $1 and archived_at = 0),
                (select count(*) from cases where campaign_id = $1 and state in ('bot', 'queued', 'offered', 'open', 'waiting'))
            """, [.text(id.text)]
        ) { (queues: $0.int(0), accounts: $0.int(1), cases: $0.int(2)) }
        guard let uses, uses.queues + uses.accounts + uses.cases > 0 else { return }
        throw DeskError.inUse(
            "campaign",
            "La campaña todavía tiene \(uses.queues) colas, \(uses.accounts) cuentas y \(uses.cases) casos sin terminar. Archívalas y termínalos antes.",
            [("queues", uses.queues), ("accounts", uses.accounts), ("cases", uses.cases)])
    }
}
