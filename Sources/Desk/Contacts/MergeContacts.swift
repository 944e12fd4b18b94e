import FoundationEssentials
import Storage

/// Two contacts that have become one.
package struct MergedContacts: Sendable {
    package let id: ContactMergeID
    package let contact: Contact
    package let gone: ContactID
    package let at: Int64
    /// Until then it can be taken back.
    package let until: Int64

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("gone", gone)
            json.field("at", time: at)
            json.field("until", time: until)
            json.key("contact")
            contact.write(to: &json)
        }
    }
}

package struct MergeRequest: Sendable {
    package var other: ContactID
    /// By field, which of both values stays: `kept` or `other`, or the contact's id.
    package var choose: [String: String]
    /// The version that its author saw of the contact that is kept.
    package var version: Int64?
    package init(other: ContactID, choose: [String: String] = [:], version: Int64? = nil) {
        self.other = other
        self.choose = choose
        self.version = version
    }
}

extension Desk {
    /// Within a day it can be taken back.
    static let mergeLife: Int64 = 86_400_000

    /// Gives all that a contact has to the one that is kept: addresses with their cases, labels, products, campaigns, and what the kept one lacks. The
    /// other's id leads to it from then on. A repeat answers the same.
    /// Throws `merge.same`, `contact.merged`, `contact.version`, `contact.not_found`, `request.invalid`.
    package func mergeContacts(_ kept: ContactID, _ request: MergeRequest, by viewer: Viewer) async throws -> MergedContacts {
        try viewer.require(.write)
        var refusals = 0
        while true {
            do {
                return try await write(by: .staff(viewer)) { try $0.merge(into: kept, request, by: viewer) }
            } catch let error as StorageError where error.isUnique && refusals < 5 {
                refusals += 1  // another address of theirs opened the scope's case first
            }
        }
    }
}

extension Change {
    fileprivate func merge(into id: ContactID, _ request: MergeRequest, by viewer: Viewer) throws -> MergedContacts {
        guard id != request.other else {
            throw DeskError("merge.same", "Un contacto no se puede unir consigo mismo; elige otro.", field: "with")
        }
        if let done = try transaction.merge(of: request.other, into: id, viewer) { return done }
        // Addresses first, then contacts, then cases, each by ascending id: one lock order with the messages that come in.
        try lockPoints(of: [id, request.other])
        var touched: [ContactID: Contact] = [:]
        for one in [id, request.other].sorted(by: { $0.text < $1.text }) { touched[one] = try touch(contact: one, for: viewer) }
        guard let kept = touched[id], let other = touched[request.other] else { throw DeskError.noContact }
        if let version = request.version, kept.version - 1 != version { throw DeskError.newer(kept) }
        let rule = try MergeRule(kept, other, choose: request.choices(kept, other))
        var record = MergeRecord()
        record.fields = rule.changes
        record.code = other.code ?? ""
        (record.madeVIP, record.blocked) = (other.isVIP && !kept.isVIP, other.block != nil && kept.block == nil)
        try fold(other, into: kept, &record)
        try write(rule, to: kept, with: other)
        for point in record.points { try link(PointID(point), to: id, from: other.id) }
        guard let after = try transaction.contacts("id = $1", [.text(id.text)]).first else { throw DeskError.noContact }
        try index(after)
        if record.madeVIP { try raise(casesOf: id) }
        if after.face != kept.face { try repaint(after) }
        tell(after, merged: other.id)
        let merge = MergedContacts(id: self.id(), contact: after, gone: other.id, at: now, until: now + Desk.mergeLife)
        try keep(merge, record)
        return merge
    }

    /// Locks the addresses of some contacts, by ascending id.
    func lockPoints(of contacts: [ContactID]) throws {
        let places = contacts.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let points = try all("select id from contact_point where contact_id in (\(places)) order by id", contacts.map { .text($0.text) }) {
            $0.text(0)
        }
        for point in points.sorted() { try run("update contact_point set touched_at = touched_at where id = $1", [.text(point)]) }
    }

    /// What hangs on the other contact, given to the kept one, but for its addresses; and the other one's row as what is left of it.
    private func fold(_ other: Contact, into kept: Contact, _ record: inout MergeRecord) throws {
        let both: [SQLValue] = [.text(other.id.text), .text(kept.id.text)]
        record.points = other.points.map(\.id.text)
        record.products = try all("update product set contact_id = $2 where contact_id = $1 returning id", both) { $0.text(0) }.sorted()
        record.labels = try all(
            """
            insert into contact_labelled (contact_id, label_id) select cast($2 as text), label_id from contact_labelled where contact_id = $1
            on conflict do nothing returning label_id
            """, both
        ) { $0.text(0) }.sorted()
        record.campaigns = try all(
            """
            insert into contact_campaign (contact_id, campaign_id, created_at) select cast($2 as text), campaign_id, created_at from contact_campaign
            where contact_id = $1 on conflict do nothing returning campaign_id
            """, both
        ) { $0.text(0) }.sorted()
        record.earlier = try all("update contact set merged_into = $2 where merged_into = $1 returning id", both) { $0.text(0) }.sorted()
        try run("delete from contact_word where contact_id = $1", [both[0]])
        try run("delete from contact_value where contact_id = $1", [both[0]])
        try run("update contact set merged_into = $2, code = null, code_key = null where id = $1", both)
    }

    private func write(_ rule: MergeRule, to kept: Contact, with other: Contact) throws {
        let fields = MergeRule.fields(kept).merging(rule.changes.mapValues(\.after)) { $1 }
        try write(fields, to: kept.id)
        try writeLabels(of: kept.id)
        try run(
            """
            update contact set vip = case when vip = 1 or cast($2 as bigint) = 1 then 1 else 0 end,
                blocked_by = case when blocked_at = 0 then $4 else blocked_by end, blocked_reason = case when blocked_at = 0 then $5 else blocked_reason end,
                blocked_at = case when blocked_at = 0 then $3 else blocked_at end where id = $1
            """,
            [
                .text(kept.id.text), .integer(other.isVIP ? 1 : 0), .integer(other.block?.at ?? 0), .text(other.block?.by.text ?? ""),
                .text(other.block?.reason ?? ""),
            ])
    }

    /// The fields of `MergeRule.fields`, written to a row.
    func write(_ fields: [String: String], to id: ContactID) throws {
        var attributes = JSONText()
        attributes.object { json in
            for (field, value) in fields.sorted(by: { $0.key < $1.key }) where field.hasPrefix("attribute.") && !value.isEmpty {
                json.key(named: String(field.dropFirst("attribute.".count)))
                json.raw(value)
            }
        }
        let details = ["documentKind", "address", "birthDate", "language", "executive"].map { SQLValue.text(fields[$0] ?? "") }
        try write(
            id, name: fields["name"] ?? "", code: fields["code"] ?? "", notes: fields["notes"] ?? "", details + [.text(attributes.text)])
    }

    /// What it is found by, anew.
    func index(_ contact: Contact) throws {
        try indexWords(of: contact)
        try indexValues(of: contact)
    }

    private func keep(_ merge: MergedContacts, _ record: MergeRecord) throws {
        try run(
            "insert into contact_merge (id, kept_id, gone_id, at, author, until, data) values ($1, $2, $3, $4, $5, $6, $7)",
            [
                .text(merge.id.text), .text(merge.contact.id.text), .text(merge.gone.text), .integer(merge.at), .text(author.label),
                .integer(merge.until), .text(String(decoding: try JSONEncoder().encode(record), as: UTF8.self)),
            ])
        try audit("contact.merged", target: merge.contact.id.text, data: "{\"gone\":\"\(merge.gone)\",\"merge\":\"\(merge.id)\"}")
    }
}

extension MergeRequest {
    /// Throws `request.invalid` for a field that no contact has, and for a choice of neither.
    func choices(_ kept: Contact, _ other: Contact) throws -> [String: String] {
        let known = Set(MergeRule.fields(kept).keys).union(MergeRule.fields(other).keys)
        var choices: [String: String] = [:]
        for (field, which) in choose {
            guard known.contains(field) || field.hasPrefix("attribute.") else {
                throw DeskError.invalid(
                    "choose.\(field.prefix(60))", "field.unknown", "Los contactos no tienen el campo «\(field.prefix(60))».")
            }
            switch which {
            case "kept", kept.id.text: choices[field] = "kept"
            case "other", other.id.text: choices[field] = "other"
            default: throw DeskError.invalid("choose.\(field.prefix(60))", "choice", "«choose.\(field.prefix(60))» debe ser kept u other.")
            }
        }
        if choices["name"] == "other", other.name.isEmpty { choices["name"] = nil }
        return choices
    }
}

extension Storage.Transaction {
    /// The same two, merged already.
    fileprivate func merge(of gone: ContactID, into kept: ContactID, _ viewer: Viewer) throws -> MergedContacts? {
        guard try self.kept(of: gone) == kept, try finds(contact: kept, viewer) else { return nil }
        let row = try first(
            "select id, at, until from contact_merge where gone_id = $1 and kept_id = $2 and undone_at = 0 order by at desc limit 1",
            [.text(gone.text), .text(kept.text)]
        ) { (id: ContactMergeID($0.text(0)), at: $0.int(1), until: $0.int(2)) }
        guard let row, let contact = try contacts("id = $1", [.text(kept.text)]).first else { return nil }
        return MergedContacts(id: row.id, contact: contact, gone: gone, at: row.at, until: row.until)
    }
}
