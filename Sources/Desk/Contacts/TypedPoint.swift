import Storage

/// An address that somebody typed or a file brought, in the key it is found by.
struct TypedPoint: Sendable, Equatable {
    /// What people may say of a customer; what else there is only a channel tells.
    static let kinds: Set<String> = ["phone", "email", "handle", "id"]
    /// So many belong to one contact, unless channels brought more.
    static let most = 50

    let kind: String
    let value: String
    let display: String

    init(kind: String, value: String, display: String) {
        self.kind = kind
        self.value = value
        self.display = display
    }

    /// - Parameter country: whose telephones are written without `+` (ISO 3166).
    /// - Parameter path: what stands before the names of the fields that are at fault: `points[1].`, or nothing.
    init?(kind: String, value: String, country: String, at path: String = "", _ check: inout FieldCheck) {
        switch kind {
        case "phone":
            guard value.utf8.count <= 64, let phone = PhoneNumber(value, country: country) else {
                check.fault(
                    "\(path)value", "phone.malformed",
                    "«\(value.prefix(40))» no es un teléfono; escríbelo con código de país, como +51 987 654 321.")
                return nil
            }
            self.init(kind: kind, value: phone.value, display: phone.display)
        case "email":
            guard let address = EmailAddress.normalise(value) else {
                check.fault(
                    "\(path)value", "email.malformed", "«\(value.prefix(80))» no es un correo; debe ser como nombre@empresa.com.")
                return nil
            }
            self.init(kind: kind, value: address, display: FieldCheck.trim(value))
        case "handle", "id":
            let text: String = check.text(value, "\(path)value", 1...200)
            self.init(kind: kind, value: text, display: text)
        default:
            check.fault("\(path)kind", "kind.unknown", "«kind» debe ser uno de: \(Self.kinds.sorted().joined(separator: ", ")).")
            return nil
        }
    }
}

/// An address that is there already, locked.
struct HeldPoint: Sendable, Equatable {
    let id: PointID
    let kind: String
    let value: String
    let contact: ContactID?
}

extension Change {
    /// Those that are there, locked in one order; a telephone also where WhatsApp brought it.
    func lock(_ points: [TypedPoint]) throws -> [HeldPoint] {
        try points.sorted { ($0.kind, $0.value) < ($1.kind, $1.value) }.flatMap { point in
            try all(
                "update contact_point set touched_at = touched_at where kind in ($1, $2) and value = $3 returning id, kind, value, contact_id",
                [.text(point.kind), .text(point.kind == "phone" ? "whatsapp" : point.kind), .text(point.value)]
            ) { HeldPoint(id: ID($0.text(0)), kind: $0.text(1), value: $0.text(2), contact: $0.textOrNil(3).map { ContactID($0) }) }
        }
    }

    /// Gives a locked contact all of them, with their cases: those of nobody that are there, and new ones. Answers which came to it.
    func give(_ points: [TypedPoint], held: [HeldPoint], to id: ContactID) throws -> [PointID] {
        var came: [PointID] = []
        for point in held where point.contact != id {
            try link(point.id, to: id)
            came.append(point.id)
            for campaign in try all(
                "select distinct campaign_id from cases where point_id = $1", [.text(point.id.text)], { CampaignID($0.text(0)) }
            ).sorted(by: { $0.text < $1.text }) { try know(id, in: campaign) }
        }
        for point in points where !held.contains(where: { $0.value == point.value }) {
            let made = try first(
                """
                insert into contact_point (id, kind, value, display, contact_id, created_at, touched_at, folded) values ($1, $2, $3, $4, $5, $6, $6, $7)
                on conflict do nothing returning id
                """,
                [
                    .text(newID()), .text(point.kind), .text(point.value), .text(point.display), .text(id.text), .integer(now),
                    .text(Text.fold(point.display)),
                ]
            ) { PointID($0.text(0)) }
            // Its customer wrote in this moment: who asks again finds it.
            guard let made else {
                throw DeskError("contact_point.taken", "Esa dirección acaba de escribirnos; vuelve a intentarlo.", field: "value")
            }
            came.append(made)
        }
        return came
    }

    /// Whose telephones are written without their country's code, as far as a line of these campaigns says; else of any.
    func country(of campaigns: [CampaignID]) throws -> String {
        let lines = try ChannelAccount.all(transaction).filter { !$0.settings.country.isEmpty }
        return (lines.first { campaigns.contains($0.campaign) } ?? lines.first)?.settings.country ?? ""
    }
}
