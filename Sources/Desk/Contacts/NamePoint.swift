import Storage

extension Desk {
    /// Gives a contact an address by its value: one that is there with all its cases, or a new one; twice is the same as once. One that another contact
    /// holds is refused, unless `from` names that contact: then it changes hands.
    /// - Parameter kind: one of `TypedPoint.kinds`.
    /// Throws `request.invalid`, `contact_point.taken`, `contact_point.too_many`, `contact.not_found`, `contact.merged`.
    package func namePoint(kind: String, value: String, of contact: ContactID, from: ContactID? = nil, by viewer: Viewer) async throws
        -> Contact
    {
        try viewer.require(.write)
        var refusals = 0
        while true {
            do {
                return try await write(by: .staff(viewer)) { try $0.name(kind, value, of: contact, from: from, by: viewer) }
            } catch let error as StorageError where error.isUnique && refusals < 5 {
                refusals += 1  // another address of this contact opened the scope's case first
            }
        }
    }
}

extension Change {
    fileprivate func name(_ kind: String, _ value: String, of id: ContactID, from: ContactID?, by viewer: Viewer) throws -> Contact {
        var check = FieldCheck()
        let campaigns = try all(
            "select campaign_id from contact_campaign where contact_id = $1 order by created_at, campaign_id", [.text(id.text)]
        ) { CampaignID($0.text(0)) }
        let typed = TypedPoint(kind: kind, value: value, country: try country(of: campaigns), &check)
        try check.finish()
        guard let typed else { return try found(id, for: viewer) }
        // Addresses first, then contacts by ascending id, then their cases: the one order.
        let held = try lock([typed])
        if !held.isEmpty, held.allSatisfy({ $0.contact == id }) { return try found(id, for: viewer) }
        let holders = Set(held.compactMap(\.contact)).subtracting([id])
        for holder in holders.sorted(by: { $0.text < $1.text }) where holder != from { throw try pointTaken(by: holder, for: viewer) }
        for each in ([id] + holders).sorted(by: { $0.text < $1.text }) { _ = try touch(contact: each, for: viewer) }
        for point in held { if let holder = point.contact, holder != id { _ = try take(point.id, from: holder) } }
        let came = try give([typed], held: held, to: id)
        let now = try found(id, for: viewer)
        guard now.points.count <= TypedPoint.most else { throw DeskError.manyPoints }
        try indexWords(of: now)
        for point in came { tell(now, point: point) }
        return now
    }
}

extension DeskError {
    static let manyPoints = DeskError(
        "contact_point.too_many", "Un contacto lleva como máximo \(TypedPoint.most) direcciones; quita alguna antes.")
}
