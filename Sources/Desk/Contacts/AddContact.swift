import Storage

package struct NewContact: Sendable {
    package var id: ContactID
    package var name: String
    package var code: String?
    package var notes: String
    package var documentKind: String
    /// An address that has no contact yet.
    package var point: PointID?
    /// Other addresses, by kind and value: of nobody yet, or not here.
    package var points: [(kind: String, value: String)]
    /// That of the conversation in which it is made: the contact's origin, before others that know the address.
    package var campaign: CampaignID?

    package init(
        id: ContactID, name: String, code: String? = nil, notes: String = "", documentKind: String = "", point: PointID? = nil,
        points: [(kind: String, value: String)] = [], campaign: CampaignID? = nil
    ) {
        self.id = id
        self.name = name
        self.code = code
        self.notes = notes
        self.documentKind = documentKind
        self.point = point
        self.points = points
        self.campaign = campaign
    }
}

extension Desk {
    /// Makes a contact and gives it an address with all its cases; of a contact that is there already, under the same name and code, only the
    /// latter. A repeat answers the same.
    /// Throws `request.invalid`, `contact.code_taken`, `contact_point.taken`, `contact_point.not_found`, `campaign.not_found`, `id.conflict`.
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
        new.documentKind = check.text(documentKind, "documentKind", 0...20)
        try check.finish()
        return new
    }
}

extension Change {
    fileprivate func add(contact new: NewContact, by viewer: Viewer) throws -> (created: Bool, contact: Contact) {
        // The address first: one lock order with the messages that come in from it.
        let holder = try new.point.map { try touch(point: $0, for: viewer) } ?? nil
        if let holder, holder != new.id { throw try pointTaken(by: holder, for: viewer) }
        let typed = try typed(new, by: viewer), held = try lock(typed)
        for holder in held.compactMap(\.contact) where holder != new.id { throw try pointTaken(by: holder, for: viewer) }
        let made = try first(
            """
            insert into contact (id, name, folded, code, notes, created_at, updated_at, code_key, document_kind) values ($1, $2, $3, $4, $5, $6, $6, $7, $8)
            on conflict do nothing returning id
            """,
            [
                .text(new.id.text), .text(new.name), .text(Text.fold(new.name)), SQLValue(new.code), .text(new.notes), .integer(now),
                SQLValue(ContactCode.key(new.code)), .text(new.documentKind),
            ]
        ) { $0.text(0) }
        if made == nil { try judge(repeated: new, by: viewer) }
        try remember(new, by: viewer, isNew: made != nil)
        let isLinking = new.point != nil && holder == nil
        if let point = new.point, isLinking { try link(point, to: new.id) }
        let rest = held.map { $0.id == new.point ? HeldPoint(id: $0.id, kind: $0.kind, value: $0.value, contact: new.id) : $0 }
        let came = try give(typed, held: rest, to: new.id)
        guard let contact = try transaction.contacts("id = $1", [.text(new.id.text)]).first else { throw DeskError.noContact }
        if made != nil || isLinking || !came.isEmpty {
            try indexWords(of: contact)
            tell(contact, point: isLinking ? new.point : nil)
            for point in came { tell(contact, point: point) }
        }
        return (made != nil, contact)
    }

    private func typed(_ new: NewContact, by viewer: Viewer) throws -> [TypedPoint] {
        guard !new.points.isEmpty else { return [] }
        var check = FieldCheck()
        let country = try country(of: new.campaign.map { [$0] } ?? viewer.campaigns.sorted { $0.text < $1.text })
        let points = new.points.enumerated().compactMap { index, point in
            TypedPoint(kind: point.kind, value: point.value, country: country, at: "points[\(index)].", &check)
        }
        try check.finish()
        return points.once(by: \.value)
    }

    /// The address's contact, if any; locked.
    func touch(point: PointID, for viewer: Viewer) throws -> ContactID? {
        let found = try first("update contact_point set touched_at = touched_at where id = $1 returning contact_id", [.text(point.text)]) {
            $0.textOrNil(0).map { ContactID($0) }
        }
        guard let found, try transaction.sees(point: point, of: found, viewer) else { throw DeskError.noPoint }
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

    /// The campaigns that know the contact: those of the address's cases, else the author's, else all.
    private func remember(_ new: NewContact, by viewer: Viewer, isNew: Bool) throws {
        var campaigns: [String] = []
        if let point = new.point {
            campaigns = try all("select distinct campaign_id from cases where point_id = $1", [.text(point.text)]) { $0.text(0) }
        }
        if isNew, campaigns.isEmpty { campaigns = viewer.campaigns.map(\.text) }
        if isNew, campaigns.isEmpty { campaigns = try all("select id from campaign where archived_at = 0", []) { $0.text(0) } }
        if let origin = new.campaign {
            guard campaigns.contains(origin.text) else { throw DeskError.noCampaign }
            try know(new.id, in: origin)
        }
        // The origin is the one that knew it first.
        for campaign in campaigns.sorted() where campaign != new.campaign?.text {
            try know(new.id, in: CampaignID(campaign), after: new.campaign == nil ? 0 : 1)
        }
    }

    /// From now on the campaign is one of those that know the contact.
    func know(_ contact: ContactID, in campaign: CampaignID, after origin: Int64 = 0) throws {
        try run(
            "insert into contact_campaign (contact_id, campaign_id, created_at) values ($1, $2, $3) on conflict do nothing",
            [.text(contact.text), .text(campaign.text), .integer(now + origin)])
    }
}
