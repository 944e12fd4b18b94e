import Storage

/// A customer of the organisation, with the addresses they write from and the campaigns that know them.
package struct Contact: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        package let id: PointID
        package let kind: String
        package let value: String
        package let display: String
    }
    package let id: ContactID
    package let name: String
    package let code: String?
    package let notes: String
    package let createdAt: Int64
    package let updatedAt: Int64
    package let version: Int64
    /// Their cases come first: new ones start at least at high priority.
    package let isVIP: Bool
    /// Since when what they write is kept and attended by nobody, by whom and why; nil where they are attended.
    package let block: Block?
    /// The contact that this one was merged into; nil for one of its own.
    package let mergedInto: ContactID?
    package let erasedAt: Int64
    package let details: ContactDetails
    /// JSON array of label ids, by id.
    package let labels: String
    package var points: [Point] = []
    package var campaigns: [CampaignID] = []

    /// What a case's card shows of it.
    var face: [String] { [name, code ?? "", isVIP ? "vip" : "", block == nil ? "" : "blocked"] }

    package struct Block: Sendable, Equatable {
        package let at: Int64
        package let by: UserID
        package let reason: String
    }

    static let columns = """
        id, name, code, notes, created_at, version, labels, document_kind, address, birth_date, language, executive, attributes, updated_at, vip, \
        blocked_at, blocked_by, blocked_reason, merged_into, erased_at
        """
    init(row: borrowing Row) throws {
        id = ID(row.text(0))
        name = row.text(1)
        code = row.textOrNil(2)
        notes = row.text(3)
        createdAt = row.int(4)
        version = row.int(5)
        labels = row.text(6)
        details = ContactDetails(
            documentKind: row.text(7), address: row.text(8), birthDate: row.text(9), language: row.text(10), executive: row.text(11),
            attributes: try FieldValues(json: row.text(12)))
        updatedAt = row.int(13)
        isVIP = row.bool(14)
        block = row.int(15) > 0 ? Block(at: row.int(15), by: ID(row.text(16)), reason: row.text(17)) : nil
        mergedInto = row.text(18).isEmpty ? nil : ID(row.text(18))
        erasedAt = row.int(19)
    }

    package func write(to json: inout JSONText) { write(to: &json, version: version) }

    func write(to json: inout JSONText, version: Int64) {
        json.object { json in
            json.field("id", id)
            json.field("name", name)
            json.field("code", code)
            json.field("notes", notes.isEmpty ? nil : notes)
            details.write(to: &json)
            json.field("labels", raw: labels)
            json.key("points")
            json.array(points) { json, point in
                json.object { json in
                    json.field("id", point.id)
                    json.field("kind", point.kind)
                    json.field("value", point.value)
                    json.field("display", point.display)
                }
            }
            json.key("campaigns")
            json.array(campaigns) { $0.string($1.text) }
            json.field("vip", isVIP)
            json.key("blocked")
            if let block {
                json.object { json in
                    json.field("at", time: block.at)
                    json.field("by", block.by)
                    json.field("reason", block.reason.isEmpty ? nil : block.reason)
                }
            } else {
                json.null()
            }
            json.field("createdAt", time: createdAt)
            json.field("updatedAt", time: updatedAt)
            json.field("version", version)
        }
    }
}

extension Desk {
    /// Agents find contacts of their campaigns; one that was merged leads to the one that is kept. Throws `contact.not_found`.
    package func contact(_ id: ContactID, for viewer: Viewer) async throws -> Contact {
        try viewer.require(.read)
        return try await read { transaction in
            let sight = ContactSight(viewer, first: 2)
            let id = try transaction.kept(of: id)
            let found = try transaction.contacts("contact.id = $1 and \(sight.clause)", [.text(id.text)] + sight.arguments).first
            guard let found else { throw DeskError.noContact }
            return found
        }
    }
}

/// Who finds a contact: staff who lead all campaigns, else those of a campaign that knows them. SQL over `contact`.
struct ContactSight {
    let clause: String
    let arguments: [SQLValue]

    init(_ viewer: Viewer, first: Int) {
        // Who was merged into another, or erased, is found no more.
        let isThere = "contact.merged_into = '' and contact.erased_at = 0"
        if viewer.leadsAll {
            clause = isThere
            arguments = []
            return
        }
        let campaigns = viewer.campaigns.union(viewer.led ?? []).map(\.text).sorted()
        let places = campaigns.isEmpty ? "''" : campaigns.indices.map { "$\(first + $0)" }.joined(separator: ", ")
        clause =
            "\(isThere) and exists (select 1 from contact_campaign k where k.contact_id = contact.id and k.campaign_id in (\(places)))"
        arguments = campaigns.map { .text($0) }
    }
}

extension Storage.Transaction {
    /// The contact that lives on: itself, or the one it was merged into.
    func kept(of id: ContactID) throws -> ContactID {
        try first("select merged_into from contact where id = $1 and merged_into <> ''", [.text(id.text)]) { ContactID($0.text(0)) } ?? id
    }

    /// Whole contacts, in the order the rest of the statement asks for.
    func contacts(_ condition: String, _ arguments: [SQLValue]) throws -> [Contact] {
        var found = try all("select \(Contact.columns) from contact where \(condition)", arguments, Contact.init(row:))
        guard !found.isEmpty else { return [] }
        let ids = found.map { SQLValue.text($0.id.text) }
        let places = ids.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        var points: [String: [Contact.Point]] = [:]
        try each(
            "select contact_id, id, kind, value, display from contact_point where contact_id in (\(places)) order by created_at, id", ids
        ) { row in
            points[row.text(0), default: []].append(
                Contact.Point(id: ID(row.text(1)), kind: row.text(2), value: row.text(3), display: row.text(4)))
        }
        var campaigns: [String: [CampaignID]] = [:]
        try each(
            "select contact_id, campaign_id from contact_campaign where contact_id in (\(places)) order by created_at, campaign_id", ids
        ) { row in
            campaigns[row.text(0), default: []].append(ID(row.text(1)))
        }
        for index in found.indices {
            found[index].points = points[found[index].id.text] ?? []
            found[index].campaigns = campaigns[found[index].id.text] ?? []
        }
        return found
    }

    /// For a conversation's side panel: whoever may read the case may see whose it is.
    func writeContact(_ id: ContactID, to json: inout JSONText) throws {
        if let contact = try contacts("id = $1", [.text(id.text)]).first { contact.write(to: &json) } else { json.null() }
    }
}

extension DeskError {
    static let noContact = DeskError("contact.not_found", "No hay ningún contacto con ese identificador que puedas ver.")
}
