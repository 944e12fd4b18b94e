import Desk

/// One POST of Meta's: several entries, each with several changes, each with several messages, statuses or calls.
enum WhatsAppInbound {
    static func items(in body: [UInt8]) throws -> [DeliveredItem] {
        let tree = try JSONParser.parse(body, oddities: .lenient)
        guard case .object = tree else { throw malformed("no es un objeto") }
        guard let entries = tree["entry"], case .array = entries else { throw malformed("falta «entry»") }
        return entries.items.flatMap { entry -> [DeliveredItem] in
            guard let changes = entry["changes"], case .array(let list) = changes else { return [unknown("entry")] }
            return list.flatMap(read)
        }
    }

    private static func read(_ change: JSONValue) -> [DeliveredItem] {
        let field = change["field"]?.text ?? ""
        guard let value = change["value"] else { return [unknown(field)] }
        let line = value["metadata"]?["phone_number_id"]?.text ?? ""
        let people = WhatsAppPeople(value["contacts"]?.items ?? [])
        var items: [DeliveredItem] = []
        // Told by what it holds, not by the field's name: Meta moves kinds between fields.
        for member in value.members {
            guard let read = readers[member.key] else { continue }
            guard case .array(let list) = member.value else {
                if member.value != .null { items.append(unknown(member.key, line: line)) }
                continue
            }
            items += list.map { DeliveredItem(read($0, people), line: line) }
        }
        if items.isEmpty { items.append(WhatsAppNotices.item(field, value, line: line) ?? unknown(field, line: line)) }
        return items
    }

    private static let readers: [String: @Sendable (JSONValue, WhatsAppPeople) -> DeliveredItem.Content] = [
        "messages": { WhatsAppMessage.content(of: $0, from: $1) },
        "statuses": { WhatsAppStatus.content(of: $0, from: $1) },
        "calls": { WhatsAppCall.content(of: $0, from: $1) },
        "user_preferences": { WhatsAppSystem.preference($0, from: $1) },
        "errors": { error, _ in .notice("Meta avisa: \(GraphFault.words(for: error))") },
    ]

    /// Nobody here knows what it says: it is kept, and whoever looks after the line sees that it came.
    private static func unknown(_ what: String, line: String = "") -> DeliveredItem {
        let name = what.isEmpty ? "?" : String(what.prefix(60))
        return DeliveredItem(
            .unreadable(DeskError("delivery.unknown", "Meta entregó algo que Ventanilla todavía no conoce: «\(name)».")), line: line)
    }

    private static func malformed(_ what: String) -> DeskError {
        DeskError("delivery.malformed", "La entrega no tiene la forma que Meta describe: \(what).")
    }
}

/// The profiles beside the messages of one change.
struct WhatsAppPeople {
    private let list: [JSONValue]
    init(_ list: [JSONValue]) { self.list = list }

    /// Who wrote: by telephone, by WhatsApp's own user id, or both. Nil where there is neither.
    func sender(phone: String?, userID: String?) -> Inbound.Sender? {
        let entry =
            list.first { phone != nil && $0["wa_id"]?.text == phone }
            ?? list.first { userID != nil && $0["user_id"]?.text == userID } ?? (list.count == 1 ? list[0] : nil)
        var phone = phone, userID = userID
        if let written = phone, Self.isUserID(written) { (phone, userID) = (nil, userID ?? written) }
        if phone == nil, userID == nil, let only = entry {
            phone = only["wa_id"]?.text
            userID = only["user_id"]?.text
        } else if userID == nil, let entry, phone == nil || entry["wa_id"]?.text == phone {
            userID = entry["user_id"]?.text
        }
        phone = phone.flatMap(Self.short)
        userID = userID.flatMap(Self.short)
        let name = Self.name(entry?["profile"])
        if let phone { return Inbound.Sender(kind: "whatsapp", value: phone, name: name, alias: userID, route: phone) }
        return userID.map { Inbound.Sender(kind: "wa-user", value: $0, name: name, route: $0) }
    }

    private static func name(_ profile: JSONValue?) -> String? {
        let name = profile?["name"]?.text ?? profile?["username"]?.text
        return name.map { String($0.prefix(200)) }
    }
    /// `US.13491208655302741918`: a country, a dot, figures.
    private static func isUserID(_ text: String) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 1)
        return parts.count == 2 && parts[0].count == 2 && parts[0].allSatisfy { $0.isASCII && $0.isUppercase }
    }
    private static func short(_ text: String) -> String? {
        let clean = String(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
        return clean.isEmpty || clean.count > 200 ? nil : clean
    }
}
