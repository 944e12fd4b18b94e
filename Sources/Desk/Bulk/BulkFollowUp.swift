import Storage

extension Change {
    /// The author's own next step, in place of what stood there; or none any more.
    func perform(_ followUp: BulkAct.FollowUp?, on reference: CaseReference, by viewer: Viewer) throws -> BulkEffect {
        let before = try touch(reference, sight: .full, leads: .card)
        let after: Case
        if let followUp {
            after = try self.followUp(before, at: followUp.at, owner: viewer.id, note: followUp.note)
        } else {
            if before.followUpAt == 0 { throw NothingToDo() }
            after = try endFollowUp(before)
        }
        return .field(before.followUpText, after.followUpText)
    }

    func undo(followUp effect: BulkEffect, on reference: CaseReference, by viewer: Viewer) throws {
        let held = try touch(reference, sight: .full, leads: .card)
        guard held.followUpText == effect.now else { throw DeskError.changedSince(held) }
        guard !effect.was.isEmpty else {
            _ = try endFollowUp(held)
            return
        }
        let was = try JSONParser.parse(Array(effect.was.utf8)).items
        guard was.count == 3, let at = was[0].integer, let owner = was[1].text else { throw DeskError.changedSince(held) }
        _ = try followUp(held, at: at, owner: ID(owner), note: was[2].text ?? "")
    }
}

extension Case {
    /// Its next step as one text; empty for none.
    fileprivate var followUpText: String {
        guard followUpAt > 0 else { return "" }
        var json = JSONText()
        json.array([.number("\(followUpAt)"), .string(followUpOwner), .string(followUpNote)] as [JSONValue]) { $1.write(to: &$0) }
        return json.text
    }
}
