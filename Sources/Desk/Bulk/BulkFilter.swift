import Storage

extension Storage.Transaction {
    /// Which cases a page of a list holds, by the list's own plan and under its author's sight.
    func caseKeys(_ query: CaseQuery, for viewer: Viewer, now: Int64) throws -> (items: [(id: CaseID, number: Int64)], next: String?) {
        var items: [(id: CaseID, number: Int64)] = []
        var list = try CaseList(query, for: viewer, now: now, in: Organisation.find(self), self)
        let next = try list.page { row in items.append((ID(row.text(.id)), row.int(.number))) }
        return (items, next)
    }
}
