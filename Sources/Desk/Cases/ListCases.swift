import Storage

extension Desk {
    /// One page of the cases the viewer may see, as the whole answer's bytes.
    package func cases(_ query: CaseQuery, for viewer: Viewer) async throws -> [UInt8] {
        try await read { transaction in
            let plan = try CaseListPlan(query, for: viewer, wide: try viewer.isStaffLead || transaction.mayHoldWideCases())
            var json = JSONText(capacity: 48 * 1024)
            var last: (key: Int64, number: Int64)?
            var count = 0
            json.openList()
            try transaction.each(plan.sql, plan.arguments) { row in
                row.writeCard(to: &json, sight: row.sight(of: viewer))
                last = (row.int(plan.key), row.int(.number))
                count += 1
            }
            json.closeList(next: count == query.limit ? last.map { "\($0.key).\($0.number)" } : nil)
            return json.bytes
        }
    }
}

/// The statement of one list: every branch walks one index in the order asked for and stops at the page's length.
struct CaseListPlan {
    private(set) var sql = ""
    private(set) var arguments: [SQLValue] = []
    /// What the rows are sorted by, before their number.
    let key: Case.Column

    /// `wide`: whether cases may exist that more than their agent sees; without them most of an agent's lists are one stretch of one index.
    init(_ query: CaseQuery, for viewer: Viewer, wide: Bool = true) throws {
        key =
            switch query.sort {
            case .created: .createdAt
            case .updated: .updatedAt
            case .unread: .unreadSince
            case .queuedFirst: .queuedAt
            case .customer: .lastInboundAt
            default: .createdAt
            }
        var filters: [String] = []
        func any(_ column: String, _ values: [String]) {
            guard !values.isEmpty else { return }
            filters.append(
                values.count == 1
                    ? "\(column) = \(bind(.text(values[0])))" : "\(column) in (\(values.map { bind(.text($0)) }.joined(separator: ", ")))")
        }
        any("c.campaign_id", query.campaigns.map(\.text))
        any("c.queue_id", query.queues.map(\.text))
        any("c.channel", query.channels)
        any("c.contact_id", query.contacts.map(\.text))
        if let unread = query.unread { filters.append(unread ? "c.unread_count > 0" : "c.unread_count = 0") }
        if let flagged = query.flagged { filters.append("c.flagged = \(flagged ? 1 : 0)") }
        if !query.assignees.isEmpty {
            filters.append(
                "("
                    + query.assignees.map {
                        switch $0 {
                        case .none: "c.agent_id is null"
                        case .me: "c.agent_id = \(bind(.text(viewer.id.text)))"
                        case .user(let id): "c.agent_id = \(bind(.text(id.text)))"
                        }
                    }.joined(separator: " or ") + ")")
        }
        let column = "c.\(key.name)"
        let direction = query.descending ? "desc" : "asc"
        if let cursor = query.cursor {
            let parts = cursor.split(separator: ".")
            guard parts.count == 2, let key = Int64(parts[0]), let number = Int64(parts[1]) else {
                throw DeskError.invalid(
                    "cursor", "cursor.malformed", "El cursor no es de esta lista; usa el valor «next» de la página anterior.")
            }
            filters.append("(\(column), c.number) \(query.descending ? "<" : ">") (\(bind(.integer(key))), \(bind(.integer(number))))")
        }
        let limit = bind(.integer(Int64(query.limit)))
        let order = "order by \(column) \(direction), c.number \(direction) limit \(limit)"
        let branches = branches(of: viewer, query: query, wide: wide)
        if branches.count == 1 {
            sql = "select \(Case.columns) from \(Case.tables) where \((branches + filters).joined(separator: " and ")) \(order)"
        } else {
            let ids = branches.map { branch in
                "select * from (select c.id from cases c where \(([branch] + filters).joined(separator: " and ")) \(order)) part"
            }.joined(separator: " union ")
            sql = "select \(Case.columns) from \(Case.tables) where c.id in (\(ids)) \(order)"
        }
    }

    private mutating func bind(_ value: SQLValue) -> String {
        arguments.append(value)
        return "$\(arguments.count)"
    }

    /// What the viewer may see, cut so that each part is one stretch of an index; together they equal `SightSQL`.
    private mutating func branches(of viewer: Viewer, query: CaseQuery, wide: Bool) -> [String] {
        let wanted = query.states.isEmpty ? Set(CaseState.allCases) : Set(query.states)
        func list(_ ids: [String]) -> String { ids.sorted().map { bind(.text($0)) }.joined(separator: ", ") }
        if let lines = viewer.botLines {
            return [
                lines.isEmpty || !wanted.contains(.bot) ? "1 = 0" : "c.state = 'bot' and c.account_id in (\(list(lines.map(\.text))))"
            ]
        }
        if viewer.leadsAll { return [query.states.isEmpty ? "1 = 1" : Self.states(wanted)] }
        func states(_ all: Set<CaseState>) -> String? { wanted.isDisjoint(with: all) ? nil : Self.states(wanted.intersection(all)) }
        let queues = viewer.queues.map(\.text), campaigns = viewer.campaigns.map(\.text)
        var branches: [String] = []
        if let led = viewer.led { branches.append("c.campaign_id in (\(list(led.map(\.text)))) and \(Self.states(wanted))") }
        if let waiting = states([.bot, .queued, .offered]), !queues.isEmpty {
            branches.append("\(waiting) and c.queue_id in (\(list(queues)))")
        }
        if let held = states([.offered, .open, .waiting]) { branches.append("\(held) and c.agent_id = \(bind(.text(viewer.id.text)))") }
        if wanted.contains(.closed) { branches.append("c.state = 'closed' and c.closed_by = \(bind(.text(viewer.id.text)))") }
        if wide, let seen = states([.open, .waiting, .closed]) {
            // The first condition names the partial index `cases_wide`: empty where every campaign is exclusive.
            let index = "c.visibility in ('queue', 'campaign', 'everyone') and \(seen)"
            branches.append("\(index) and c.visibility = 'everyone'")
            if !queues.isEmpty { branches.append("\(index) and c.visibility = 'queue' and c.queue_id in (\(list(queues)))") }
            if !campaigns.isEmpty { branches.append("\(index) and c.visibility = 'campaign' and c.campaign_id in (\(list(campaigns)))") }
        }
        return branches.isEmpty ? ["1 = 0"] : branches
    }

    /// Literals, never placeholders: SQLite prepares a statement again at each run where a partial index hangs on what is bound.
    private static func states(_ states: Set<CaseState>) -> String {
        let words = CaseState.allCases.filter(states.contains).map { "'\($0.rawValue)'" }
        return words.count == 1 ? "c.state = \(words[0])" : "c.state in (\(words.joined(separator: ", ")))"
    }
}

extension Storage.Transaction {
    /// One look at a partial index; on PostgreSQL a round trip that would cost more than it saves.
    fileprivate func mayHoldWideCases() throws -> Bool {
        guard engine == .sqlite else { return true }
        return try first("select 1 from cases c where c.visibility in ('queue', 'campaign', 'everyone') limit 1", []) { $0.int(0) } != nil
    }
}
