import Storage

/// A reason to be away, as agents choose it.
package struct BreakReason: Sendable, Equatable {
    package let id: String
    package let name: String
    package let archivedAt: Int64

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("name", name)
        }
    }
    static func all(_ transaction: any Transaction) throws -> [BreakReason] {
        try transaction.all("select id, name, archived_at from break_reason where archived_at = 0 order by id") {
            BreakReason(id: $0.text(0), name: $0.text(1), archivedAt: $0.int(2))
        }
    }
}

extension Desk {
    package func breaks(for viewer: Viewer) async throws -> [BreakReason] {
        try viewer.require(.read)
        return try await read { try BreakReason.all($0) }
    }

    /// A repeat with the same id and name answers the same. Throws `request.invalid`, `id.conflict`, `forbidden`.
    package func addBreak(id: String? = nil, name: String, by author: Author) async throws -> (created: Bool, reason: BreakReason) {
        try author.requireAdministrator()
        return try await write(by: author) { try $0.add(breakReason: name, id: id) }
    }

    /// Archiving takes it out of the choices; whoever is on that break stays.
    package func updateBreak(_ id: String, name: String? = nil, archived: Bool? = nil, by author: Author) async throws -> BreakReason {
        try author.requireAdministrator()
        var check = FieldCheck()
        let name = check.text(name, "name", 1...60)
        try check.finish()
        return try await write(by: author) { change in
            let changed = try change.first(
                """
                update break_reason set name = coalesce(cast($2 as text), name),
                    archived_at = case cast($3 as bigint) when 1 then $4 when 0 then 0 else archived_at end
                where id = $1 returning id, name, archived_at
                """, [.text(id), SQLValue(name), SQLValue(archived), .integer(change.now)]
            ) { BreakReason(id: $0.text(0), name: $0.text(1), archivedAt: $0.int(2)) }
            guard let changed else { throw DeskError("break.not_found", "No hay ningún motivo de descanso con ese identificador.") }
            try change.configured("break.changed", id)
            return changed
        }
    }
}

extension Change {
    func add(breakReason name: String, id: String?) throws -> (created: Bool, reason: BreakReason) {
        var check = FieldCheck()
        let name = check.text(name, "name", 1...60)
        try check.finish()
        let id = id ?? newID()
        let made = try first(
            "insert into break_reason (id, name) values ($1, $2) on conflict do nothing returning id", [.text(id), .text(name)]
        ) { $0.text(0) }
        if made == nil {
            let held = try first("select name from break_reason where id = $1", [.text(id)]) { $0.text(0) }
            guard held == name else { throw DeskError.idConflict(id) }
            return (false, BreakReason(id: id, name: name, archivedAt: 0))
        }
        try configured("break.added", id)
        return (true, BreakReason(id: id, name: name, archivedAt: 0))
    }
}
