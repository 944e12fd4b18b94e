import Storage

extension Storage.Transaction {
    /// Which cases a page of a list holds, by the list's own plan and under its author's sight.
    func caseKeys(_ query: CaseQuery, for viewer: Viewer) throws -> (items: [(id: CaseID, number: Int64)], next: String?) {
        let plan = try CaseListPlan(query, for: viewer)
        var items: [(id: CaseID, number: Int64)] = [], last = ""
        try each(plan.sql, plan.arguments) { row in
            items.append((ID(row.text(.id)), row.int(.number)))
            last = "\(row.int(plan.key)).\(row.int(.number))"
        }
        return (items, items.count == query.limit ? last : nil)
    }
}
