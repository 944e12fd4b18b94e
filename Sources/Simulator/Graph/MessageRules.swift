/// What the desk asked the provider to send, read by the rules of the schema (`components/schemas/Message` of Meta's OpenAPI).
struct SendRequest: Sendable, Equatable {
    enum Recipient: Sendable, Equatable {
        /// As it was written.
        case number(String)
        case user(String)
    }
    let to: Recipient
    let type: String
    let content: JSON
    let quote: String?
    let callback: String?
    var isTemplate: Bool { type == "template" }

    static let types = [
        "text", "image", "audio", "video", "document", "sticker", "location", "contacts", "reaction", "interactive", "template",
    ]
    static let longestText = 4096
    static let longestCaption = 1024
    static let longestCallback = 512

    /// - Parameter media: type and size of an uploaded medium, by its id.
    init(_ body: JSON, media: (String) -> (type: String, size: Int)?) throws(GraphError) {
        guard body.isObject else { throw GraphError(100, "(#100) Invalid parameter") }
        guard body["messaging_product"]?.string == "whatsapp" else { throw .required("messaging_product") }
        to = try Self.recipient(body)
        type = body["type"]?.string ?? "text"
        guard Self.types.contains(type) else {
            throw GraphError(
                100, "(#100) Param type must be one of {\(Self.types.joined(separator: ", ").uppercased())} - got \"\(type)\".")
        }
        guard let content = body[type] else { throw .required(type) }
        self.content = content
        try Self.check(type, content, media)
        quote = try Self.quote(body["context"])
        callback = body["biz_opaque_callback_data"]?.string
        if let callback, callback.count > Self.longestCallback { throw .tooLong("biz_opaque_callback_data", Self.longestCallback) }
    }

    private static func recipient(_ body: JSON) throws(GraphError) -> Recipient {
        if let kind = body["recipient_type"], kind.string != "individual" {
            throw .value("recipient_type must be individual; groups are not served here")
        }
        if let to = body["to"]?.string {
            guard WhatsAppNumber.digits(to) != nil else { throw .value("to: \(to) is not a phone number") }
            return .number(to)
        }
        guard let user = body["recipient"]?.string else { throw .required("to") }
        guard UserID.isValid(user) else { throw .value("recipient: \(user) is not a user id") }
        return .user(user)
    }

    private static func quote(_ context: JSON?) throws(GraphError) -> String? {
        guard let context else { return nil }
        guard let id = context["message_id"]?.string, id.hasPrefix("wamid.") else {
            throw .value("context: message_id is not a message id")
        }
        return id
    }

    private static func check(_ type: String, _ content: JSON, _ media: (String) -> (type: String, size: Int)?) throws(GraphError) {
        switch type {
        case "text":
            try allow(["body", "preview_url"], in: content, type)
            guard let body = content["body"]?.string, !body.isEmpty else { throw .missing("text.body") }
            try check(body, "text['body']", longestText)
        case "image", "video", "audio", "document", "sticker": try check(medium: type, content, media)
        case "location":
            try allow(["latitude", "longitude", "name", "address"], in: content, type)
            guard let latitude = content["latitude"]?.number, abs(latitude) <= 90 else { throw .value("location.latitude") }
            guard let longitude = content["longitude"]?.number, abs(longitude) <= 180 else { throw .value("location.longitude") }
        case "contacts":
            guard let cards = content.items, (1...5).contains(cards.count) else { throw .value("contacts must hold 1 to 5 cards") }
            for card in cards where card["name"]?["formatted_name"]?.string?.isEmpty != false {
                throw .missing("contacts[].name.formatted_name")
            }
        case "reaction":
            try allow(["message_id", "emoji"], in: content, type)
            guard let id = content["message_id"]?.string, id.hasPrefix("wamid.") else { throw .missing("reaction.message_id") }
            guard let emoji = content["emoji"]?.string else { throw .missing("reaction.emoji") }
            guard emoji.count <= 1 else { throw .value("reaction.emoji must be one emoji, or empty to take it away") }
        case "template":
            guard content["name"]?.string?.isEmpty == false else { throw .missing("template.name") }
            guard content["language"]?["code"]?.string?.isEmpty == false else { throw .missing("template.language.code") }
        default:
            guard content["type"]?.string != nil else { throw .missing("\(type).type") }
        }
    }

    private static func check(medium type: String, _ content: JSON, _ media: (String) -> (type: String, size: Int)?) throws(GraphError) {
        var keys = ["id", "link"]
        if type == "audio" { keys.append("voice") }
        if ["image", "video", "document"].contains(type) { keys.append("caption") }
        if type == "document" { keys.append("filename") }
        try allow(keys, in: content, type)
        try check(content["caption"]?.string ?? "", "\(type)['caption']", longestCaption)
        switch (content["id"]?.string, content["link"]?.string) {
        case (.some(let id), nil):
            guard let medium = media(id) else {
                throw GraphError(
                    100, "(#100) Param \(type)['id'] is not a valid whatsapp business account media attachment ID")
            }
            try MediaRules.checkUse(as: type, type: medium.type, size: medium.size)
            if content["voice"]?.bool == true, MediaRules.bare(medium.type) != "audio/ogg" {
                throw GraphError(131053, "(#131053) Media upload error", details: "A voice message must be audio/ogg with the opus codec.")
            }
        case (nil, .some(let link)):
            guard link.hasPrefix("https://") || link.hasPrefix("http://") else { throw .value("\(type).link must be an http or https URL") }
        default: throw .missing("\(type): either id or link is required")
        }
    }

    private static func allow(_ keys: [String], in content: JSON, _ parameter: String) throws(GraphError) {
        guard content.isObject else { throw GraphError(100, "(#100) Param \(parameter) must be a JSON object.") }
        if let other = content.keys.first(where: { !keys.contains($0) }) { throw .unexpected(other, on: parameter) }
    }

    private static func check(_ text: String, _ parameter: String, _ most: Int) throws(GraphError) {
        // Counted in UTF-16 units: the strictest of the ways that the documents leave open.
        if text.utf16.count > most { throw .tooLong(parameter, most) }
    }
}
