import Storage

/// How many cases a list has: exact, or at least so many.
package struct CaseCount: Sendable, Equatable {
    /// Beyond it nobody reads the figure.
    package static let most = 10_000
    package let count: Int
    package let exact: Bool

    package func write(to json: inout JSONText) {
        json.object {
            $0.field("count", count)
            $0.field("exact", exact)
        }
    }
}

extension Desk {
    /// Counts what the list would show, up to ten thousand, and looks at a bounded number of cases for it.
    package func countCases(_ query: CaseQuery, for viewer: Viewer) async throws -> CaseCount {
        let organisation = try await organisation(), now = now()
        return try await read { try $0.countCases(query, for: viewer, now: now, in: organisation) }
    }
}

extension Storage.Transaction {
    func countCases(_ query: CaseQuery, for viewer: Viewer, now: Int64, in organisation: Organisation?, bounds: CaseBounds = CaseBounds())
        throws -> CaseCount
    {
        var query = query
        query.sort = .created
        let filters = CaseFilters(query, for: viewer, now: now, in: organisation, found: try found(query, for: viewer))
        let wide = try viewer.isStaffLead || mayHoldWideCases()
        let most = bounds.most
        if let source = try CaseSource.find(filters, wide: wide, fine: true, self, bounds) {
            var sql = CaseSQL()
            let conditions = source.conditions(filters, &sql)
            let count = try first("select count(*) from \(source.rows(conditions, &sql))", sql.arguments) { Int($0.int(0)) } ?? 0
            return CaseCount(count: count, exact: filters.found?.isWhole ?? true)
        }
        let stretches = CaseStretches(filters, CasePart("created_at", true), wide: wide)
        var sql = CaseSQL(), looks = CaseSQL()
        let all = stretches.all(&sql), again = stretches.all(&looks)
        guard !all.isEmpty else { return CaseCount(count: 0, exact: true) }
        let window = max(bounds.candidates / all.count, 1)
        var beyond: [String] = []
        let walk = CaseWalk(stretches.part, after: nil)
        let parts = zip(all, again).map { stretch, look in
            let judged = stretch.extra + filters.conditions(&sql, but: stretch.held)
            if judged.isEmpty || stretch.isSmall {
                return
                    "select * from (select c.number as n from cases c where \((stretch.prefix + judged).joined(separator: " and ")) limit \(most + 1)) s"
            }
            beyond.append(
                "select * from (select 1 from cases c where \(look.prefix.joined(separator: " and ")) \(walk.text) limit 1 offset \(window)) b"
            )
            let columns = CaseSQL.columns(of: judged + ["c.number"]).sorted().map { "c.\($0)" }.joined(separator: ", ")
            return """
                select * from (select c.number as n from (select \(columns) from cases c where \(stretch.prefix.joined(separator: " and ")) \(walk.text) limit \(window)) c
                    where \(judged.joined(separator: " and ")) limit \(most + 1)) s
                """
        }
        // What one sees by two ways is one case.
        let union = parts.joined(separator: viewer.leadsAll ? " union all " : " union ")
        let count =
            try first("select count(*) from (select n from (\(union)) u limit \(most + 1)) t", sql.arguments) { Int($0.int(0)) } ?? 0
        if count > most { return CaseCount(count: most, exact: false) }
        let look = looks.trimmed(beyond.joined(separator: " union all ") + " limit 1")
        let isCut = try !beyond.isEmpty && first(look.sql, look.arguments) { $0.int(0) } != nil
        return CaseCount(count: count, exact: !isCut)
    }
}
