import Storage

/// A text that agents insert by its shortcut. Its variables (`{{contact.firstName}}`) are filled in where it is inserted.
package struct QuickReply: Sendable, Equatable {
    package let id: QuickReplyID
    /// Nil: every campaign's.
    package let campaign: CampaignID?
    package let shortcut: String
    package let title: String
    package let body: String

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("campaign", campaign)
            json.field("shortcut", shortcut)
            json.field("title", title)
            json.field("body", body)
        }
    }

    static let columns = "id, campaign_id, shortcut, title, body"
    init(row: borrowing Row) {
        id = ID(row.text(0))
        campaign = row.textOrNil(1).map { ID($0) }
        shortcut = row.text(2)
        title = row.text(3)
        body = row.text(4)
    }

    /// What this person may insert, by shortcut: everybody's, and those of their campaigns.
    static func all(for viewer: Viewer, campaign: CampaignID? = nil, _ transaction: any Transaction) throws -> [QuickReply] {
        try transaction.all(
            """
            select \(columns) from quick_reply where archived_at = 0
                and (cast($1 as text) = '' or campaign_id is null or campaign_id = $1) order by shortcut, id
            """, [.text(campaign?.text ?? "")], QuickReply.init(row:)
        ).filter { $0.isFor(viewer) }
    }

    private func isFor(_ viewer: Viewer) -> Bool { viewer.isStaffLead || campaign.map { viewer.campaigns.contains($0) } ?? true }
}

extension Desk {
    /// - Parameter campaign: only what may be inserted in cases of this one.
    package func quickReplies(campaign: CampaignID?, for viewer: Viewer) async throws -> [QuickReply] {
        try viewer.require(.read)
        return try await read { try QuickReply.all(for: viewer, campaign: campaign, $0) }
    }
}
