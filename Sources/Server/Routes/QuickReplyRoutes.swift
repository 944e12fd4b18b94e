import Desk
import Hummingbird

extension DeskServer {
    var quickReplyRoutes: [Route] {
        [
            .staff(.get, "/api/v1/quick-replies", query: ["campaign"]) { call, me in
                let campaign: CampaignID? = try call.query.one("campaign").map { try ID(parsing: $0, field: "campaign") }
                return .list(try await desk.quickReplies(campaign: campaign, for: me)) { $1.write(to: &$0) }
            },
            .staff(.put, "/api/v1/quick-replies/{id}") { call, me in
                let text = try await call.body { try QuickReplyText(&$0) }
                let (isNew, reply) = try await desk.saveQuickReply(try call.newID(), text, by: me)
                return .json(isNew ? .created : .ok) { reply.write(to: &$0) }
            },
            .staff(.delete, "/api/v1/quick-replies/{id}") { call, me in
                try await desk.removeQuickReply(try call.id(noun: "quick_reply"), by: me)
                return .noContent
            },
        ]
    }
}

extension QuickReplyText {
    init(_ fields: inout Fields) throws {
        self.init(
            campaign: try fields.optionalID("campaign"), shortcut: try fields.text("shortcut"),
            title: try fields.text("title", longest: 1000),
            body: try fields.text("body", longest: 100_000))
    }
}
