import FoundationEssentials
import Storage

package struct NewCampaign: Sendable {
    package var id: CampaignID?
    package var slug: String
    package var name: String
    package var preset: String
    /// Nil takes the preset's.
    package var policy: Policy?
    package var types: [String]
    package var fields: CampaignFields

    package init(
        id: CampaignID? = nil, slug: String, name: String, preset: String = "whatsapp", policy: Policy? = nil, types: [String] = [],
        fields: CampaignFields = CampaignFields()
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.preset = preset
        self.policy = policy
        self.types = types
        self.fields = fields
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
        check.choice(new.preset, Set(Policy.presets.keys), "preset")
        if let policy = new.policy { check.policy(policy) }
        let types = check.types(new.types)
        let fields = new.fields.checked(&check)
        try check.finish()
        try refuseOther(fields)
        try requireOverflow(new.policy?.overflowQueue)
        let id = new.id ?? self.id()
        let policy = new.policy ?? Policy.presets[new.preset] ?? .whatsapp
        let made = try first(
            """
            insert into campaign (id, slug, name, preset, policy, created_at, types, contact_fields, case_fields, product_types)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning \(Campaign.columns)
            """,
            [.text(id.text), .text(slug), .text(name), .text(new.preset), .text(try policy.json), .integer(now), .text(types.json)]
                + fields.columns,
            Campaign.init(row:))
        if let made {
            try configured("campaign.added", id.text)
            return (true, made)
        }
        guard let held = try Campaign.find(id, transaction) else { throw DeskError.slugTaken("campaign", slug) }
        guard held.slug == slug, held.name == name, held.preset == new.preset, held.policy == policy, held.types == types,
            held.fields == fields
        else {
            throw DeskError.idConflict(id.text)
        }
        return (false, held)
    }
}

extension FieldCheck {
    /// Names, each once, in the order given.
    mutating func types(_ types: [String]) -> [String] {
        let names = types.map { text($0, "types", 1...60) }
        if names.count > 100 || Set(names).count < names.count {
            fault("types", "types.repeated", "«types» admite hasta 100 nombres distintos.")
        }
        return names
    }
}

extension Array<String> {
    var json: String {
        var json = JSONText()
        json.array(self) { $0.string($1) }
        return json.text
    }
    init(json: String) throws { self = try JSONDecoder().decode([String].self, from: Data(json.utf8)) }
}
