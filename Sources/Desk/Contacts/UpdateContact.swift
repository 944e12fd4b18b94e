import Storage

/// Nil leaves it; an empty code or note removes it.
package struct ContactChanges: Sendable {
    package var name: String?
    package var code: String?
    package var notes: String?
    package var details: ContactDetails.Changes
    /// The version that its author saw: a newer one is not written over. Nil writes over any.
    package var version: Int64?

    package init(
        name: String? = nil, code: String? = nil, notes: String? = nil, details: ContactDetails.Changes = ContactDetails.Changes(),
        version: Int64? = nil
    ) {
        self.name = name
        self.code = code
        self.notes = notes
        self.details = details
        self.version = version
    }
}

extension Desk {
    /// The cards of the contact's live cases change with it. Throws `contact.not_found`, `contact.version`, `contact.code_taken`, `request.invalid`.
    package func updateContact(_ id: ContactID, _ changes: ContactChanges, by viewer: Viewer) async throws -> Contact {
        try viewer.require(.write)
        var check = FieldCheck()
        let name = check.text(changes.name, "name", 1...200)
        let code = check.text(changes.code, "code", 0...64)
        let notes = check.text(changes.notes, "notes", 0...4000, lines: true)
        let asked = changes.details.checked(&check, today: try await organisation().day(at: now()))
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            let held = changes.version == nil ? nil : try change.transaction.contacts("id = $1", [.text(id.text)]).first
            let before = try change.touch(contact: id, for: viewer)
            if let version = changes.version, before.version - 1 != version { throw DeskError.newer(before, as: held) }
            if let code, !code.isEmpty, try change.holds(code, but: id) { throw try change.codeTaken(code, by: viewer) }
            var check = FieldCheck()
            let fields = asked.attributes.isEmpty ? [] : try change.transaction.contactFields(of: before)
            let details = before.details.changed(by: asked, fields: fields, &check)
            try check.finish()
            try change.write(id, name: name ?? before.name, code: code ?? before.code ?? "", notes: notes ?? before.notes, details.columns)
            guard let after = try change.transaction.contacts("id = $1", [.text(id.text)]).first else { throw DeskError.noContact }
            if after.face != before.face {
                try change.indexWords(of: after)
                try change.repaint(after)
            }
            if after.details.attributes != before.details.attributes { try change.indexValues(of: after) }
            change.tell(after)
            return after
        }
    }
}

extension Change {
    /// The contact, locked, if the viewer finds it; one version further, unless only what hangs on it will change.
    func touch(contact id: ContactID, for viewer: Viewer, steps: Int64 = 1) throws -> Contact {
        let sight = ContactSight(viewer, first: 4)
        let touched = try first(
            "update contact set version = version + $2, updated_at = $3 where id = $1 and \(sight.clause) returning id",
            [.text(id.text), .integer(steps), .integer(now)] + sight.arguments
        ) { $0.text(0) }
        guard touched != nil, let contact = try transaction.contacts("id = $1", [.text(id.text)]).first else {
            throw try lost(id, viewer)
        }
        return contact
    }

    /// Merged into another one, which is named to whoever finds that; else not there.
    private func lost(_ id: ContactID, _ viewer: Viewer) throws -> DeskError {
        let kept = try transaction.kept(of: id)
        guard kept != id, try transaction.finds(contact: kept, viewer),
            let name = try first(
                "select name from contact where id = $1", [.text(kept.text)], { $0.text(0) })
        else { return .noContact }
        return DeskError(
            "contact.merged", "Este contacto se unió a \(name); trabaja con ese.", extra: ["into": Self.named(kept.text, name)])
    }

    /// A card shows its contact's name, code and marks.
    func repaint(_ contact: Contact) throws {
        let live = try all("select id from cases where contact_id = $1 and state <> 'closed' order by id", [.text(contact.id.text)]) {
            CaseID($0.text(0))
        }
        for id in live {
            let item = try touch(.id(id), for: .system)
            announce(.on(item, "case.updated", before: item.audience))
        }
    }
}

extension DeskError {
    /// Somebody was faster: the problem carries the contact as it now is. `touched` is one version ahead of that.
    /// `held` is how it was read before it was touched, where it was.
    static func newer(_ touched: Contact, as held: Contact? = nil) -> DeskError {
        var json = JSONText(capacity: 1024)
        let shown = held?.version == touched.version - 1 ? held ?? touched : touched
        shown.write(to: &json, version: touched.version - 1)
        return DeskError(
            "contact.version", "Alguien cambió este contacto mientras escribías. Mira lo que dice ahora y guarda otra vez.",
            extra: ["contact": json.text])
    }
}
