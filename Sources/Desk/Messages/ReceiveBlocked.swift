import Storage

extension Change {
    /// What a blocked customer writes: kept and marked in the newest case of its scope, whatever that one's state, and nobody's work. It opens none: where
    /// the customer has no case of the scope yet, one is made that is closed from its first moment.
    func receiveBlocked(
        _ inbound: Inbound, at: Int64, scope: String, point: TouchedPoint, account: ChannelAccount, files: [Message.File],
        abilities: Abilities
    ) throws -> Received {
        if let held = try newest(of: scope, point) {
            let item = try touch(.id(held), for: .system)
            let written = try write(inbound, at: at, into: item, point: point, account: account, files: files, abilities: abilities)
            announce(.on(item, "message.updated", before: item.audience, message: written.json))
            return Received(caseID: item.id, number: item.number, message: written.id, isNew: true)
        }
        let item = try openCase(scope: scope, inbound, at: at, point: point, account: account, window: 0)
        hold(item)
        tally(item, 1)
        let written = try write(inbound, at: at, into: item, point: point, account: account, files: files, abilities: abilities)
        announce(.on(item, "case.created", before: nil, message: written.json))
        let closed = try close(item, policy(of: item.campaign), by: nil, cause: .blocked)
        return Received(caseID: closed.id, number: closed.number, message: written.id, isNew: true)
    }

    /// Among the customer's newest cases: one walk of an index, however many they have had.
    private func newest(of scope: String, _ point: TouchedPoint) throws -> CaseID? {
        let (column, value) = point.contact.map { ("contact_id", $0.text) } ?? ("point_id", point.id.text)
        return try first(
            """
            select n.id from (select id, number, created_at, birth_scope, merged_into from cases where \(column) = $1
                order by created_at desc, number desc limit 50) n
            where n.birth_scope = $2 and n.merged_into = '' order by n.created_at desc, n.number desc limit 1
            """, [.text(value), .text(scope)]
        ) { CaseID($0.text(0)) }
    }
}
