import Storage

package struct TagChanges: Sendable {
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
    /// A repeat with the same id and data answers the same. Throws `tag.name_taken`, `request.invalid`, `id.conflict`, `forbidden`.
    package func addTag(id: TagID, name: String, color: String, by viewer: Viewer) async throws -> (created: Bool, tag: Tag) {
        try viewer.requireTagger()
        var check = FieldCheck()
        let name = check.text(name, "name", 1...60)
        check.color(color)
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            let made = try change.first(
                "insert into tag (id, name, folded, color, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing returning \(Tag.columns)",
                [.text(id.text), .text(name), .text(Text.fold(name)), .text(color), .integer(change.now)]
            ) { Tag(row: $0) }
            if let made {
                try change.configured("tag.added", id.text)
                return (true, made)
            }
            guard let held = try Tag.find(id, change.transaction) else { throw DeskError.tagTaken(name) }
            guard held.name == name, held.color == color else { throw DeskError.idConflict(id.text) }
            return (false, held)
        }
    }

    /// An archived tag stays on the cases that have it; nobody adds it any more. Throws `tag.not_found`, `tag.name_taken`, `forbidden`.
    package func updateTag(_ id: TagID, _ changes: TagChanges, by viewer: Viewer) async throws -> Tag {
        try viewer.requireTagger()
        var check = FieldCheck()
        let name = check.text(changes.name, "name", 1...60)
        if let color = changes.color { check.color(color) }
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            guard let held = try Tag.find(id, change.transaction) else { throw DeskError.noTag }
            let next = name ?? held.name
            let isArchived = changes.archived ?? (held.archivedAt > 0)
            let taken = try change.first(
                "select 1 from tag where folded = $1 and id <> $2 and archived_at = 0", [.text(Text.fold(next)), .text(id.text)]
            ) { $0.int(0) }
            if taken != nil, !isArchived { throw DeskError.tagTaken(next) }
            let changed = try change.first(
                """
                update tag set name = $2, folded = $3, color = $4,
                    archived_at = case cast($5 as bigint) when 0 then 0 else case when archived_at > 0 then archived_at else $6 end end
                where id = $1 returning \(Tag.columns)
                """,
                [
                    .text(id.text), .text(next), .text(Text.fold(next)), .text(changes.color ?? held.color), .integer(isArchived ? 1 : 0),
                    .integer(change.now),
                ]
            ) { Tag(row: $0) }
            guard let changed else { throw DeskError.noTag }
            try change.configured("tag.changed", id.text)
            return changed
        }
    }
}

extension Viewer {
    /// Tags are the supervisors' to set up.
    fileprivate func requireTagger() throws {
        guard isStaffLead, scopes.contains(.write) else {
            throw DeskError.forbidden("Solo un supervisor o un administrador crea y cambia etiquetas.")
        }
    }
}

extension FieldCheck {
    mutating func color(_ color: String) {
        let isColor = color.utf8.count == 7 && color.hasPrefix("#") && color.dropFirst().allSatisfy(\.isHexDigit)
        if !color.isEmpty, !isColor { fault("color", "color.malformed", "«color» debe ser como #5b3a86.") }
    }
}

extension DeskError {
    static let noTag = DeskError("tag.not_found", "No hay ninguna etiqueta con ese identificador. Revisa la lista de etiquetas.")
    fileprivate static func tagTaken(_ name: String) -> DeskError {
        DeskError("tag.name_taken", "Ya hay una etiqueta «\(name)». Usa esa o elige otro nombre.", field: "name")
    }
}
