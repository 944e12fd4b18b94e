import Storage

/// Nil leaves it; an empty code or note removes it.
package struct ContactChanges: Sendable {
    package var name: String?
    package var code: String?
    package var notes: String?

    package init(name: String? = nil, code: String? = nil, notes: String? = nil) {
        self.name = name
        self.code = code
        self.notes = notes
    }
}

extension Desk {
    /// The cards of the contact's live cases change with it. Throws `contact.not_found`, `contact.code_taken`, `request.invalid`.
    package func updateContact(_ id: ContactID, _ changes: ContactChanges, by viewer: Viewer) async throws -> Contact {
        try viewer.require(.write)
        var check = FieldCheck()
        let name = check.text(changes.name, "name", 1...200)
        let code = check.text(changes.code, "code", 0...64)
        let notes = check.text(changes.notes, "notes", 0...4000, lines: true)
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            let sight = ContactSight(viewer, first: 2)
            let before = try change.transaction.contacts("contact.id = $1 and \(sight.clause)", [.text(id.text)] + sight.arguments).first
            guard let before else { throw DeskError.noContact }
            if let code, !code.isEmpty, code != before.code {
                let taken = try change.first("select 1 from contact where code = $1 and id <> $2", [.text(code), .text(id.text)]) {
                    $0.int(0)
                }
                if taken != nil { throw try change.codeTaken(code, by: viewer) }
            }
            try change.run(
                """
                update contact set version = version + 1, name = coalesce(cast($2 as text), name), folded = coalesce(cast($3 as text), folded),
                    code = case when cast($4 as text) is null then code when $4 = '' then null else $4 end, notes = coalesce(cast($5 as text), notes)
                where id = $1
                """, [.text(id.text), SQLValue(name), SQLValue(name.map { Text.fold($0) }), SQLValue(code), SQLValue(notes)])
            guard let after = try change.transaction.contacts("id = $1", [.text(id.text)]).first else { throw DeskError.noContact }
            if after.name != before.name || after.code != before.code {
                try change.indexWords(of: after)
                try change.repaint(after)
            }
            change.tell(after)
            return after
        }
    }
}

extension Change {
    /// A card shows its contact's name and code.
    fileprivate func repaint(_ contact: Contact) throws {
        let live = try all("select id from cases where contact_id = $1 and state <> 'closed' order by id", [.text(contact.id.text)]) {
            CaseID($0.text(0))
        }
        for id in live {
            let item = try touch(.id(id), for: .system)
            announce(.on(item, "case.updated", before: item.audience))
        }
    }
}
