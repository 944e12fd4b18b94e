import Desk
import Hummingbird

/// Bring your own channel: a program with the scope `inbound` delivers what customers write, and fetches or is sent what we answer.
extension DeskServer {
    var inboundRoutes: [Route] {
        [
            .staff(.post, "/api/v1/inbound/{account}", needs: .inbound) { call, me in
                let account = try await inboundAccount(call)
                var inbound = try await call.body(oddities: .replaced) { try Inbound(&$0) }
                inbound.uploader = Author.staff(me).label
                let received = try await desk.receive(inbound, account: account)
                return .json(received.isNew ? .created : .ok) { json in
                    json.object { json in
                        json.field("case", received.number)
                        json.field("message", received.message)
                    }
                }
            },
            .staff(.post, "/api/v1/inbound/{account}/receipts", needs: .inbound) { call, _ in
                let account = try await inboundAccount(call)
                let receipt = try await call.body(oddities: .replaced) { try InboundReceipt(&$0) }
                try await desk.record(receipt, account: account)
                return .noContent
            },
            .staff(.get, "/api/v1/inbound/{account}/outbox", needs: .inbound, query: ["after", "limit"]) { call, _ in
                let account = try await inboundAccount(call)
                return .json(try await desk.outbox(account, after: try call.query.one("after"), limit: try call.query.limit()))
            },
        ]
    }

    /// Customers of a web chat write by it alone.
    private func inboundAccount(_ call: Call) async throws -> ChannelAccount {
        let account = try await desk.account(try call.parameter("account"))
        guard account.channel != "webchat" else {
            throw DeskError("account.not_found", "La cuenta «\(account.slug)» es un chat web; sus mensajes entran por el chat.")
        }
        try gate.brakes.spend(\.inbound, account.id.text)
        return account
    }
}

extension Inbound {
    private enum Delivered: String, CaseIterable {
        case text, image, audio, video, file, email, call
    }

    init(_ fields: inout Fields) throws {
        let delivered = try fields.choice("kind", of: Delivered.self)
        let sender = try fields.object("from") {
            Inbound.Sender(
                kind: try $0.filledText("kind"), value: try $0.filledText("value", longest: 400), name: try $0.optionalText("name"))
        }
        self.init(
            id: try fields.filledText("id"), sender: sender, kind: MessageKind(rawValue: delivered.rawValue) ?? .unsupported,
            text: try fields.optionalText("text", longest: 65_536) ?? "", at: try fields.optionalTime("at"))
        attachments = try fields.optionalItems("attachments", most: 20) { try InboundAttachment($0, at: $1) } ?? []
        subject = try fields.optionalText("subject", longest: 1000)
        thread = try fields.optionalText("thread", longest: 400)
        replyTo = try fields.optionalText("replyTo", longest: 400)
        if let html = try fields.optionalText("html", longest: 1_000_000), text.isEmpty { text = PlainText.of(html: html) }
        if delivered == .call { call = try fields.optionalObject("call") { try CallEvent(&$0) } ?? CallEvent(&fields) }
        try requireContent(delivered, fields)
    }

    private func requireContent(_ delivered: Delivered, _ fields: Fields) throws {
        switch delivered {
        case .text where text.allSatisfy(\.isWhitespace): throw fields.missing("text")
        case .image, .audio, .video, .file:
            if attachments.isEmpty { throw fields.missing("attachments") }
        case .email where text.isEmpty && attachments.isEmpty && subject == nil:
            throw fields.wrong("text", "required", "El correo no trae asunto, texto ni adjuntos.")
        default: return
        }
    }
}

extension CallEvent {
    fileprivate init(_ fields: inout Fields) throws {
        self.init(
            callId: try fields.filledText("callId"), direction: try fields.optionalWord("direction") ?? .inbound,
            status: try fields.choice("status"),
            duration: try fields.optionalInteger("duration", in: 0...86_400 * 7),
            recording: try fields.optionalText("recording", longest: 4000))
    }
}

extension InboundAttachment {
    /// `{id}` of one uploaded before, or `{url, name?, type?}` to be fetched.
    fileprivate init(_ value: JSONValue, at path: String) throws {
        self = try Fields.read(value, path: path) { fields in
            if let id: AttachmentID = try fields.optionalID("id") { return .stored(id) }
            let url = try fields.filledText("url", longest: 4000)
            guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
                throw fields.wrong("url", "url.malformed", "«url» debe ser una dirección http o https.")
            }
            return .remote(
                url: url, name: try fields.optionalText("name", longest: 400),
                type: try fields.optionalText("type"))
        }
    }
}

extension InboundReceipt {
    private enum Told: String, CaseIterable {
        case sent, delivered, read, failed
    }

    init(_ fields: inout Fields) throws {
        let target: Target
        switch (try fields.optionalText("providerId", longest: 400), try fields.optionalID("message", as: MessageTag.self)) {
        case (.some(let provider), nil): target = .provider(provider)
        case (nil, .some(let message)): target = .message(message)
        default: throw fields.wrong("providerId", "required", "Da «providerId» o «message», uno de los dos.")
        }
        let status = try fields.choice("status", of: Told.self)
        self.init(
            target: target, status: DeliveryStatus(rawValue: status.rawValue) ?? .sent, at: try fields.optionalTime("at"),
            reason: try fields.optionalText("reason", longest: 1000) ?? "")
    }
}
