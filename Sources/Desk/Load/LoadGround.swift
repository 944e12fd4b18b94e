import Storage

/// What a load finds in the database and builds on.
struct LoadGround: Sendable {
    struct Line: Sendable {
        let id: AccountID
        let channel: String
        let campaign: CampaignID
        let policy: Policy
        let types: [String]
        let queue: QueueID
        let agents: [Agent]
        let form: Form?
    }
    struct Agent: Sendable {
        let id: String
        let name: String
    }
    /// Where a line's campaign classifies: the primary choice of its form.
    struct Form: Sendable {
        let version: Int64
        let field: String
        let options: [(id: String, label: String, code: String)]
    }

    let lines: [Line]
    /// Ids, by name.
    let tags: [String]
    let zone: Organisation
    /// The last case's number, and at least as many customers as there are.
    let number: Int64
    let customers: Int

    init(_ transaction: any Transaction) throws {
        var members: [String: [Agent]] = [:]
        try transaction.each(
            """
            select m.queue_id, u.id, u.name from queue_member m join users u on u.id = m.user_id where u.archived_at = 0 order by m.queue_id, u.email
            """, []
        ) { members[$0.text(0), default: []].append(Agent(id: $0.text(1), name: $0.text(2))) }
        let campaigns = try Dictionary(uniqueKeysWithValues: Campaign.all(transaction).map { ($0.id, $0) })
        let rows = try transaction.all(
            "select id, channel, campaign_id, queue_id from channel_account where archived_at = 0 order by slug", []
        ) { (id: AccountID($0.text(0)), channel: $0.text(1), campaign: CampaignID($0.text(2)), queue: QueueID($0.text(3))) }
        lines = try rows.compactMap { row in
            guard let campaign = campaigns[row.campaign], let agents = members[row.queue.text], !agents.isEmpty else { return nil }
            return Line(
                id: row.id, channel: row.channel, campaign: row.campaign, policy: campaign.policy, types: campaign.types, queue: row.queue,
                agents: agents, form: try Self.form(of: campaign, transaction))
        }
        tags = try transaction.all("select id from tag where archived_at = 0 order by folded", []) { $0.text(0) }
        guard let zone = try Organisation.find(transaction), !lines.isEmpty else {
            throw DeskError("load.no_queue", "La base no tiene cuentas ni agentes; créalos antes con ventanilla demo.")
        }
        self.zone = zone
        number = try transaction.first("select coalesce(max(number), 0) from cases", []) { $0.int(0) } ?? 0
        customers = Int(try transaction.first("select count(*) from contact_point", []) { $0.int(0) } ?? 0)
    }

    private static func form(of campaign: Campaign, _ transaction: any Transaction) throws -> Form? {
        guard campaign.policy.disposition != .off, let form = try transaction.newestForm(of: campaign.id),
            let field = form.fields.first(where: { $0.primary && $0.kind == .choice })
        else { return nil }
        return Form(
            version: form.version, field: field.id,
            options: field.options.map { ($0.id, $0.label, ($0.code ?? .final).rawValue) })
    }
}
