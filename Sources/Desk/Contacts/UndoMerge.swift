import FoundationEssentials
import Storage

/// A merge taken back: both contacts, and what had changed since and therefore stays where it is.
package struct UndoneMerge: Sendable {
    package let kept: Contact
    package let other: Contact
    /// What could not go back, by kind (`point`, `product`, `label`, `field`, `code`) and by name.
    package let stayed: [(kind: String, name: String)]

    package func write(to json: inout JSONText) {
        json.object { json in
            json.key("kept")
            kept.write(to: &json)
            json.key("other")
            other.write(to: &json)
            json.key("stayed")
            json.array(stayed) { json, one in
                json.object { json in
                    json.field("kind", one.kind)
                    json.field("name", one.name)
                }
            }
        }
    }
}

extension Desk {
    /// Takes a merge back within a day: what still is as it was goes back to the other contact, the rest stays and is named. A repeat answers what is
    /// there now. Throws `merge.not_found`, `merge.too_late`, `contact.merged` where the kept one was merged itself since.
    package func undoMerge(_ merge: ContactMergeID, of kept: ContactID, by viewer: Viewer) async throws -> UndoneMerge {
        try viewer.require(.write)
        var refusals = 0
        while true {
            do {
                return try await write(by: .staff(viewer)) { try $0.undo(merge, of: kept, by: viewer) }
            } catch let error as StorageError where error.isUnique && refusals < 5 {
                refusals += 1
            }
        }
    }

    /// The merges of a contact that may still be taken back, the newest first.
    package func merges(of contact: ContactID, for viewer: Viewer) async throws -> [(
        id: ContactMergeID, gone: ContactID, name: String, at: Int64, until: Int64
    )] {
        try viewer.require(.read)
        let now = now()
        return try await read { transaction in
            guard try transaction.finds(contact: contact, viewer) else { throw DeskError.noContact }
            return try transaction.all(
                """
                select m.id, m.gone_id, k.name, m.at, m.until from contact_merge m join contact k on k.id = m.gone_id
                where m.kept_id = $1 and m.undone_at = 0 and m.until > $2 order by m.at desc, m.id desc limit 50
                """, [.text(contact.text), .integer(now)]
            ) { (ID($0.text(0)), ID($0.text(1)), $0.text(2), $0.int(3), $0.int(4)) }
        }
    }
}

extension Change {
    fileprivate func undo(_ merge: ContactMergeID, of id: ContactID, by viewer: Viewer) throws -> UndoneMerge {
        let found = try first(
            "select gone_id, until, data, undone_at from contact_merge where id = $1 and kept_id = $2", [.text(merge.text), .text(id.text)]
        ) { (gone: ContactID($0.text(0)), until: $0.int(1), data: $0.text(2), undoneAt: $0.int(3)) }
        guard let found, try transaction.finds(contact: id, viewer) else {
            throw DeskError("merge.not_found", "No hay ninguna unión de este contacto con ese identificador.")
        }
        if found.undoneAt > 0 { return try both(id, found.gone, stayed: []) }
        guard found.until > now else { throw DeskError("merge.too_late", "Una unión se deshace durante un día; ese día ya pasó.") }
        let record = try JSONDecoder().decode(MergeRecord.self, from: Data(found.data.utf8))
        try lockPoints(of: [id])
        let first = id.text < found.gone.text
        if !first { try touchGone(found.gone, of: id) }
        let kept = try touch(contact: id, for: viewer)
        if first { try touchGone(found.gone, of: id) }

        var stayed: [(kind: String, name: String)] = []
        try restoreFields(record, kept, found.gone, &stayed)
        try restoreBelongings(record, kept, found.gone, &stayed)
        let moved = try restorePoints(record, kept, found.gone, &stayed)
        try run("update contact_merge set undone_at = $2 where id = $1", [.text(merge.text), .integer(now)])
        try audit("contact.unmerged", target: id.text, data: "{\"gone\":\"\(found.gone)\",\"merge\":\"\(merge)\"}")
        let answer = try both(id, found.gone, stayed: stayed)
        try index(answer.kept)
        try index(answer.other)
        if answer.kept.face != kept.face { try repaint(answer.kept) }
        tell(answer.kept)
        tell(answer.other)
        for point in moved { tell(answer.other, point: point) }
        return answer
    }

    private func touchGone(_ gone: ContactID, of kept: ContactID) throws {
        try run(
            "update contact set merged_into = '', version = version + 1, updated_at = $3 where id = $1 and merged_into = $2",
            [.text(gone.text), .text(kept.text), .integer(now)])
    }

    private func both(_ kept: ContactID, _ other: ContactID, stayed: [(kind: String, name: String)]) throws -> UndoneMerge {
        let found = try transaction.contacts("id in ($1, $2)", [.text(kept.text), .text(other.text)])
        guard let one = found.first(where: { $0.id == kept }), let two = found.first(where: { $0.id == other }) else {
            throw DeskError.noContact
        }
        return UndoneMerge(kept: one, other: two, stayed: stayed)
    }

    private func restoreFields(_ record: MergeRecord, _ kept: Contact, _ gone: ContactID, _ stayed: inout [(kind: String, name: String)])
        throws
    {
        var fields = MergeRule.fields(kept)
        for (field, value) in record.fields.sorted(by: { $0.key < $1.key }) {
            if fields[field, default: ""] == value.after { fields[field] = value.before } else { stayed.append(("field", field)) }
        }
        // The code goes back only where nobody else has it by now.
        if let code = fields["code"], !code.isEmpty, code != kept.code, try holds(code, but: kept.id) {
            stayed.append(("code", code))
            fields["code"] = kept.code
        }
        for label in record.labels {
            try run("delete from contact_labelled where contact_id = $1 and label_id = $2", [.text(kept.id.text), .text(label)])
        }
        try write(fields, to: kept.id)
        try writeLabels(of: kept.id)
        if record.madeVIP { try run("update contact set vip = 0 where id = $1", [.text(kept.id.text)]) }
        if record.blocked {
            try run("update contact set blocked_at = 0, blocked_by = '', blocked_reason = '' where id = $1", [.text(kept.id.text)])
        }
        guard !record.code.isEmpty else { return }
        if try holds(record.code, but: gone) {
            stayed.append(("code", record.code))
        } else {
            try run(
                "update contact set code = $2, code_key = $3 where id = $1",
                [.text(gone.text), .text(record.code), SQLValue(ContactCode.key(record.code))])
        }
    }

    private func restoreBelongings(
        _ record: MergeRecord, _ kept: Contact, _ gone: ContactID, _ stayed: inout [(kind: String, name: String)]
    ) throws {
        for product in record.products {
            let back = try first(
                "update product set contact_id = $3 where id = $1 and contact_id = $2 returning id",
                [.text(product), .text(kept.id.text), .text(gone.text)]
            ) { $0.text(0) }
            if back == nil { stayed.append(("product", product)) }
        }
        for campaign in record.campaigns {
            // Knows the kept one by now for a case of its own.
            try run(
                """
                delete from contact_campaign where contact_id = $1 and campaign_id = $2 and not exists (select 1 from cases c join contact_point p
                    on p.id = c.point_id where c.contact_id = $1 and c.campaign_id = $2 and p.id not in (\(Self.quoted(record.points))))
                """, [.text(kept.id.text), .text(campaign)])
        }
        for earlier in record.earlier {
            try run(
                "update contact set merged_into = $3 where id = $1 and merged_into = $2",
                [.text(earlier), .text(kept.id.text), .text(gone.text)])
        }
    }

    /// Ids of our own making, as a list in SQL.
    private static func quoted(_ ids: [String]) -> String {
        ids.isEmpty ? "''" : ids.filter(UUIDText.isValid).map { "'\($0)'" }.joined(separator: ", ")
    }

    private func restorePoints(_ record: MergeRecord, _ kept: Contact, _ gone: ContactID, _ stayed: inout [(kind: String, name: String)])
        throws -> [PointID]
    {
        var moved: [PointID] = []
        for point in record.points {
            let held = try first("select contact_id, display from contact_point where id = $1", [.text(point)]) {
                (contact: $0.text(0), display: $0.text(1))
            }
            guard let held, held.contact == kept.id.text else {
                stayed.append(("point", held?.display ?? point))
                continue
            }
            try link(PointID(point), to: gone, from: kept.id, regains: true)
            moved.append(PointID(point))
        }
        return moved
    }
}
