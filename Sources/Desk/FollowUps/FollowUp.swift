import Storage

/// When somebody is to come back to a case: the third of its clocks.
package enum FollowUp {
    /// Milliseconds before it within which it is marked.
    package static let soon: Int64 = 600_000
    static let farthest: Int64 = 731 * 86_400_000
}

extension Desk {
    /// Notes when to come back to the case, who does and why; the one that stood there is replaced. Whoever reads the case may.
    /// Throws `followUp.past`, `user.not_found`, `case.not_found`, `request.invalid`.
    package func followUp(_ reference: CaseReference, at: Int64, owner: UserID?, note: String, by viewer: Viewer) async throws -> Case {
        var check = FieldCheck()
        let note = check.text(note, "note", 0...500, lines: true)
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            try change.followUp(change.touch(reference, sight: .full, leads: .card), at: at, owner: owner ?? viewer.id, note: note)
        }
    }

    /// Takes it away; without one nothing changes.
    package func endFollowUp(_ reference: CaseReference, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { change in
            try change.endFollowUp(change.touch(reference, sight: .full, leads: .card))
        }
    }
}

extension Change {
    func followUp(_ item: Case, at: Int64, owner: UserID, note: String) throws -> Case {
        guard at > now else {
            throw DeskError.invalid("at", "followUp.past", "«at» ya pasó; elige una hora futura para el seguimiento.")
        }
        guard at <= now + FollowUp.farthest else {
            throw DeskError.invalid("at", "followUp.far", "«at» está a más de dos años; elige una hora más cercana.")
        }
        guard try first("select 1 from users where id = $1 and archived_at = 0", [.text(owner.text)], { $0.int(0) }) != nil else {
            throw DeskError.noUser
        }
        let shown = try set(
            item, "follow_up_at = $2, follow_up_owner = $3, follow_up_note = $4", [.integer(at), .text(owner.text), .text(note)])
        announce(.on(shown, "case.updated", before: item.audience))
        return shown
    }

    func endFollowUp(_ item: Case) throws -> Case {
        let shown = try set(item, "follow_up_at = 0, follow_up_owner = '', follow_up_note = ''")
        announce(.on(shown, "case.updated", before: item.audience))
        return shown
    }
}
