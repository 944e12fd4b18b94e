import Storage

/// Nil leaves it; an empty colour takes it away.
package struct ContactLabelChanges: Sendable {
    package var name: String?
    package var color: String?
    package var archived: Bool?
    package init(name: String? = nil, color: String? = nil, archived: Bool? = nil) {
        self.name = name
        self.color = color
        self.archived = archived
    }
}

extension Desk {
    /// A repeat with the same id and data answers the same. Throws `contact_label.name_taken`, `request.invalid`, `id.conflict`, `forbidden`.
    package func addContactLabel(id: ContactLabelID, name: String, color: String, by viewer: Viewer) async throws -> (
        created: Bool, label: ContactLabel
    ) {
        try viewer.requireLabeller()
        var check = FieldCheck()
        let name = check.text(name, "name", 1...60)
        check.color(color)
        try check.finish()
        return try await write(by: .staff(viewer)) { try $0.add(contactLabel: id, name: name, color: color) }
    }

    /// An archived label stays on the contacts that have it; nobody adds it any more. Throws `contact_label.not_found`, `contact_label.name_taken`, `forbidden`.
    package func updateContactLabel(_ id: ContactLabelID, _ changes: ContactLabelChanges, by viewer: Viewer) async throws -> ContactLabel {
        try viewer.requireLabeller()
        var check = FieldCheck()
        let name = check.text(changes.name, "name", 1...60)
        if let color = changes.color { check.color(color) }
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            guard let held = try ContactLabel.find(id, change.transaction) else { throw DeskError.noLabel }
            let next = name ?? held.name
            let isArchived = changes.archived ?? (held.archivedAt > 0)
            let taken = try change.first(
                "select 1 from contact_label where folded = $1 and id <> $2 and archived_at = 0", [.text(Text.fold(next)), .text(id.text)]
            ) { $0.int(0) }
            if taken != nil, !isArchived { throw DeskError.labelTaken(next) }
            let changed = try change.first(
                """
                update contact_label set name = $2, folded = $3, color = $4,
                    archived_at = case cast($5 as bigint) when 0 then 0 else case when archived_at > 0 then archived_at else $6 end end
                where id = $1 returning \(ContactLabel.columns)
                """,
                [
                    .text(id.text), .text(next), .text(Text.fold(next)), .text(changes.color ?? held.color), .integer(isArchived ? 1 : 0),
                    .integer(change.now),
                ]
            ) { ContactLabel(row: $0) }
            guard let changed else { throw DeskError.noLabel }
            try change.configured("contactLabel.changed", id.text)
            return changed
        }
    }
}

extension Change {
    /// Judged already.
    func add(contactLabel id: ContactLabelID, name: String, color: String) throws -> (created: Bool, label: ContactLabel) {
        let made = try first(
            """
            insert into contact_label (id, name, folded, color, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing
            returning \(ContactLabel.columns)
            """, [.text(id.text), .text(name), .text(Text.fold(name)), .text(color), .integer(now)]
        ) { ContactLabel(row: $0) }
        if let made {
            try configured("contactLabel.added", id.text)
            return (true, made)
        }
        guard let held = try ContactLabel.find(id, transaction) else { throw DeskError.labelTaken(name) }
        guard held.name == name, held.color == color else { throw DeskError.idConflict(id.text) }
        return (false, held)
    }
}

extension Viewer {
    fileprivate func requireLabeller() throws {
        guard isStaffLead, scopes.contains(.write) else {
            throw DeskError.forbidden("Solo un supervisor o un administrador crea y cambia características.")
        }
    }
}

extension DeskError {
    static let noLabel = DeskError(
        "contact_label.not_found", "No hay ninguna característica con ese identificador. Revisa la lista de características.")
    fileprivate static func labelTaken(_ name: String) -> DeskError {
        DeskError("contact_label.name_taken", "Ya hay una característica «\(name)». Usa esa o elige otro nombre.", field: "name")
    }
}
