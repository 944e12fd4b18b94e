import Desk
import HTTPTypes
import Hummingbird

/// The web chat's public side: no cookie, a visitor token in `Authorization`, and only pages the account names.
extension DeskServer {
    var chatRoutes: [Route] {
        [
            .chat(.post, "/chat/{account}/sessions") { call, account in
                try gate.brakes.spend(\.chatSessions, call.address)
                let token = try await call.body { try $0.optionalText("token", longest: 400) }
                return .json(try await desk.chatSession(account, token: token))
            },
            .chat(.get, "/chat/{account}/messages", query: ["cursor", "limit"]) { call, account in
                let visitor = try visitor(call, account)
                return .json(
                    try await desk.chatMessages(
                        visitor, account: account, cursor: try call.query.one("cursor"), limit: try call.query.limit()))
            },
            .chat(.put, "/chat/{account}/messages/{message}") { call, account in
                let visitor = try writer(call, account)
                let draft = try await call.body(oddities: .replaced) { try VisitorMessage(&$0) }
                let written = try await desk.chatReceive(visitor, account: account, id: try call.newID("message"), draft)
                try await desk.noteWritten(by: visitor.point, feed: streams.feed)
                return .json(written.body, written.created ? .created : .ok)
            },
            .chat(.get, "/chat/{account}/events", query: ["after"]) { call, account in
                try await streams.open(.visitor(try visitor(call, account).point, account.id), most: 10, call)
            },
            .chat(.put, "/chat/{account}/read") { call, account in
                let visitor = try writer(call, account)
                try await desk.chatRead(visitor, message: try await call.body { try $0.id("message") })
                return .noContent
            },
            .chat(.put, "/chat/{account}/typing") { call, account in
                let visitor = try writer(call, account)
                try await desk.noteTyping(try await call.body { try $0.bool("typing") }, by: visitor.point, feed: streams.feed)
                return .noContent
            },
        ]
    }

    func visitor(_ call: Call, _ account: ChannelAccount) throws -> Visitor {
        guard let token = Credentials.bearer(call.request.headers) else {
            throw DeskError("visitor.required", "Hace falta el token de la conversación.")
        }
        return try desk.visitor(token, account)
    }

    /// A visitor who writes: not too fast, alone or with others at the same address.
    func writer(_ call: Call, _ account: ChannelAccount) throws -> Visitor {
        let visitor = try visitor(call, account)
        try gate.brakes.spend(\.visitorWrites, visitor.point.text)
        try gate.brakes.spend(\.chatAddresses, call.address)
        return visitor
    }
}

extension VisitorMessage {
    private enum Kind: String, CaseIterable { case text, media }

    fileprivate init(_ fields: inout Fields) throws {
        let kind = try fields.choice("kind", of: Kind.self)
        self.init(
            text: try fields.optionalText("text", longest: 100_000) ?? "",
            attachments: try fields.optionalIDs("attachments", most: 10) ?? [], name: try fields.optionalText("name", longest: 400),
            page: try fields.optionalText("page", longest: 4000), locale: try fields.optionalText("locale"))
        guard (kind == .media) == !attachments.isEmpty else {
            throw fields.wrong("attachments", "attachments.kind", "Un mensaje «media» lleva un adjunto; uno «text», ninguno.")
        }
    }
}
