import Storage

extension Desk {
    /// Whose cases come first: live ones are raised to high priority, new ones begin there. Taking the mark away lowers none. Twice is the same as once.
    /// Throws `contact.not_found`, `contact.merged`.
    package func markVIP(_ id: ContactID, _ isVIP: Bool, by viewer: Viewer) async throws -> Contact {
        try viewer.require(.write)
        return try await write(by: .staff(viewer)) { change in
            let before = try change.touch(contact: id, for: viewer)
            guard before.isVIP != isVIP else { return before }
            try change.run("update contact set vip = $2 where id = $1", [.text(id.text), .integer(isVIP ? 1 : 0)])
            guard let after = try change.transaction.contacts("id = $1", [.text(id.text)]).first else { throw DeskError.noContact }
            try change.audit(isVIP ? "contact.vip" : "contact.vip_removed", target: id.text)
            if isVIP { try change.raise(casesOf: id) }
            try change.repaint(after)
            change.tell(after)
            return after
        }
    }
}

extension Change {
    /// Live cases of a VIP wait at least at high priority, and say so.
    func raise(casesOf contact: ContactID) throws {
        let low = try all(
            "select id from cases where contact_id = $1 and state <> 'closed' and priority > $2 order by id",
            [.text(contact.text), .integer(Priority.high.rawValue)]
        ) { CaseID($0.text(0)) }
        for id in low {
            let item = try touch(.id(id), for: .system)
            let shown = try set(item, "priority = $2", [.integer(Priority.high.rawValue)])
            let line = try say("vipPriority", [("priority", Priority.high.word)], in: shown)
            announce(.on(shown, "case.updated", before: item.audience, message: line?.json ?? ""))
        }
    }
}
