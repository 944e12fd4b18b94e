import Storage

/// Two contacts that may be one person.
package struct DuplicatePair: Sendable {
    package let contact: Contact
    package let match: ContactMatch

    package func write(to json: inout JSONText) {
        json.object { json in
            json.key("contact")
            contact.write(to: &json)
            json.key("match")
            match.write(to: &json)
        }
    }
}

extension Desk {
    /// So many contacts are looked at for one page of pairs.
    static let pairsLookedAt = 100

    /// Contacts that may be the same person as this one, the likeliest first. Throws `contact.not_found`.
    package func duplicates(of id: ContactID, limit: Int = 10, for viewer: Viewer) async throws -> [ContactMatch] {
        try viewer.require(.read)
        return try await read { transaction in
            let sight = ContactSight(viewer, first: 2)
            let held = try transaction.contacts("contact.id = $1 and \(sight.clause)", [.text(id.text)] + sight.arguments).first
            guard let held else { throw DeskError.noContact }
            return Array(try transaction.duplicates(of: held, for: viewer, slips: true).prefix(limit))
        }
    }

    /// Pairs among the contacts that changed last, those with more than a likeness of names first looked at: a page looks at a hundred contacts, each by
    /// exact looks into indexes, and may hold few pairs and still have a `next`. Each pair is told once. Throws `cursor.other_list`, `request.invalid`.
    package func duplicatePairs(cursor: String?, for viewer: Viewer) async throws -> (pairs: [DuplicatePair], next: String?) {
        try viewer.require(.read)
        var query = ContactQuery()
        (query.sort, query.descending, query.limit, query.cursor) = (.updated, true, Self.pairsLookedAt, cursor)
        let asked = query
        return try await read { transaction in
            let page = try ContactListPlan(asked, for: viewer, transaction).page()
            var pairs: [DuplicatePair] = []
            if !page.ids.isEmpty {
                let places = page.ids.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
                let found = try transaction.contacts("id in (\(places))", page.ids.map { .text($0.text) })
                for contact in found.sorted(by: { ($0.updatedAt, $0.id.text) > ($1.updatedAt, $1.id.text) }) {
                    for match in try transaction.duplicates(of: contact, for: viewer, slips: false) where match.strength > 1 {
                        // The other way round it is told, or was, where the list comes to that one.
                        let other = match.contact
                        guard (other.updatedAt, other.id.text) < (contact.updatedAt, contact.id.text) else { continue }
                        pairs.append(DuplicatePair(contact: contact, match: match))
                    }
                }
            }
            return (pairs, page.next?.text(of: asked))
        }
    }
}

extension Storage.Transaction {
    /// - Parameter slips: also numbers with a wrong digit and names with a wrong letter: dearer looks, for one contact that somebody asks about.
    fileprivate func duplicates(of contact: Contact, for viewer: Viewer, slips: Bool) throws -> [ContactMatch] {
        var clues = Clues(of: contact)
        if !slips, Text.words(contact.name).count < 2 { clues.name = "" }
        var search = MatchSearch(self, viewer, but: contact.id, slips: slips)
        try search.look(for: clues)
        return try search.judged(clues)
    }
}
