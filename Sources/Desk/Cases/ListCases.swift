import Storage

extension Desk {
    /// One page of the cases the viewer may see, as the whole answer's bytes. A page may be short, and still have a next one.
    package func cases(_ query: CaseQuery, for viewer: Viewer) async throws -> [UInt8] {
        let organisation = try await organisation(), now = now()
        return try await read { transaction in
            var json = JSONText(capacity: 48 * 1024)
            json.openList()
            var list = try CaseList(query, for: viewer, now: now, in: organisation, transaction)
            let next = try list.page { row in row.writeCard(to: &json, sight: row.sight(of: viewer)) }
            json.closeList(next: next)
            return json.bytes
        }
    }
}

/// How many rows a list or a count reads at most.
struct CaseBounds {
    /// So many rows are fetched and sorted, whatever is asked.
    static let few = 5000
    var few = Self.few
    /// Candidates that a page looks at: first some, then all.
    var windows = [1000, 19_000]
    /// What is counted to.
    var most = CaseCount.most
    /// How many candidates a count looks at where filters are judged row by row.
    var candidates = 50_000
}

/// A list as it is read. Three ways, each of which reads a bounded number of rows however many cases there are:
/// where all filters stand in an index, each stretch of it stops at the page's length; where some filter leaves few cases, those are
/// sorted; else stretches are walked, so many candidates a page, and the page ends where the walk ended.
struct CaseList {
    let query: CaseQuery
    let filters: CaseFilters
    let transaction: any Transaction
    private let bounds: CaseBounds
    private let wide: Bool
    private var source: CaseSource?
    private var parts: [CasePart] = []
    /// Of the windows.
    private var spent = 0

    init(
        _ query: CaseQuery, for viewer: Viewer, now: Int64, in organisation: Organisation?, _ transaction: any Transaction,
        bounds: CaseBounds = CaseBounds()
    ) throws {
        self.bounds = bounds
        self.query = query
        self.transaction = transaction
        filters = CaseFilters(
            query, for: viewer, now: now, in: organisation, found: try transaction.found(query, for: viewer))
        wide = try viewer.isStaffLead || transaction.mayHoldWideCases()
        parts = query.parts
        source = try CaseSource.find(
            filters, wide: wide, fine: parts.allSatisfy { $0.walk == .fine && $0.condition.isEmpty }, transaction, bounds)
    }

    /// Gives each row of the page to `body`, in order, and answers the next page's cursor.
    mutating func page(_ body: (borrowing Row) throws -> Void) throws -> String? {
        var place = try query.cursor.map { try CaseCursor(text: $0, of: query) }
        if query.sort == .relevance { return try ranked(after: place, body) }
        var room = query.limit
        let first = place?.part ?? 0
        guard first < parts.count else { throw DeskError.malformedCursor }
        if let place, case .text = place.key, !parts[first].isText { throw DeskError.malformedCursor }
        if let place, case .number = place.key, parts[first].isText { throw DeskError.malformedCursor }
        for index in first..<parts.count {
            var after = place
            place = nil
            while true {
                let step = try step(index, after: after, room: room, body)
                room -= step.count
                if room == 0 { return step.last.map { $0.text(of: query) } }
                guard let frontier = step.frontier else { break }
                if spent >= bounds.windows.count { return frontier.text(of: query) }
                after = frontier
            }
        }
        return nil
    }

    /// The best first, as the search ranks them.
    private func ranked(after place: CaseCursor?, _ body: (borrowing Row) throws -> Void) throws -> String? {
        guard let found = filters.found else { preconditionFailure("a list is ranked by what is asked") }
        guard case .number(let after) = place?.key ?? .number(0) else { throw DeskError.malformedCursor }
        var sql = CaseSQL()
        let sight = filters.viewer.leadsAll ? [] : [sql.sight(of: filters.viewer)]
        let conditions = filters.conditions(&sql, but: [.q]) + sight + ["r.place > \(sql.bind(.integer(after)))"]
        var count = 0, last: CaseCursor?
        try transaction.each(
            """
            select \(Case.columns), r.place from (\(found.cases.places(&sql))) r cross join \(Case.tables) where c.id = r.id and \(conditions.joined(separator: " and "))
            order by r.place limit \(sql.bind(.integer(Int64(query.limit))))
            """, sql.arguments
        ) { row in
            try body(row)
            count += 1
            last = CaseCursor(part: 0, key: .number(row.int(Case.Column.count)), number: row.int(Case.Column.number))
        }
        return count == query.limit ? last?.text(of: query) : nil
    }

    /// What came of one statement: how many rows, the last of them, and how far it looked where that is not to the end.
    private struct Step {
        var count = 0
        var last: CaseCursor?
        var frontier: CaseCursor?
    }

    private mutating func step(_ index: Int, after: CaseCursor?, room: Int, _ body: (borrowing Row) throws -> Void) throws -> Step {
        let part = parts[index]
        var sql = CaseSQL(), step = Step()
        let order = CaseWalk(part, after: after)
        let ids: String
        if let source {
            let conditions = source.conditions(filters, &sql) + (part.condition.isEmpty ? [] : [part.condition]) + states(of: part)
            ids = source.ids(conditions + order.after(&sql), order, room, &sql)
        } else {
            let stretches = CaseStretches(filters, part, wide: wide)
            var trial = CaseSQL()
            let isCut = stretches.all(&trial).contains {
                !$0.isSmall && !filters.conditions(&trial, but: $0.held).isEmpty || !$0.isSmall && !$0.extra.isEmpty
            }
            if isCut {
                step.frontier = try frontier(stretches, order, part: index)
                spent += 1
            }
            let all = stretches.all(&sql)
            guard !all.isEmpty else { return step }
            ids = all.map { order.ids(of: $0, filters, until: step.frontier, room: room, window: isCut, transaction.engine, &sql) }.joined(
                separator: " union all ")
        }
        let number = Case.Column.number
        try transaction.each(
            """
            select \(Case.columns), c.\(part.column) from \(Case.tables) where c.id in (\(ids)) \(order.text) limit \(sql.bind(.integer(Int64(room))))
            """, sql.arguments
        ) { row in
            try body(row)
            let key = part.isText ? CaseKey.text(row.text(Case.Column.count)) : .number(row.int(Case.Column.count))
            step.count += 1
            step.last = CaseCursor(part: index, key: key, number: row.int(number))
        }
        return step
    }

    /// Where the shortest window ends, of the stretches that go on beyond it.
    private func frontier(_ stretches: CaseStretches, _ order: CaseWalk, part: Int) throws -> CaseCursor? {
        var sql = CaseSQL()
        let all = stretches.all(&sql).filter { !$0.isSmall }
        guard !all.isEmpty else { return nil }
        let length = max(bounds.windows[min(spent, bounds.windows.count - 1)] / all.count, query.limit)
        let ends = all.map { stretch in
            "select * from (select c.\(order.part.column) as k, c.number as n from cases c where \((stretch.prefix + order.after(&sql)).joined(separator: " and ")) \(order.text) limit 1 offset \(length - 1)) e"
        }.joined(separator: " union all ")
        var nearest: CaseCursor?
        let look = sql.trimmed("select k, n from (\(ends)) f order by k \(order.direction), n \(order.direction) limit 1")
        try transaction.each(look.sql, look.arguments) { row in
            nearest = CaseCursor(part: part, key: order.part.isText ? .text(row.text(0)) : .number(row.int(0)), number: row.int(1))
        }
        return nearest
    }

    private func states(of part: CasePart) -> [String] {
        part.states.count == CaseState.allCases.count ? [] : [CaseSQL.states(part.states)]
    }
}

/// The order of one part, and what comes after a place in it.
struct CaseWalk {
    let part: CasePart
    let cursor: CaseCursor?
    var direction: String { part.descending ? "desc" : "asc" }
    var text: String { "order by c.\(part.column) \(direction), c.number \(direction)" }

    init(_ part: CasePart, after cursor: CaseCursor?) {
        self.part = part
        self.cursor = cursor
    }

    func after(_ sql: inout CaseSQL) -> [String] {
        cursor.map {
            ["(c.\(part.column), c.number) \(part.descending ? "<" : ">") (\(sql.bind(key: $0.key)), \(sql.bind(.integer($0.number))))"]
        } ?? []
    }

    /// The ids of one stretch. In a window the stretch is a statement of its own, so that no engine takes another index for the sake of a filter.
    func ids(
        of stretch: CaseStretch, _ filters: CaseFilters, until: CaseCursor?, room: Int, window: Bool, _ engine: Engine, _ sql: inout CaseSQL
    ) -> String {
        var prefix = stretch.prefix + after(&sql)
        if let until {
            prefix.append(
                "(c.\(part.column), c.number) \(part.descending ? ">=" : "<=") (\(sql.bind(key: until.key)), \(sql.bind(.integer(until.number))))"
            )
        }
        let judged = stretch.extra + filters.conditions(&sql, but: stretch.held)
        if !window || stretch.isSmall || judged.isEmpty {
            return "select * from (select c.id from cases c where \((prefix + judged).joined(separator: " and ")) \(text) limit \(room)) s"
        }
        let columns = CaseSQL.columns(of: judged + ["c.id c.number c.\(part.column)"]).sorted().map { "c.\($0)" }.joined(separator: ", ")
        let most = CaseBounds().windows.max() ?? 0
        // PostgreSQL may join a filter's rows in another order; SQLite walks on in the inner one, and stops at the page.
        let again = engine == .postgres ? text : ""
        return """
            select * from (select c.id from (select \(columns) from cases c where \(prefix.joined(separator: " and ")) \(text) limit \(most + 1)) c
                where \(judged.joined(separator: " and ")) \(again) limit \(room)) s
            """
    }
}

extension Storage.Transaction {
    /// One look at three partial indexes; on PostgreSQL a round trip that would cost more than it saves.
    func mayHoldWideCases() throws -> Bool {
        guard engine == .sqlite else { return true }
        let looks = ["queue", "campaign", "everyone"].map { "select * from (select 1 from cases c where c.visibility = '\($0)' limit 1) w" }
        return try first(looks.joined(separator: " union all ") + " limit 1", []) { $0.int(0) } != nil
    }
}
