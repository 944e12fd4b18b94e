import Storage

package struct NewCampaign: Sendable {
    package var id: CampaignID?
    package var slug: String
    package var name: String
    package var preset: String
    /// Nil takes the preset's.
    package var policy: Policy?

    package init(id: CampaignID? = nil, slug: String, name: String, preset: String = "whatsapp", policy: Policy? = nil) {
        self.id = id
        self.slug = slug
        self.name = name
        self.preset = preset
        self.policy = policy
    }
}

extension Desk {
    /// A repeat with the same id and data answers the same. Throws `request.invalid`, `campaign.slug_taken`, `id.conflict`, `forbidden`.
    package func addCampaign(_ new: NewCampaign, by author: Author) async throws -> (created: Bool, campaign: Campaign) {
        try author.requireAdministrator()
        return try await write(by: author) { try $0.add(campaign: new) }
    }
}

extension Change {
    func add(campaign new: NewCampaign) throws -> (created: Bool, campaign: Campaign) {
        var check = FieldCheck()
        let slug = check.slug(new.slug)
        let name = check.text(new.name, "name", 1...200)
        check.choice(new.preset, Set(Campaign.presets.keys), "preset")
        if let policy = new.policy { check.policy(policy) }
        try check.finish()
        let id = new.id ?? self.id()
        let policy = new.policy ?? Campaign.presets[new.preset] ?? .whatsapp
        let made = try first(
            """
            insert into campaign (id, slug, name, preset, policy, created_at) values ($1, $2, $3, $4, $5, $6)
            on conflict do nothing returning \(Campaign.columns)
            """, [.text(id.text), .text(slug), .text(name), .text(new.preset), .text(try policy.json), .integer(now)], Campaign.init(row:))
        if let made {
            try configured("campaign.added", id.text)
            return (true, made)
        }
        guard let held = try Campaign.find(id, transaction) else { throw DeskError.slugTaken("campaign", slug) }
        guard held.slug == slug, held.name == name, held.preset == new.preset, held.policy == policy else {
            throw DeskError.idConflict(id.text)
        }
        return (false, held)
    }
}

extension FieldCheck {
    mutating func policy(_ policy: Policy) {
        range(policy.offerTimeout, 0...86_400, "policy.offerTimeout")
        range(policy.orphanRequeue, 0...10_080, "policy.orphanRequeue")
    }
}
