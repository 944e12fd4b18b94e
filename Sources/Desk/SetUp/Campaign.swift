import Storage

/// One business programme: its rules, for its queues.
package struct Campaign: Sendable, Equatable {
    package let id: CampaignID
    package let slug: String
    package let name: String
    package let preset: String
    package let policy: Policy
    package let createdAt: Int64
    package let archivedAt: Int64

    /// What a case of it may be about.
    package let types: [String]
    /// What it asks of its contacts and of its cases, and what its customers may own.
    package let fields: CampaignFields

    static let columns = "id, slug, name, preset, policy, created_at, archived_at, types, contact_fields, case_fields, product_types"
    init(row: borrowing Row) throws {
        id = ID(row.text(0))
        slug = row.text(1)
        name = row.text(2)
        preset = row.text(3)
        policy = try PolicyCache.policy(row.text(4))
        createdAt = row.int(5)
        archivedAt = row.int(6)
        types = try [String](json: row.text(7))
        fields = try CampaignFields(contact: row.text(8), case: row.text(9), products: row.text(10))
    }

    package func write(to json: inout JSONText) throws {
        try json.object { json in
            json.field("id", id)
            json.field("slug", slug)
            json.field("name", name)
            json.field("preset", preset)
            json.field("archivedAt", time: archivedAt)
            json.key("types")
            json.array(types) { $0.string($1) }
            fields.write(to: &json)
            json.field("policy", raw: try policy.json)
        }
    }

    static func find(_ id: CampaignID, _ transaction: any Transaction) throws -> Campaign? {
        try transaction.first("select \(columns) from campaign where id = $1", [.text(id.text)], Campaign.init(row:))
    }
    static func all(_ transaction: any Transaction) throws -> [Campaign] {
        try transaction.all("select \(columns) from campaign order by created_at, id", [], Campaign.init(row:))
    }
}

extension Desk {
    package func campaigns(for viewer: Viewer) async throws -> [Campaign] {
        try viewer.require(.read)
        return try await read { try Campaign.all($0) }
    }
}

extension DeskError {
    static let noCampaign = DeskError("campaign.not_found", "No hay ninguna campaña con ese identificador. Revisa la lista de campañas.")
    static func slugTaken(_ noun: String, _ slug: String) -> DeskError {
        DeskError("\(noun).slug_taken", "El nombre corto «\(slug)» ya está en uso. Elige otro.", field: "slug")
    }
    /// `uses` counts what still depends on it.
    static func inUse(_ noun: String, _ message: Phrase, _ uses: [(String, Int64)]) -> DeskError {
        DeskError("\(noun).in_use", message, extra: Dictionary(uniqueKeysWithValues: uses.map { ($0.0, "\($0.1)") }))
    }
}
