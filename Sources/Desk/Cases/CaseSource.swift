import Storage

/// The few rows that some filter, or what somebody may see, leaves: they are all fetched and sorted.
struct CaseSource {
    private let held: Set<CaseFilters.Key>
    private let make: (inout CaseSQL) -> String

    /// The first source that has few; nil where each has many, or none is needed. Each look stops at `CaseBounds.few`.
    static func find(_ filters: CaseFilters, wide: Bool, fine: Bool, _ transaction: any Transaction, _ bounds: CaseBounds) throws
        -> CaseSource?
    {
        // What stands in an index as it is asked for needs no look.
        let isMine = filters.query.assignees == [.me] && fine
        for source in filters.sources() where !(isMine && source.key == .assignee) {
            if source.key == .cases || source.key == .q { return CaseSource(held: [source.key], make: source.ids) }
            if try isFew(source.ids, transaction, bounds) { return CaseSource(held: [source.key], make: source.ids) }
        }
        let viewer = filters.viewer
        if !fine, !viewer.leadsAll, !viewer.isBot {
            let own: (inout CaseSQL) -> String = { seen(by: viewer, filters, wide: wide, &$0) }
            if try isFew(own, transaction, bounds) { return CaseSource(held: [], make: own) }
        }
        return nil
    }

    private init(held: Set<CaseFilters.Key>, make: @escaping (inout CaseSQL) -> String) {
        // Bounds, marks and words are judged again: a source may hold more than the filter.
        self.held = held.filter { [.cases, .q, .contact, .tag, .type, .outcome, .account].contains($0) }
        self.make = make
    }

    private static func isFew(_ make: (inout CaseSQL) -> String, _ transaction: any Transaction, _ bounds: CaseBounds) throws -> Bool {
        var sql = CaseSQL()
        let ids = make(&sql)
        let count =
            try transaction.first(
                "select count(*) from (select 1 from (\(ids)) s limit \(CaseBounds.few + 1)) d", sql.arguments
            ) { $0.int(0) } ?? 0
        return count <= bounds.few
    }

    /// All that somebody sees, stretch by stretch.
    private static func seen(by viewer: Viewer, _ filters: CaseFilters, wide: Bool, _ sql: inout CaseSQL) -> String {
        var query = CaseQuery()
        query.states = filters.query.states
        let bare = CaseFilters(query, for: viewer, now: filters.now, in: nil)
        let all = CaseStretches(bare, CasePart("created_at", true), wide: wide).all(&sql)
        return all.map { stretch in
            "select * from (select c.id as id from cases c where \((stretch.prefix + stretch.extra).joined(separator: " and ")) limit \(CaseBounds.few + 1)) p"
        }.joined(separator: " union all ")
    }

    /// What each of the rows is judged by, besides the part of the sort.
    func conditions(_ filters: CaseFilters, _ sql: inout CaseSQL) -> [String] {
        filters.conditions(&sql, but: held) + (filters.viewer.leadsAll ? [] : [sql.sight(of: filters.viewer)])
    }

    /// The rows themselves, from the front: the engine is given no choice of where to begin.
    func rows(_ conditions: [String], _ sql: inout CaseSQL) -> String {
        let ids = make(&sql)
        let judged = ["c.id = d.id"] + conditions
        return
            "(select distinct id from (select id from (\(ids)) s limit \(CaseBounds.few + 1)) r) d cross join cases c where \(judged.joined(separator: " and "))"
    }

    func ids(_ conditions: [String], _ order: CaseWalk, _ room: Int, _ sql: inout CaseSQL) -> String {
        "select * from (select c.id from \(rows(conditions, &sql)) \(order.text) limit \(room)) s"
    }
}
