import Desk
import Hummingbird

extension DeskServer {
    var messageRoutes: [Route] {
        [
            .staff(.get, "/api/v1/cases/{case}/messages", isForBots: true, query: ["cursor", "limit", "earlier"]) { call, me in
                let goesOn = try call.query.bool("earlier") ?? false
                return .json(
                    try await desk.messages(
                        try call.caseReference, cursor: try call.query.one("cursor"), limit: try call.query.limit(), earlier: goesOn,
                        for: me))
            },
            .staff(.put, "/api/v1/cases/{case}/messages/{message}", isForBots: true) { call, me in
                let draft = try await call.body { try OutgoingMessage(&$0) }
                let written = try await desk.send(try call.caseReference, id: try call.newID("message"), draft, by: me)
                return .json(written.body, written.created ? .created : .ok)
            },
            .staff(.post, "/api/v1/cases/{case}/messages/{message}/retry") { call, me in
                try await call.emptyBody()
                let id: MessageID = try call.id("message", noun: "message")
                return .json(try await desk.retry(try call.caseReference, message: id, by: me), .accepted)
            },
            .staff(.put, "/api/v1/cases/{case}/messages/{message}/attachments/{attachment}/fetch") { call, me in
                try await call.emptyBody()
                let id: MessageID = try call.id("message", noun: "message")
                let file: AttachmentID = try call.id("attachment", noun: "attachment")
                return .json(try await desk.fetchAgain(try call.caseReference, message: id, attachment: file, by: me), .accepted)
            },
            .staff(.put, "/api/v1/cases/{case}/messages/{message}/reaction") { call, me in
                let emoji = try await call.body { try $0.filledText("emoji") }
                let id: MessageID = try call.id("message", noun: "message")
                return .json(try await desk.react(try call.caseReference, message: id, emoji: emoji, by: me))
            },
            .staff(.delete, "/api/v1/cases/{case}/messages/{message}/reaction") { call, me in
                try await call.emptyBody()
                let id: MessageID = try call.id("message", noun: "message")
                return .json(try await desk.react(try call.caseReference, message: id, emoji: nil, by: me))
            },
        ]
    }
}

extension OutgoingMessage {
    private enum WrittenKind: String, CaseIterable {
        case text, note, media
        var kind: Kind {
            switch self {
            case .text: .text
            case .note: .note
            case .media: .media
            }
        }
    }

    /// The text's own limit is the verb's: its answer says how long it was.
    init(_ fields: inout Fields) throws {
        self.init(
            kind: try fields.choice("kind", of: WrittenKind.self).kind, text: try fields.optionalText("text", longest: 100_000) ?? "",
            attachments: try fields.optionalIDs("attachments", most: 20) ?? [], after: try fields.optionalID("after"),
            force: try fields.optionalBool("force") ?? false, replyTo: try fields.optionalID("replyTo", as: MessageTag.self)?.text,
            voice: try fields.optionalBool("voice") ?? false,
            via: try fields.optionalObject("via") { ReplyVia(account: try $0.id("account"), point: try $0.id("point")) })
    }
}
