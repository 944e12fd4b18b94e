import Desk

/// What Meta tells about accounts, templates, groups and numbers: of no conversation, and for whoever looks after the line.
enum WhatsAppNotices {
    /// Nil for a field that nobody here knows.
    static func item(_ field: String, _ value: JSONValue, line: String) -> DeliveredItem? {
        if let words = elsewhere(field, value) { return DeliveredItem(.notice(words), line: line) }
        guard fields.contains(field) else { return nil }
        let members = value.members.filter { $0.key != "messaging_product" }.compactMap { member in
            member.value.text.map { "\(member.key) \($0.prefix(80))" }
        }
        return DeliveredItem(.notice(String(([field] + members.prefix(4)).joined(separator: ", ").prefix(200))), line: line)
    }

    /// Webhook fields of a WhatsApp Business Account (Cloud API, "Webhooks").
    private static let fields: Set<String> = [
        "account_alerts", "account_review_update", "account_settings_update", "account_update", "automatic_events",
        "business_capability_update", "business_status_update", "business_username_update", "flows", "group_lifecycle_update",
        "group_participant_update", "group_participants_update", "group_settings_update", "group_status_update",
        "message_template_components_update", "message_template_quality_update", "message_template_status_update", "messaging_handovers",
        "partner_solutions", "payment_configuration_update", "phone_number_name_update", "phone_number_quality_update", "security",
        "smb_app_state_sync", "template_category_update", "template_correct_category_detection", "tracking_events", "user_id_update",
        "user_preferences",
    ]

    /// What was written before the line came here, or is written on the business's own telephone beside it: counted, not shown.
    private static func elsewhere(_ field: String, _ value: JSONValue) -> String? {
        switch field {
        case "smb_message_echoes", "message_echoes":
            return "\(field): \(value["message_echoes"]?.items.count ?? 0) mensajes escritos en el teléfono de la empresa"
        case "history":
            let threads = value["history"]?.items.flatMap { $0["threads"]?.items ?? [] } ?? []
            return "history: \(threads.reduce(0) { $0 + ($1["messages"]?.items.count ?? 0) }) mensajes anteriores a la conexión"
        default: return nil
        }
    }
}
