import Storage

extension Desk {
    /// Links an address to a contact, with all its cases; twice is the same as once. An address that another contact holds is refused, unless `from`
    /// names that contact: then it changes hands. Throws `contact_point.taken`, `contact_point.not_found`, `contact.not_found`.
    package func givePoint(_ point: PointID, to contact: ContactID, from: ContactID? = nil, by viewer: Viewer) async throws -> Contact {
        try viewer.require(.write)
        var refusals = 0
        while true {
            do {
                return try await write(by: .staff(viewer)) { try $0.give(point, to: contact, from: from, by: viewer) }
            } catch let error as StorageError where error.isUnique && refusals < 5 {
                refusals += 1  // another address of this contact opened the scope's case first
            }
        }
    }

    /// An address is nobody's again, and so are its cases; one from which nobody ever wrote is forgotten. One that is not the contact's is not there. Throws `contact_point.not_found`, `contact.not_found`.
    package func takePoint(_ point: PointID, from contact: ContactID, by viewer: Viewer) async throws -> Contact {
        try viewer.require(.write)
        return try await write(by: .staff(viewer)) { change in
            guard try change.touch(point: point, for: viewer) == contact else { throw DeskError.noPoint }
            _ = try change.touch(contact: contact, for: viewer)
            let now = try change.take(point, from: contact)
            try change.forgetUnused(point)
            return now
        }
    }
}

extension Change {
    fileprivate func give(_ point: PointID, to contact: ContactID, from: ContactID?, by viewer: Viewer) throws -> Contact {
        // The address first: one lock order with the messages that come in from it. Then contacts, by ascending id.
        let holder = try touch(point: point, for: viewer)
        if holder == contact { return try found(contact, for: viewer) }
        if let holder, holder != from { throw try pointTaken(by: holder, for: viewer) }
        for id in [contact, holder].compactMap({ $0 }).sorted(by: { $0.text < $1.text }) { _ = try touch(contact: id, for: viewer) }
        if let holder { _ = try take(point, from: holder) }
        try link(point, to: contact)
        for campaign in try all("select distinct campaign_id from cases where point_id = $1", [.text(point.text)], { $0.text(0) }).sorted()
        {
            try know(contact, in: CampaignID(campaign))
        }
        let now = try found(contact, for: viewer)
        try indexWords(of: now)
        tell(now, point: point)
        return now
    }

    /// Locked, both of them.
    func take(_ point: PointID, from contact: ContactID) throws -> Contact {
        let name = try first("select name from contact_point where id = $1", [.text(point.text)]) { $0.text(0) }
        try unlink(point, from: contact)
        guard let now = try transaction.contacts("id = $1", [.text(contact.text)]).first else { throw DeskError.noContact }
        try indexWords(of: now)
        tell(now, gone: (point, name ?? ""))
        return now
    }

    /// Typed by somebody, and no customer's after all.
    fileprivate func forgetUnused(_ point: PointID) throws {
        try run(
            """
            delete from contact_point where id = $1 and contact_id is null and alias_of is null
                and not exists (select 1 from cases c where c.point_id = $1) and not exists (select 1 from message m where m.point_id = $1)
                and not exists (select 1 from contact_point p where p.alias_of = $1)
            """, [.text(point.text)])
    }

    func found(_ id: ContactID, for viewer: Viewer) throws -> Contact {
        let sight = ContactSight(viewer, first: 2)
        let contact = try transaction.contacts("contact.id = $1 and \(sight.clause)", [.text(id.text)] + sight.arguments).first
        guard let contact else { throw DeskError.noContact }
        return contact
    }

    /// Names the contact that has the address, if the viewer may see them.
    func pointTaken(by holder: ContactID, for viewer: Viewer) throws -> DeskError {
        let sight = ContactSight(viewer, first: 2)
        let name = try first("select name from contact where id = $1 and \(sight.clause)", [.text(holder.text)] + sight.arguments) {
            $0.text(0)
        }
        guard let name else { return DeskError("contact_point.taken", "Esa dirección ya pertenece a otro contacto.", field: "point") }
        var error = DeskError(
            "contact_point.taken", "Esa dirección ya es de \(name). Quítasela primero, o trabaja con ese contacto.", field: "point")
        error.extra["contact"] = Self.named(holder.text, name)
        return error
    }
}

extension Storage.Transaction {
    /// Agents reach addresses only through cases they see, and through the contact whose card shows them.
    func sees(point: PointID, of holder: ContactID?, _ viewer: Viewer) throws -> Bool {
        if viewer.leadsAll { return true }
        if let holder, try finds(contact: holder, viewer) { return true }
        let sight = SightSQL(viewer, first: 2)
        return try first(
            "select 1 from cases c where c.point_id = $1 and \(sight.clause) limit 1",
            [.text(point.text)] + sight.arguments.map { .text($0) }
        ) { $0.int(0) } != nil
    }
}

extension DeskError {
    static let noPoint = DeskError(
        "contact_point.not_found", "No hay ninguna dirección con ese identificador que puedas ver.", field: "point")
}
