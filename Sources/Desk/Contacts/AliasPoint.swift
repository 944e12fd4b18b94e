import Storage

// WhatsApp customers may write under a user id alone, a telephone number, or both. The number is the address; the id is its alias.

extension Change {
    /// The address a user id stands for; nil where it stands for itself, or is new.
    func mainPoint(of userID: String) throws -> PointID? {
        try first("select alias_of from contact_point where kind = 'wa-user' and value = $1 and alias_of is not null", [.text(userID)]) {
            PointID($0.text(0))
        }
    }

    /// Both came in one message: from now on they are one customer, and what came under the id alone is theirs too.
    /// Answers whether that changed anything.
    func name(_ point: TouchedPoint, also userID: String) throws -> Bool {
        let known = try first("select id, alias_of from contact_point where kind = 'wa-user' and value = $1", [.text(userID)]) {
            (id: PointID($0.text(0)), main: $0.textOrNil(1))
        }
        if known?.main == point.id.text || known?.id == point.id { return false }
        let held = try first(
            """
            insert into contact_point (id, kind, value, display, created_at, touched_at, alias_of) values ($1, 'wa-user', $2, $2, $3, $3, $4)
            on conflict (kind, value) do update set touched_at = excluded.touched_at, alias_of = excluded.alias_of
            returning id, contact_id
            """, [.text(newID()), .text(userID), .integer(now), .text(point.id.text)]
        ) { (id: PointID($0.text(0)), contact: $0.textOrNil(1).map { ContactID($0) }) }
        guard let held, known != nil, known?.main == nil else { return true }
        try moveAll(from: held.id, to: point.id)
        if let contact = held.contact {
            try run("update contact_point set contact_id = null where id = $1", [.text(held.id.text)])
            if point.contact == nil { try link(point.id, to: contact) }
        }
        return true
    }

    private func moveAll(from old: PointID, to new: PointID) throws {
        let move: [SQLValue] = [.text(old.text), .text(new.text)]
        try run("update message set point_id = $2 where point_id = $1", move)
        try run("update cases set point_id = $2 where point_id = $1 and state = 'closed'", move)
        let live = try all("select id from cases where point_id = $1 and state <> 'closed' order by id", [.text(old.text)]) {
            CaseID($0.text(0))
        }
        for id in live {
            let item = try touch(.id(id), for: .system)
            let key = try item.scopeKey.flatMap { try freeKey(ScopeKey.moved($0, from: old, to: new), for: item) }
            let shown = try set(
                item, "point_id = $2, birth_scope = $3, scope_key = cast($4 as text)",
                [.text(new.text), .text(ScopeKey.moved(item.birthScope, from: old, to: new)), SQLValue(key)])
            announce(.on(shown, "case.updated", before: item.audience))
        }
    }
}

extension ScopeKey {
    fileprivate static func moved(_ key: String, from old: PointID, to new: PointID) -> String {
        let prefix = "point:\(old) "
        return key.hasPrefix(prefix) ? "point:\(new) " + key.dropFirst(prefix.count) : key
    }
}
