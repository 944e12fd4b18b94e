import FoundationEssentials
import Storage

/// One item of a conversation, as the database holds it.
package struct Message: Sendable {
    package let id: MessageID
    package let caseID: CaseID
    /// The line it came or went by; with `point`, the customer's address there. A case may hold messages of several.
    package let account: AccountID
    package let point: PointID
    package var version: Int64
    package let kind: MessageKind
    package let direction: String
    package let authorKind: String
    package let authorID: String
    package let authorName: String
    package let body: String
    /// Kind `system`: `{"code":…,"params":{…}}`; `call`: the call event; e-mail: its subject; `location`, `contacts`, `unsupported`: themselves.
    package var data: String
    package var status: String
    package var reason: String
    package let at: Int64
    package let place: Int64
    package let replyTo: String
    package var attachments: String
    package let attempt: Int64
    package let channel: String
    /// Ready JSON: `[{emoji, by, name?, status?}]`.
    package var reactions: String
    /// Ready JSON `{id?, text?}` of a quoted message that is not here; else empty.
    package let quote: String

    package static let columns = """
        m.id, m.case_id, m.account_id, m.point_id, m.version, m.kind, m.direction, m.author_kind, m.author_id, m.author_name, m.body, m.data, \
        m.status, m.reason, m.at, m.place, m.reply_to, m.attachments, m.attempt, m.channel, m.reactions, m.quote
        """
    package static let returning = columns.replacing("m.", with: "")

    package init(row: borrowing Row) throws {
        id = ID(row.text(0))
        caseID = ID(row.text(1))
        account = ID(row.text(2))
        point = ID(row.text(3))
        version = row.int(4)
        kind = MessageKind(rawValue: row.text(5)) ?? .unsupported
        direction = row.text(6)
        authorKind = row.text(7)
        authorID = row.text(8)
        authorName = row.text(9)
        body = row.text(10)
        data = row.text(11)
        status = row.text(12)
        reason = row.text(13)
        at = row.int(14)
        place = row.int(15)
        replyTo = row.text(16)
        attachments = row.text(17)
        attempt = row.int(18)
        channel = row.text(19)
        reactions = row.text(20)
        quote = row.text(21)
    }

    /// The status of what a blocked customer wrote: it is kept, and attended by nobody.
    static let blocked = "blocked"

    /// Where it stands in its conversation; the cursor of a page.
    package var cursor: String { "\(at).\(place)" }

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("case", caseID)
            json.field("version", version)
            json.field("kind", kind.rawValue)
            json.field("direction", direction)
            json.key("author")
            json.object { json in
                json.field("kind", authorKind)
                json.field("id", authorID.isEmpty ? nil : authorID)
                json.field("name", authorName.isEmpty ? nil : authorName)
            }
            json.field("text", body.isEmpty ? nil : body)
            writeAttachments(to: &json, base: "/api/v1/attachments/")
            json.field("status", direction == "out" && !status.isEmpty ? status : nil)
            if direction == "in", status == Self.blocked { json.field("blocked", true) }
            json.field("reason", reason.isEmpty ? nil : reason)
            json.field("at", time: at)
            json.field("replyTo", replyTo.isEmpty ? nil : replyTo)
            json.field("account", account)
            json.field("point", point)
            json.field("channel", channel)
            json.field("reactions", raw: reactions)
            if !quote.isEmpty { json.field("quote", raw: quote) }
            if kind == .system, !data.isEmpty { json.field("system", raw: data) }
            if kind == .call, !data.isEmpty { json.field("call", raw: data) }
            if kind == .email, !data.isEmpty { json.field("email", raw: data) }
            if kind == .location, !data.isEmpty { json.field("location", raw: data) }
            if kind == .contacts, !data.isEmpty { json.field("contacts", raw: data) }
            if kind == .unsupported, !data.isEmpty { json.field("unsupported", raw: data) }
        }
    }
    package var json: String {
        var json = JSONText()
        write(to: &json)
        return json.text
    }

    /// The customer's side of it: no reasons, no internal authors.
    package func writeForVisitor(to json: inout JSONText, accountSlug: String) {
        json.object { json in
            json.field("id", id)
            json.field("mine", direction == "in")
            json.key("author")
            if direction == "in" || authorName.isEmpty {
                json.null()
            } else {
                json.object { $0.field("name", authorName) }
            }
            json.field("kind", kind.rawValue)
            json.field("text", body.isEmpty ? nil : body)
            writeAttachments(to: &json, base: "/chat/\(accountSlug)/attachments/")
            json.field("status", direction == "in" ? (status == "read" ? "read" : "sent") : status)
            json.field("at", time: at)
        }
    }
    package func visitorJSON(accountSlug: String) -> String {
        var json = JSONText()
        writeForVisitor(to: &json, accountSlug: accountSlug)
        return json.text
    }

    package struct File: Codable, Sendable {
        package var id: String
        package var name: String
        package var type: String
        package var size: Int64
        package var state: String
        /// Recorded to be heard as it is: a voice note.
        package var voice: Bool?
        /// Seconds.
        package var duration: Double?
        package init(
            id: String, name: String, type: String, size: Int64, state: String = "stored", voice: Bool? = nil, duration: Double? = nil
        ) {
            self.id = id
            self.name = name
            self.type = type
            self.size = size
            self.state = state
            self.voice = voice
            self.duration = duration
        }
    }
    package var files: [File] { Self.files(attachments) }
    package static func files(_ json: String) -> [File] {
        guard json != "[]", !json.isEmpty else { return [] }
        return (try? JSONDecoder().decode([File].self, from: Data(json.utf8))) ?? []
    }
    package static func json(of files: [File]) throws -> String {
        files.isEmpty ? "[]" : String(decoding: try JSONEncoder().encode(files), as: UTF8.self)
    }
    func writeAttachments(to json: inout JSONText, base: String) {
        json.key("attachments")
        json.array(files) { json, file in
            json.object { json in
                json.field("id", file.id)
                json.field("name", file.name)
                json.field("type", file.type)
                json.field("size", file.size)
                json.field("state", file.state)
                json.field("url", base + file.id)
                if file.voice == true { json.field("voice", true) }
                if let duration = file.duration { json.field("duration", raw: "\(duration)") }
            }
        }
    }
}

extension Message {
    /// What a line of kind `system` holds: the screen words it.
    static func system(_ code: String, _ params: [(String, String)]) -> String {
        var json = JSONText()
        json.object { json in
            json.field("code", code)
            json.key("params")
            json.object { json in
                for (name, value) in params {
                    json.key(named: name)
                    json.string(value)
                }
            }
        }
        return json.text
    }
}
