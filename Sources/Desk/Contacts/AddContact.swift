import Storage

package struct NewContact: Sendable {
    package var id: ContactID
    package var name: String
    package var code: String?
    package var notes: String
    /// An address that has no contact yet.
    package var point: PointID?

    package init(id: ContactID, name: String, code: String? = nil, notes: String = "", point: PointID? = nil) {
        self.id = id
        self.name = name
        self.code = code
        self.notes = notes
        self.point = point
    }
}

extension Desk {
    /// Makes a contact and gives it an address with all its cases; of a contact that is there already, under the same name and code, only the
    /// latter. A repeat answers the same.
    /// Throws `request.invalid`, `contact.code_taken`, `contact_point.taken`, `contact_point.not_found`, `id.conflict`.
    package func addContact(_ new: NewContact, by viewer: Viewer) async throws -> (created: Bool, contact: Contact) {
        try viewer.require(.write)
        let new = try new.checked()
        var refusals = 0
        while true {
            do {
                return try await write(by: .staff(viewer)) { try $0.add(contact: new, by: viewer) }
            } catch let error as StorageError where error.isUnique && refusals < 5 {
                refusals += 1  // another address of this contact opened the scope's case first
            }
        }
    }
}

extension NewContact {
    fileprivate func checked() throws -> NewContact {
        var new = self
        var check = FieldCheck()
        new.name = check.text(name, "name", 1...200)
        new.code = check.text(code, "code", 0...64).flatMap { $0.isEmpty ? nil : $0 }
        new.notes = check.text(notes, "notes", 0...4000, lines: true)
        try check.finish()
        return new
    }
}

extension Change {
    fileprivate func add(contact new: NewContact, by viewer: Viewer) throws -> (created: Bool, contact: Contact) {
        // The address first: one lock order with the messages that come in from it.
        let holder = try new.point.map { try touch(point: $0, for: viewer) } ?? nil
        if let holder, holder != new.id {
            throw DeskError("contact_point.taken", "Esa dirección ya pertenece a otro contacto.", field: "point")
        }
        let made = try first(
            """
            insert into contact (id, name, folded, code, notes, created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id
            """, [.text(new.id.text), .text(new.name), .text(Text.fold(new.name)), SQLValue(new.code), .text(new.notes), .integer(now)]
        ) { $0.text(0) }
        if made == nil { try judge(repeated: new, by: viewer) }
        try remember(new, by: viewer, isNew: made != nil)
        let isLinking = new.point != nil && holder == nil
        if let point = new.point, isLinking { try link(point, to: new.id) }
        guard let contact = try transaction.contacts("id = $1", [.text(new.id.text)]).first else { throw DeskError.noContact }
        if made != nil || isLinking {
            try indexWords(of: contact)
            tell(contact, point: isLinking ? new.point : nil)
        }
        return (made != nil, contact)
    }

    /// The address's contact, if any; locked. Agents reach addresses only through cases they see.
    private func touch(point: PointID, for viewer: Viewer) throws -> ContactID? {
        let found = try first("update contact_point set touched_at = touched_at where id = $1 returning contact_id", [.text(point.text)]) {
            $0.textOrNil(0).map { ContactID($0) }
        }
        let missing = DeskError("contact_point.not_found", "No hay ninguna dirección con ese identificador que puedas ver.", field: "point")
        guard let found else { throw missing }
        if viewer.isStaffLead, viewer.led == nil { return found }
        let sight = SightSQL(viewer, first: 2)
        let seen = try first(
            "select 1 from cases c where c.point_id = $1 and \(sight.clause) limit 1",
            [.text(point.text)] + sight.arguments.map { .text($0) }
        ) { $0.int(0) }
        guard seen != nil else { throw missing }
        return found
    }

    /// The id or the code was there before.
    private func judge(repeated new: NewContact, by viewer: Viewer) throws {
        if let held = try transaction.contacts("id = $1", [.text(new.id.text)]).first {
            let sight = ContactSight(viewer, first: 2)
            let isSeen =
                try first("select 1 from contact where id = $1 and \(sight.clause)", [.text(new.id.text)] + sight.arguments) { $0.int(0) }
                != nil
            guard isSeen, held.name == new.name, held.code == new.code else { throw DeskError.idConflict(new.id.text) }
            return
        }
        throw try codeTaken(new.code ?? "", by: viewer)
    }

    /// Names the contact who has it, if the viewer may see them.
    func codeTaken(_ code: String, by viewer: Viewer) throws -> DeskError {
        let sight = ContactSight(viewer, first: 2)
        let holder = try first("select id, name from contact where code = $1 and \(sight.clause)", [.text(code)] + sight.arguments) { row in
            (id: row.text(0), name: row.text(1))
        }
        let sentence =
            holder.map { Phrase("El código «\(code)» ya es de \($0.name). Búscalo o usa otro código.") }
            ?? Phrase("El código «\(code)» ya es de otro contacto. Búscalo o usa otro código.")
        var error = DeskError("contact.code_taken", sentence, field: "code")
        if let holder {
            var json = JSONText()
            json.object {
                $0.field("id", holder.id)
                $0.field("name", holder.name)
            }
            error.extra["contact"] = json.text
        }
        return error
    }

    /// The campaigns that know the contact: those of the address's cases, else the author's, else all.
    private func remember(_ new: NewContact, by viewer: Viewer, isNew: Bool) throws {
        var campaigns: [String] = []
        if let point = new.point {
            campaigns = try all("select distinct campaign_id from cases where point_id = $1", [.text(point.text)]) { $0.text(0) }
        }
        if isNew, campaigns.isEmpty { campaigns = viewer.campaigns.map(\.text) }
        if isNew, campaigns.isEmpty { campaigns = try all("select id from campaign where archived_at = 0", []) { $0.text(0) } }
        for campaign in campaigns.sorted() { try know(new.id, in: CampaignID(campaign)) }
    }

    /// From now on the campaign is one of those that know the contact.
    func know(_ contact: ContactID, in campaign: CampaignID) throws {
        try run(
            "insert into contact_campaign (contact_id, campaign_id, created_at) values ($1, $2, $3) on conflict do nothing",
            [.text(contact.text), .text(campaign.text), .integer(now)])
    }
}
