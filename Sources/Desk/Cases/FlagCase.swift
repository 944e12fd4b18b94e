import Storage

extension Desk {
    /// Sets or takes the flag, a mark that changes no state. Setting it twice is the same as once.
    package func flag(_ reference: CaseReference, _ isFlagged: Bool, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { try $0.flag(reference, isFlagged).after }
    }
}

extension Change {
    /// The case before and after.
    func flag(_ reference: CaseReference, _ isFlagged: Bool) throws -> (before: Case, after: Case) {
        let item = try touch(reference)
        let shown = try set(item, "flagged = $2", [.integer(isFlagged ? 1 : 0)])
        announce(.on(shown, "case.updated", before: item.audience))
        return (item, shown)
    }
}
