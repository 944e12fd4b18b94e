import Storage

/// What somebody keeps of a case that they passed on: its row as it stood, and the conversation up to there.
struct Attended: Sendable {
    let at: Int64
    let face: String
    let preview: String
    /// The case in which its messages stand now.
    let source: CaseID
    let places: ClosedRange<Int64>

    static let columns = "a.at, a.face, a.preview, a.source_id, a.first_place, a.last_place"
    init(row: borrowing Row) {
        at = row.int(0)
        face = row.text(1)
        preview = row.text(2)
        source = ID(row.text(3))
        places = row.int(4)...max(row.int(4), row.int(5))
    }

    func writeCard(to json: inout JSONText) {
        json.raw("{\(face),\"preview\":\(preview),\"sight\":\"full\",\"attended\":true}")
    }
}

extension Change {
    /// `item` as it is after the last thing that they may see.
    func keepAttended(_ item: Case, for agent: UserID) throws {
        try run(
            """
            insert into attended (user_id, case_id, at, version, face, preview, source_id, first_place, last_place) values ($1, $2, $3, $4, $5, $6, $2, 0, $7)
            on conflict (user_id, case_id) do update set at = excluded.at, version = excluded.version, face = excluded.face, preview = excluded.preview,
                source_id = excluded.source_id, first_place = excluded.first_place, last_place = excluded.last_place
            """,
            [
                .text(agent.text), .text(item.id.text), .integer(now), .integer(item.version), .text(item.face), .text(item.previewJSON),
                .integer(item.version * 16 + 15),
            ])
        announce(.attended(item, to: agent))
    }
}

extension Storage.Transaction {
    func attended(_ item: CaseID, by viewer: Viewer) throws -> Attended? {
        guard !viewer.isBot else { return nil }
        return try first(
            "select \(Attended.columns) from attended a where a.user_id = $1 and a.case_id = $2",
            [.text(viewer.id.text), .text(item.text)],
            Attended.init(row:))
    }

    /// The newest that are neither theirs again nor closed by them.
    func writeAttended(of viewer: Viewer, to json: inout JSONText) throws {
        try each(
            """
            select \(Attended.columns) from attended a join cases c on c.id = a.case_id where a.user_id = $1
                and (c.agent_id is null or c.agent_id <> $1) and (c.closed_by is null or c.closed_by <> $1)
            order by a.at desc, a.case_id desc limit 50
            """, [.text(viewer.id.text)]
        ) { Attended(row: $0).writeCard(to: &json) }
    }
}

/// What a reader may read of a case: all of it, or what they keep of it.
struct Reading {
    let item: Case
    /// Nil where the case itself is theirs to read.
    let attended: Attended?
}

extension Storage.Transaction {
    /// As `readableCase`, and for whoever passed the case on what they saw of it. A merged case leads to the one it lives on in.
    func reading(_ reference: CaseReference, for viewer: Viewer) throws -> Reading {
        do {
            let item = try readableCase(reference, for: viewer)
            guard !item.mergedInto.isEmpty else { return Reading(item: item, attended: nil) }
            return try survivor(of: item, for: viewer)
        } catch let refusal as DeskError where Self.isUnread(refusal) {
            let (column, value) = reference.look
            let item = try first("select \(Case.columns) from \(Case.tables) where c.\(column) = $1", [value], Case.init(row:))
            guard let item, let attended = try attended(item.id, by: viewer) else { throw refusal }
            return Reading(item: item, attended: attended)
        }
    }

    /// Who may not read the case that it lives on in still reads what is left of this one.
    private func survivor(of item: Case, for viewer: Viewer) throws -> Reading {
        do {
            return Reading(item: try readableCase(.id(ID(item.mergedInto)), for: viewer), attended: nil)
        } catch let refusal as DeskError where Self.isUnread(refusal) {
            return Reading(item: item, attended: try attended(item.id, by: viewer))
        }
    }

    private static func isUnread(_ refusal: DeskError) -> Bool { refusal.code == "case.not_found" || refusal.code == "case.not_accepted" }

    func messages(of reading: Reading, before cursor: MessageCursor?, limit: Int) throws -> [Message] {
        guard let attended = reading.attended else { return try messages(of: reading.item.id, before: cursor, limit: limit) }
        return try all(
            """
            select \(Message.columns) from message m where m.case_id = $1 and (m.at, m.place) < ($2, $3) and m.place between $5 and $6
            order by m.at desc, m.place desc limit $4
            """,
            [
                .text(attended.source.text), .integer(cursor?.at ?? .max), .integer(cursor?.place ?? .max), .integer(Int64(limit)),
                .integer(attended.places.lowerBound), .integer(attended.places.upperBound),
            ], Message.init(row:))
    }
}
