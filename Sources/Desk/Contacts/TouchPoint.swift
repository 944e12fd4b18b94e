import Storage

/// A customer's address, locked by this transaction.
struct TouchedPoint {
    let id: PointID
    let contact: ContactID?
    let name: String
    /// Their cases come first.
    let isVIP: Bool
    /// What they write is kept and attended by nobody.
    let isBlocked: Bool
    /// Where the item that is being received already stands, if it is here.
    let seen: Received?
}

extension Change {
    /// Locks the customer's address, so that all they send at once arrives one after the other; tells whether this item is here already.
    func touchPoint(_ sender: Inbound.Sender, _ address: (value: String, display: String), account: ChannelAccount, providerID: String)
        throws -> TouchedPoint
    {
        if sender.kind == "whatsapp", let alias = sender.alias { try promote(alias, to: address, sender) }
        let known = sender.kind == "wa-user" ? try mainPoint(of: address.value) : nil
        let point = try known.map { try touch($0, sender, account, providerID) } ?? upsert(sender, address, account, providerID)
        guard let alias = sender.alias, try name(point, also: alias) else { return point }
        return try touch(point.id, sender, account, providerID)
    }

    private static let found = """
        id, contact_id, name, \
        (select m.id from message m where m.account_id = $1 and m.provider_id = $2), \
        (select m.case_id from message m where m.account_id = $1 and m.provider_id = $2), \
        (select c.number from message m join cases c on c.id = m.case_id where m.account_id = $1 and m.provider_id = $2), \
        (select k.vip from contact k where k.id = cast(contact_point.contact_id as text)), \
        (select k.blocked_at from contact k where k.id = cast(contact_point.contact_id as text))
        """

    private func upsert(
        _ sender: Inbound.Sender, _ address: (value: String, display: String), _ account: ChannelAccount, _ providerID: String
    )
        throws -> TouchedPoint
    {
        let found = try first(
            """
            insert into contact_point (id, kind, value, display, name, created_at, touched_at, route, folded)
            values ($3, $4, $5, $6, $7, $8, $8, $9, case when cast($10 as text) = '' then $11 else $10 end)
            on conflict (kind, value) do update set touched_at = excluded.touched_at,
                name = case when excluded.name = '' then contact_point.name else excluded.name end,
                folded = case when cast($10 as text) = '' then contact_point.folded else $10 end,
                route = case when excluded.route = '' then contact_point.route else excluded.route end
            returning \(Self.found)
            """,
            [
                .text(account.id.text), .text(providerID), .text(sender.point?.text ?? newID()), .text(sender.kind), .text(address.value),
                .text(address.display), .text(sender.name ?? ""), .integer(now), .text(sender.route ?? ""),
                .text(Text.fold(sender.name ?? "")), .text(Text.fold(address.display)),
            ], TouchedPoint.init(row:))
        guard let found else { throw DeskError("internal", "contact_point no devolvió fila") }
        return found
    }

    private func touch(_ id: PointID, _ sender: Inbound.Sender, _ account: ChannelAccount, _ providerID: String) throws -> TouchedPoint {
        let found = try first(
            """
            update contact_point set touched_at = $4, name = case when cast($5 as text) = '' then name else $5 end,
                folded = case when cast($6 as text) = '' then folded else $6 end where id = $3
            returning \(Self.found)
            """,
            [
                .text(account.id.text), .text(providerID), .text(id.text), .integer(now), .text(sender.name ?? ""),
                .text(Text.fold(sender.name ?? "")),
            ], TouchedPoint.init(row:))
        guard let found else { throw DeskError("internal", "contact_point no devolvió fila") }
        return found
    }
}

extension TouchedPoint {
    fileprivate init(row: borrowing Row) {
        self.init(
            id: ID(row.text(0)), contact: row.textOrNil(1).map { ID($0) }, name: row.text(2), isVIP: row.bool(6),
            isBlocked: row.int(7) > 0,
            seen: row.isNull(3) ? nil : Received(caseID: ID(row.text(4)), number: row.int(5), message: ID(row.text(3)), isNew: false))
    }
}
