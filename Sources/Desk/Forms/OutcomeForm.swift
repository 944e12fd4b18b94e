import Storage

/// What a campaign asks about its cases. Each change is a version of its own, and no version ever changes: an old answer keeps its questions.
package struct OutcomeForm: Sendable, Equatable {
    package let campaign: CampaignID
    package let version: Int64
    package let name: String
    package let fields: [FormField]
    /// The same as text.
    package let json: String
    package let author: String
    package let at: Int64

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("campaign", campaign)
            writeContent(to: &json)
            json.field("at", time: at)
        }
    }
    /// Members `version`, `name` and `fields`.
    func writeContent(to json: inout JSONText) {
        json.field("version", version)
        json.field("name", name)
        json.field("fields", raw: self.json)
    }

    static let columns = "f.campaign_id, f.version, f.name, f.fields, f.author, f.at"
    init(row: borrowing Row) throws {
        campaign = ID(row.text(0))
        version = row.int(1)
        name = row.text(2)
        json = row.text(3)
        author = row.text(4)
        at = row.int(5)
        fields = try FormCache.fields(json)
    }
}

extension Storage.Transaction {
    /// The newest version; nil where the campaign never had a form.
    func newestForm(of campaign: CampaignID) throws -> OutcomeForm? {
        try first(
            "select \(OutcomeForm.columns) from outcome_form f where f.campaign_id = $1 order by f.version desc limit 1",
            [.text(campaign.text)], OutcomeForm.init(row:))
    }

    func form(of campaign: CampaignID, version: Int64) throws -> OutcomeForm? {
        try first(
            "select \(OutcomeForm.columns) from outcome_form f where f.campaign_id = $1 and f.version = $2",
            [.text(campaign.text), .integer(version)], OutcomeForm.init(row:))
    }
}

extension Desk {
    /// Each campaign's newest version, or one campaign's. A form without fields asks nothing.
    package func forms(of campaign: CampaignID? = nil, for viewer: Viewer) async throws -> [OutcomeForm] {
        try viewer.require(.read)
        return try await read { transaction in
            try transaction.all(
                """
                select \(OutcomeForm.columns) from outcome_form f where (cast($1 as text) = '' or f.campaign_id = $1)
                    and f.version = (select max(n.version) from outcome_form n where n.campaign_id = f.campaign_id) order by f.campaign_id
                """, [.text(campaign?.text ?? "")], OutcomeForm.init(row:))
        }
    }

    /// Any version that ever was. Throws `form.not_found`.
    package func form(of campaign: CampaignID, version: Int64, for viewer: Viewer) async throws -> OutcomeForm {
        try viewer.require(.read)
        guard let form = try await read({ try $0.form(of: campaign, version: version) }) else {
            throw DeskError("form.not_found", "La campaña no tiene una versión \(version) de su formulario.")
        }
        return form
    }
}
