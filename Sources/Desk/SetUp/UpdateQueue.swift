import Storage

/// Nil leaves it. A queue stays in its campaign.
package struct QueueChanges: Sendable {
    package var slug: String?
    package var name: String?
    package var members: [UserID]?
    package var archived: Bool?

    package init(slug: String? = nil, name: String? = nil, members: [UserID]? = nil, archived: Bool? = nil) {
        self.slug = slug
        self.name = name
        self.members = members
        self.archived = archived
    }
}

extension Desk {
    /// Throws `queue.not_found`, `queue.slug_taken`, `queue.in_use`, `request.invalid`, `forbidden`.
    package func updateQueue(_ id: QueueID, _ changes: QueueChanges, by author: Author) async throws -> Queue {
        try author.requireAdministrator()
        var check = FieldCheck()
        let slug = changes.slug.map { check.slug($0) }
        let name = check.text(changes.name, "name", 1...200)
        try check.finish()
        return try await write(by: author) { [changes] change in
            try change.lock(queue: id)
            if let slug { try change.refuseTaken(slug, table: "queue", id: id.text) }
            if changes.archived == true { try change.refuseUsed(id) }
            let changed = try change.first(
                """
                update queue set slug = coalesce(cast($2 as text), slug), name = coalesce(cast($3 as text), name),
                    archived_at = case cast($4 as bigint) when 1 then $5 when 0 then 0 else archived_at end
                where id = $1 returning id
                """, [.text(id.text), SQLValue(slug), SQLValue(name), SQLValue(changes.archived), .integer(change.now)]
            ) { $0.text(0) }
            guard changed != nil else { throw DeskError.noQueue }
            if let members = changes.members { try change.setMembers(of: id, to: members) }
            try change.configured("queue.changed", id.text)
            guard let queue = try Queue.find(id, change.transaction) else { throw DeskError.noQueue }
            return queue
        }
    }
}

extension Change {
    fileprivate func refuseUsed(_ id: QueueID) throws {
        let uses = try first(
            """
            select (select count(*) from channel_account where queue_id = $1 and archived_at = 0),
                (select count(*) from cases where queue_id = $1 and state in ('bot', 'queued', 'offered', 'open', 'waiting'))
            """, [.text(id.text)]
        ) { (accounts: $0.int(0), cases: $0.int(1)) }
        if let campaign = try Campaign.all(transaction).first(where: { $0.archivedAt == 0 && $0.policy.overflowQueue == id.text }) {
            throw DeskError.inUse(
                "queue", "La campaña «\(campaign.name)» desborda a esta cola. Elige antes otra cola de desborde.", [("overflows", 1)])
        }
        guard let uses, uses.accounts + uses.cases > 0 else { return }
        throw DeskError.inUse(
            "queue",
            "La cola todavía recibe de \(uses.accounts) cuentas y tiene \(uses.cases) casos sin terminar. Muévelas y termínalos antes.",
            [("accounts", uses.accounts), ("cases", uses.cases)])
    }
}
