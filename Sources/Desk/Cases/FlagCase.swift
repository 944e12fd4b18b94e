import Storage

extension Desk {
    /// Sets or takes the flag, a mark that changes no state. Setting it twice is the same as once.
    package func flag(_ reference: CaseReference, _ isFlagged: Bool, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference)
            let shown = try change.set(item, "flagged = $2", [.integer(isFlagged ? 1 : 0)])
            change.announce(.on(shown, "case.updated", before: item.audience))
            return shown
        }
    }
}
