import Storage

/// A reason to be away, as agents choose it.
package struct BreakReason: Sendable, Equatable {
    package let id: String
    package let name: String
    /// How long it may last; 0 where nobody says.
    package let minutes: Int64
    package let archivedAt: Int64
    /// Counts as worked time.
    package let isPaid: Bool

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("name", name)
            json.key("minutes")
            if minutes > 0 { json.integer(minutes) } else { json.null() }
            json.field("paid", isPaid)
        }
    }
    fileprivate static let columns = "id, name, minutes, archived_at, paid"
    init(row: borrowing Row) {
        self.init(id: row.text(0), name: row.text(1), minutes: row.int(2), archivedAt: row.int(3), isPaid: row.int(4) != 0)
    }
    init(id: String, name: String, minutes: Int64, archivedAt: Int64, isPaid: Bool) {
        self.id = id
        self.name = name
        self.minutes = minutes
        self.archivedAt = archivedAt
        self.isPaid = isPaid
    }
    static func all(_ transaction: any Transaction) throws -> [BreakReason] {
        try transaction.all("select \(columns) from break_reason where archived_at = 0 order by id", []) { BreakReason(row: $0) }
    }
}

extension Desk {
    package func breaks(for viewer: Viewer) async throws -> [BreakReason] {
        try viewer.require(.read)
        return try await read { try BreakReason.all($0) }
    }

    /// A repeat with the same id and name answers the same. Throws `request.invalid`, `id.conflict`, `forbidden`.
    package func addBreak(
        id: String? = nil, name: String, minutes: Int64 = 0, isPaid: Bool = false, by author: Author
    ) async throws -> (created: Bool, reason: BreakReason) {
        try author.requireAdministrator()
        return try await write(by: author) { try $0.add(breakReason: name, minutes: minutes, isPaid: isPaid, id: id) }
    }

    /// Archiving takes it out of the choices; whoever is on that break stays.
    package func updateBreak(
        _ id: String, name: String? = nil, minutes: Int64? = nil, isPaid: Bool? = nil, archived: Bool? = nil, by author: Author
    ) async throws -> BreakReason {
        try author.requireAdministrator()
        var check = FieldCheck()
        let name = check.text(name, "name", 1...60)
        if let minutes { check.range(minutes, 0...480, "minutes") }
        try check.finish()
        return try await write(by: author) { change in
            let changed = try change.first(
                """
                update break_reason set name = coalesce(cast($2 as text), name), minutes = coalesce(cast($5 as bigint), minutes),
                    paid = coalesce(cast($6 as bigint), paid),
                    archived_at = case cast($3 as bigint) when 1 then $4 when 0 then 0 else archived_at end
                where id = $1 returning \(BreakReason.columns)
                """,
                [
                    .text(id), SQLValue(name), SQLValue(archived), .integer(change.now), minutes.map { .integer($0) } ?? .null,
                    SQLValue(isPaid),
                ]
            ) { BreakReason(row: $0) }
            guard let changed else { throw DeskError("break.not_found", "No hay ningún motivo de descanso con ese identificador.") }
            try change.configured("break.changed", id)
            return changed
        }
    }
}

extension Change {
    func add(breakReason name: String, minutes: Int64 = 0, isPaid: Bool = false, id: String?) throws -> (created: Bool, reason: BreakReason)
    {
        var check = FieldCheck()
        let name = check.text(name, "name", 1...60)
        check.range(minutes, 0...480, "minutes")
        try check.finish()
        let id = id ?? newID()
        let made = try first(
            "insert into break_reason (id, name, minutes, paid) values ($1, $2, $3, $4) on conflict do nothing returning id",
            [.text(id), .text(name), .integer(minutes), .integer(isPaid ? 1 : 0)]
        ) { $0.text(0) }
        if made == nil {
            let held = try first("select \(BreakReason.columns) from break_reason where id = $1", [.text(id)]) { BreakReason(row: $0) }
            guard let held, held.name == name, held.minutes == minutes, held.isPaid == isPaid else { throw DeskError.idConflict(id) }
            return (false, held)
        }
        try configured("break.added", id)
        return (true, BreakReason(id: id, name: name, minutes: minutes, archivedAt: 0, isPaid: isPaid))
    }
}
