import Storage

extension Change {
    /// Gives an address, already locked, to a contact, and its cases with it, from the one who had it (merges) or from nobody. Live ones are found by
    /// the contact's scope from now on, and those of a VIP wait at least at high priority. `regains`: a merge is taken back, so that each side's cases
    /// join their messages again.
    func link(_ point: PointID, to contact: ContactID, from: ContactID? = nil, regains: Bool = false) throws {
        try run("update contact_point set contact_id = $2 where id = $1", [.text(point.text), .text(contact.text)])
        try run("update cases set contact_id = $2 where point_id = $1 and state = 'closed'", [.text(point.text), .text(contact.text)])
        let live = try all("select id from cases where point_id = $1 and state <> 'closed' order by id", [.text(point.text)]) {
            CaseID($0.text(0))
        }
        for id in live {
            let item = try touch(.id(id), for: .system)
            func rebased(_ key: String) -> String {
                from.map { ScopeKey.rebased(key, from: $0, to: contact) } ?? ScopeKey.rebased(key, from: point, to: contact)
            }
            let birth = rebased(item.birthScope)
            let key = try (regains ? birth : item.scopeKey.map(rebased)).flatMap { try freeKey($0, for: item) }
            let shown = try set(
                item,
                """
                contact_id = $2, birth_scope = $3, scope_key = cast($4 as text), priority = case when priority > \(Priority.high.rawValue)
                    and exists (select 1 from contact k where k.id = $2 and k.vip = 1) then \(Priority.high.rawValue) else priority end
                """,
                [.text(contact.text), .text(birth), SQLValue(key)])
            announce(.on(shown, "case.updated", before: item.audience))
            if regains { try passScope(from: item) }
        }
    }

    /// Another address of the customer may have an open case in the same scope: that one keeps the key, and this one may take it when it closes.
    func freeKey(_ key: String, for item: Case) throws -> String? {
        let taken = try first(
            "select 1 from cases where scope_key = $1 and state <> 'closed' and id <> $2", [.text(key), .text(item.id.text)]
        ) { $0.int(0) }
        return taken == nil ? key : nil
    }

    /// Takes an address, already locked, from its contact, and its cases with it. Live ones are found by the address's own scope from now on, and
    /// another open case of the contact takes the key that one of these held.
    func unlink(_ point: PointID, from contact: ContactID) throws {
        try run("update contact_point set contact_id = null where id = $1", [.text(point.text)])
        try run("update cases set contact_id = null where point_id = $1 and state = 'closed'", [.text(point.text)])
        let live = try all("select id from cases where point_id = $1 and state <> 'closed' order by id", [.text(point.text)]) {
            CaseID($0.text(0))
        }
        let items = try live.map { try touch(.id($0), for: .system) }
        // Of several born of one scope, the one that new messages joined goes on taking them.
        for item in items.filter({ $0.scopeKey != nil }) + items.filter({ $0.scopeKey == nil }) {
            let birth = ScopeKey.rebased(item.birthScope, from: contact, to: point)
            let shown = try set(
                item, "contact_id = null, birth_scope = $2, scope_key = cast($3 as text)",
                [.text(birth), SQLValue(try freeKey(birth, for: item))])
            announce(.on(shown, "case.updated", before: item.audience))
        }
        for item in items { try passScope(from: item) }
    }

    /// Tells the campaigns that know the contact, and nobody else: it carries a name. `gone` is an address it had till now, with the name that the
    /// address goes by; `products` says that those have changed; `merged` is a contact that became this one.
    func tell(
        _ contact: Contact, point: PointID? = nil, gone: (point: PointID, name: String)? = nil, products: Bool = false,
        merged: ContactID? = nil
    ) {
        var json = JSONText()
        json.object { json in
            json.key("contact")
            json.object { json in
                json.field("id", contact.id)
                json.field("name", contact.name)
                json.field("code", contact.code)
                json.field("vip", contact.isVIP)
                json.field("blocked", contact.block != nil)
                json.field("version", contact.version)
            }
            if let merged { json.field("merged", merged) }
            if let point { json.field("point", point) }
            if let gone {
                json.key("gone")
                json.object { json in
                    json.field("point", gone.point)
                    json.field("name", gone.name.isEmpty ? nil : gone.name)
                }
            }
            if products { json.field("products", true) }
        }
        for campaign in contact.campaigns {
            let audience = Audience(
                state: .closed, queue: ID("-"), campaign: campaign, agent: nil, closedBy: nil, visibility: .campaign, point: ID("-"))
            announce(Event(kind: "contact.updated", before: audience, after: audience, data: json.text))
        }
    }
}

extension ScopeKey {
    /// The same scope once its address belongs to a contact.
    static func rebased(_ key: String, from point: PointID, to contact: ContactID) -> String {
        let old = "point:\(point) "
        return key.hasPrefix(old) ? "contact:\(contact) " + key.dropFirst(old.count) : key
    }
    /// The same scope once its contact has become another.
    static func rebased(_ key: String, from old: ContactID, to contact: ContactID) -> String {
        let prefix = "contact:\(old) "
        return key.hasPrefix(prefix) ? "contact:\(contact) " + key.dropFirst(prefix.count) : key
    }
    /// The same scope once its address is nobody's again.
    static func rebased(_ key: String, from contact: ContactID, to point: PointID) -> String {
        let old = "contact:\(contact) "
        return key.hasPrefix(old) ? "point:\(point) " + key.dropFirst(old.count) : key
    }
}
