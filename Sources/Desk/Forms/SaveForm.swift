import Storage

package struct NewForm: Sendable {
    /// The version that it builds on; 0 for a campaign's first.
    package var version: Int64
    package var name: String
    package var fields: JSONValue
    package init(version: Int64, name: String, fields: JSONValue) {
        self.version = version
        self.name = name
        self.fields = fields
    }
}

extension Desk {
    /// Makes a campaign's next version of its form. No fields: it asks nothing from now on.
    /// Throws `form.changed` (with the newest `version`) where somebody else was quicker, `request.invalid`, `campaign.not_found`, `forbidden`.
    package func saveForm(_ new: NewForm, of campaign: CampaignID, by author: Author) async throws -> OutcomeForm {
        try author.requireAdministrator()
        return try await write(by: author) { try $0.save(form: new, of: campaign) }
    }
}

extension Change {
    func save(form new: NewForm, of campaign: CampaignID) throws -> OutcomeForm {
        var check = FieldCheck()
        let name = check.text(new.name, "name", 1...120)
        let fields = FormField.read(new.fields, &check)
        // What could not be read is not judged: one mistake is told once.
        try check.finish()
        check.form(fields)
        try check.finish()
        guard let held = try Campaign.find(campaign, transaction), held.archivedAt == 0 else { throw DeskError.noCampaign }
        let newest = try transaction.newestForm(of: campaign)
        guard newest?.version ?? 0 == new.version else { throw DeskError.formChanged(newest?.version ?? 0) }
        let made = try first(
            """
            insert into outcome_form (campaign_id, version, name, fields, author, at) values ($1, $2, $3, $4, $5, $6)
            on conflict do nothing returning campaign_id, version, name, fields, author, at
            """,
            [
                .text(campaign.text), .integer(new.version + 1), .text(name), .text(fields.json), .text(author.label), .integer(now),
            ], OutcomeForm.init(row:))
        // Two built on the same version at once: the first one stands.
        guard let made else { throw DeskError.formChanged(new.version + 1) }
        try configured("form.saved", campaign.text, data: "{\"version\":\(made.version)}")
        return made
    }
}

extension DeskError {
    fileprivate static func formChanged(_ version: Int64) -> DeskError {
        DeskError(
            "form.changed",
            "Alguien guardó el formulario mientras tanto: ya va por la versión \(version). Ábrela y aplica ahí tus cambios.",
            extra: ["version": "\(version)"])
    }
}
