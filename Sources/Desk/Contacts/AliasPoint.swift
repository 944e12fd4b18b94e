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
            insert into contact_point (id, kind, value, display, created_at, touched_at, alias_of, folded) values ($1, 'wa-user', $2, $2, $3, $3, $4, $5)
            on conflict (kind, value) do update set touched_at = excluded.touched_at, alias_of = excluded.alias_of
            returning id, contact_id
            """, [.text(newID()), .text(userID), .integer(now), .text(point.id.text), .text(Text.fold(userID))]
        ) { (id: PointID($0.text(0)), contact: $0.textOrNil(1).map { ContactID($0) }) }
        guard let held, known != nil, known?.main == nil else { return true }
        try moveAll(from: held.id, to: point.id)
        if let contact = held.contact {
            try run("update contact_point set contact_id = null where id = $1", [.text(held.id.text)])
            if point.contact == nil { try link(point.id, to: contact) }
        }
        return true
    }

    /// Who wrote under the id alone shows a number that nobody has used: the address they have becomes that number, with all its history.
    func promote(_ userID: String, to address: (value: String, display: String), _ sender: Inbound.Sender) throws {
        let held = try first(
            """
            select p.id from contact_point p where p.kind = 'wa-user' and p.value = $1 and p.alias_of is null
                and not exists (select 1 from contact_point n where n.kind = 'whatsapp' and n.value = $2)
            """, [.text(userID), .text(address.value)]
        ) { PointID($0.text(0)) }
        guard let held else { return }
        try run(
            """
            update contact_point set kind = 'whatsapp', value = $2, display = $3, route = $4, folded = case when name = '' then $5 else folded end
            where id = $1
            """,
            [
                .text(held.text), .text(address.value), .text(address.display), .text(sender.route ?? ""),
                .text(Text.fold(address.display)),
            ])
        for id in try all("select id from cases where point_id = $1 order by id desc limit 100", [.text(held.text)], { CaseID($0.text(0)) })
            .sorted(by: { $0.text < $1.text })
        { _ = try touch(.id(id), for: .system) }
    }

    /// Both were customers of their own: the number's address takes everything.
    private func moveAll(from old: PointID, to new: PointID) throws {
        let cases = try all("select id from cases where point_id = $1 order by id", [.text(old.text)]) { CaseID($0.text(0)) }
        for id in cases {
            let item = try touch(.id(id), for: .system)
            let key =
                try item.state == .closed ? nil : item.scopeKey.flatMap { try freeKey(ScopeKey.moved($0, from: old, to: new), for: item) }
            let shown = try set(
                item, "point_id = $2, birth_scope = $3, scope_key = cast($4 as text)",
                [.text(new.text), .text(ScopeKey.moved(item.birthScope, from: old, to: new)), SQLValue(key)])
            announce(.on(shown, "case.updated", before: item.audience))
            let messages = try all(
                "update message set point_id = $2, version = $3 where case_id = $1 and point_id = $4 returning \(Message.returning)",
                [.text(id.text), .text(new.text), .integer(shown.version), .text(old.text)], Message.init(row:))
            try run(
                """
                insert into case_line (case_id, account_id, point_id)
                select case_id, account_id, cast($2 as text) from case_line where case_id = $1 and point_id = $3 on conflict do nothing
                """, [.text(id.text), .text(new.text), .text(old.text)])
            try run("delete from case_line where case_id = $1 and point_id = $2", [.text(id.text), .text(old.text)])
            for message in messages { announce(.on(shown, "message.updated", before: item.audience, message: message.json)) }
        }
    }
}

extension ScopeKey {
    fileprivate static func moved(_ key: String, from old: PointID, to new: PointID) -> String {
        let prefix = "point:\(old) "
        return key.hasPrefix(prefix) ? "point:\(new) " + key.dropFirst(prefix.count) : key
    }
}
