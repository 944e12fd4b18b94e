import Storage

extension Desk {
    /// From now on what the contact writes is kept, marked, and offered to nobody; cases of theirs that nobody has opened are closed, those that somebody
    /// attends stay with them, and wait in their queue once they are given back. Told to the supervisors of the campaigns that know the contact. Twice is the same as once.
    /// Throws `contact.not_found`, `contact.merged`, `request.invalid`.
    package func blockContact(_ id: ContactID, reason: String, by viewer: Viewer) async throws -> Contact {
        try viewer.require(.write)
        var check = FieldCheck()
        let reason = check.text(reason, "reason", 0...300)
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            try change.lockPoints(of: [id])
            let before = try change.touch(contact: id, for: viewer)
            if before.block != nil { return before }
            try change.run(
                "update contact set blocked_at = $2, blocked_by = $3, blocked_reason = $4 where id = $1",
                [.text(id.text), .integer(change.now), .text(viewer.id.text), .text(reason)])
            try change.closeUnopened(of: id)
            return try change.tellBlock(of: id, "contact.blocked", by: viewer)
        }
    }

    /// Their next message is a case like any other's, and what waited for this is offered at once. What they wrote meanwhile stays where it is kept. Throws `contact.not_found`, `contact.merged`.
    package func unblockContact(_ id: ContactID, by viewer: Viewer) async throws -> Contact {
        try viewer.require(.write)
        return try await write(by: .staff(viewer)) { change in
            let before = try change.touch(contact: id, for: viewer)
            guard before.block != nil else { return before }
            try change.run("update contact set blocked_at = 0, blocked_by = '', blocked_reason = '' where id = $1", [.text(id.text)])
            return try change.tellBlock(of: id, "contact.unblocked", by: viewer)
        }
    }
}

extension Change {
    fileprivate func closeUnopened(of contact: ContactID) throws {
        let live = try all(
            "select id from cases where contact_id = $1 and state <> 'closed' order by id", [.text(contact.text)]
        ) { CaseID($0.text(0)) }
        // Those that are open too: one that is being given back in this moment waits only after this.
        for id in live {
            let item = try touch(.id(id), for: .system)
            guard item.state == .bot || item.state == .queued || item.state == .offered else { continue }
            _ = try close(item, policy(of: item.campaign), by: nil, cause: .blocked)
        }
    }

    fileprivate func tellBlock(of id: ContactID, _ act: String, by viewer: Viewer) throws -> Contact {
        guard let contact = try transaction.contacts("id = $1", [.text(id.text)]).first else { throw DeskError.noContact }
        var json = JSONText()
        json.object { json in
            json.field("contact", raw: Self.named(contact.id.text, contact.name))
            json.field("by", raw: Self.named(viewer.id.text, viewer.name))
            json.field("reason", contact.block?.reason)
        }
        try audit(act, target: id.text, data: json.text)
        for campaign in contact.campaigns {
            // Closed and nobody's: only who leads the campaign sees it.
            let audience = Audience(
                state: .closed, queue: ID("-"), campaign: campaign, agent: nil, closedBy: nil, visibility: .assignee, point: ID("-"))
            announce(Event(kind: act, before: audience, after: audience, data: json.text))
        }
        try repaint(contact)
        tell(contact)
        return contact
    }
}
