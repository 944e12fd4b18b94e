/// The demo's outcome forms, by campaign: data, made by the same verb that administrators use.
enum DemoForms {
    static func add(to campaigns: [String: CampaignID], _ change: Change) throws {
        let forms = try JSONParser.parse(PackageResources.demo_forms_json)
        for form in forms.members {
            guard let campaign = campaigns[form.key], let fields = form.value["fields"] else { continue }
            _ = try change.save(form: NewForm(version: 0, name: form.value["name"]?.text ?? "", fields: fields), of: campaign)
        }
    }
}
