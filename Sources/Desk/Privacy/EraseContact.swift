import FoundationEssentials
import Storage

extension Desk {
    /// Takes a person's data away for good: name, code, addresses and what hangs on the contact at once, and by a job what they wrote and were written,
    /// files, drafts, answers, the log's texts and what came from providers. Cases stay as figures, closed. A repeat answers what is under way.
    /// - Parameter confirm: the contact's name or code, as somebody has typed it.
    /// Throws `erasure.confirm`, `contact.not_found`, `forbidden`.
    package func eraseContact(_ id: ContactID, confirm: String, by viewer: Viewer) async throws -> Erasure {
        try viewer.author.requireAdministrator()
        return try await write(by: .staff(viewer)) { change in
            if let begun = try change.transaction.erasure(of: id) { return begun }
            try change.lockPoints(of: [id])
            let contact = try change.touch(contact: id, for: viewer)
            let typed = Text.fold(confirm)
            guard typed == Text.fold(contact.name) || !confirm.isEmpty && ContactCode.key(confirm) == ContactCode.key(contact.code) else {
                throw DeskError(
                    "erasure.confirm", "Escribe el nombre del contacto, \(contact.name), para borrar sus datos.", field: "confirm")
            }
            return try change.erase(contact)
        }
    }
}

extension Change {
    fileprivate func erase(_ contact: Contact) throws -> Erasure {
        let earlier = try all("select id from contact where merged_into = $1", [.text(contact.id.text)]) { $0.text(0) }
        let everyone = [contact.id.text] + earlier
        try closeLive(of: contact.id)
        var report: [String: Int64] = [:]
        let keys = try takeAddresses(of: contact, &report)
        for id in everyone { try takeBelongings(of: id, &report) }
        for id in everyone {
            try run(
                """
                update contact set name = $2, folded = $3, code = null, code_key = null, notes = '', document_kind = '', address = '', birth_date = '',
                    language = '', executive = '', attributes = '{}', labels = '[]', vip = 0, blocked_at = 0, blocked_by = '', blocked_reason = '',
                    erased_at = $4 where id = $1
                """, [.text(id), .text(Self.nobody), .text(Text.fold(Self.nobody)), .integer(now)])
        }
        report["contacts"] = Int64(everyone.count)
        // What an import said of a row names whom it meant.
        for text in [contact.name, contact.code ?? ""] where text.unicodeScalars.count > 2 {
            try run(
                "delete from contact_import_error where replace(value, $1, '') <> value or replace(message, $1, '') <> message",
                [.text(text)])
        }
        let erasure = newID()
        try run(
            "insert into erasure (id, contact_id, author, at, state, place, keys, report) values ($1, $2, $3, $4, 'running', $5, $6, $7)",
            [
                .text(erasure), .text(contact.id.text), .text(author.label), .integer(now), .text(try ErasurePlace.start.json),
                .text(keys.json), .text(String(decoding: try JSONEncoder().encode(report), as: UTF8.self)),
            ])
        try enqueue(.erase, lane: "erase:\(contact.id)", data: contact.id.text)
        try audit("contact.erased", target: contact.id.text)
        guard let after = try transaction.contacts("id = $1", [.text(contact.id.text)]).first,
            let begun = try transaction.erasure(of: contact.id)
        else { throw DeskError.noContact }
        tell(after)
        return begun
    }

    /// What stands in a name's place, in every language.
    private static var nobody: String { "—" }

    private func closeLive(of contact: ContactID) throws {
        let live = try all("select id from cases where contact_id = $1 and state <> 'closed' order by id", [.text(contact.text)]) {
            CaseID($0.text(0))
        }
        for id in live {
            let item = try touch(.id(id), for: .system)
            guard item.state != .closed else { continue }
            _ = try close(item, policy(of: item.campaign), by: nil, cause: .erased)
        }
    }

    /// The rows stay, since cases name them; what they say is gone, so that whoever writes from there again is somebody new.
    private func takeAddresses(of contact: Contact, _ report: inout [String: Int64]) throws -> [String] {
        var keys: Set<String> = []
        let points = try all(
            """
            select id, value, route from contact_point where contact_id = $1
                or alias_of in (select p.id from contact_point p where p.contact_id = $1) order by id
            """, [.text(contact.id.text)]
        ) { (id: $0.text(0), value: $0.text(1), route: $0.text(2)) }
        for point in points {
            for text in [point.value, point.route] {
                let plain = text.hasPrefix("+") ? String(text.dropFirst()) : text
                if plain.utf8.count >= 6 { keys.insert(plain) }
            }
            try run(
                "update contact_point set value = 'erased:' || id, display = '', name = '', folded = '', route = '' where id = $1",
                [.text(point.id)])
        }
        report["points"] = Int64(points.count)
        return keys.sorted()
    }

    private func takeBelongings(of contact: String, _ report: inout [String: Int64]) throws {
        let id: [SQLValue] = [.text(contact)]
        report["products", default: 0] += Int64(try transaction.runCounting("delete from product where contact_id = $1", id))
        for table in ["contact_word", "contact_value", "contact_labelled"] { try run("delete from \(table) where contact_id = $1", id) }
        report["merges", default: 0] += Int64(
            try transaction.runCounting(
                "update contact_merge set data = '{}', until = 0 where kept_id = $1 or gone_id = $1", id))
        try run("update audit set data = '{}' where target = $1", id)
    }
}
