import Storage

/// A part of an index that is walked in the order asked for.
struct CaseStretch {
    /// The index's first columns, and what a partial one holds.
    let prefix: [String]
    /// The filters that hold along it.
    let held: Set<CaseFilters.Key>
    /// What else is judged row by row: sight, where the prefix doesn't say it.
    let extra: [String]
    /// Few rows by nature, such as what somebody holds: nothing need cut it.
    let isSmall: Bool

    init(_ prefix: [String], held: Set<CaseFilters.Key> = [], extra: [String] = [], isSmall: Bool = false) {
        self.prefix = prefix
        self.held = held
        self.extra = extra
        self.isSmall = isSmall
    }
}

/// What a viewer may see of one part of a list, cut so that each stretch is one of an index; together they equal `SightSQL`.
struct CaseStretches {
    /// More of them than this, and fewer, coarser ones are walked.
    static let most = 24

    let filters: CaseFilters
    let part: CasePart
    /// Whether cases may exist that more than their agent sees; without them most of an agent's lists are one stretch.
    let wide: Bool
    private var query: CaseQuery { filters.query }
    private var viewer: Viewer { filters.viewer }
    private var wanted: Set<CaseState> { part.states.intersection(query.states.isEmpty ? CaseState.allCases : query.states) }

    init(_ filters: CaseFilters, _ part: CasePart, wide: Bool) {
        self.filters = filters
        self.part = part
        self.wide = wide
    }

    /// A span of what is sorted by is where the walk begins and ends, and nothing to be judged.
    func all(_ sql: inout CaseSQL) -> [CaseStretch] {
        let found = uncut(&sql)
        guard let (key, span) = filters.span(of: part.column), !found.isEmpty else { return found }
        let bounds = filters.bounds("c.\(part.column)", span, &sql)
        return found.map { CaseStretch($0.prefix + [bounds], held: $0.held.union([key]), extra: $0.extra, isSmall: $0.isSmall) }
    }

    private func uncut(_ sql: inout CaseSQL) -> [CaseStretch] {
        guard !wanted.isEmpty else { return [] }
        if part.walk == .fine {
            var trial = sql
            if let fine = fine(&trial), fine.count <= Self.most {
                sql = trial
                return fine
            }
        }
        return coarse(&sql)
    }

    /// One a state, or the part as a whole; sight is judged row by row.
    private func coarse(_ sql: inout CaseSQL) -> [CaseStretch] {
        let sight = viewer.leadsAll ? [] : [sql.sight(of: viewer)]
        let conditions = part.walk == .fine || part.condition.isEmpty ? [] : [part.condition]
        let judged = sight + (part.walk == .fine && !part.condition.isEmpty ? [part.condition] : [])
        if part.walk == .alone { return [CaseStretch(conditions, extra: judged)] }
        return CaseState.allCases.filter(wanted.contains).map {
            CaseStretch(["c.state = '\($0.rawValue)'"] + conditions, held: [.state], extra: judged)
        }
    }

    /// By queue, campaign, holder or closer. Nil where the viewer's rights or the filters ask for something else.
    private func fine(_ sql: inout CaseSQL) -> [CaseStretch]? {
        var found: [CaseStretch] = []
        let condition = part.condition.isEmpty ? [] : [part.condition]
        func add(
            _ column: String, _ values: [String], _ states: Set<CaseState>, held: Set<CaseFilters.Key>, _ more: [String] = [],
            extra: [String] = [], isSmall: Bool = false
        ) {
            let states = CaseState.allCases.filter(states.intersection(wanted).contains)
            guard !states.isEmpty else { return }
            for value in values.sorted() {
                let place = sql.bind(.text(value))
                for state in states {
                    found.append(
                        CaseStretch(
                            ["\(column) = \(place)", "c.state = '\(state.rawValue)'"] + more, held: held.union([.state]),
                            extra: condition + extra,
                            isSmall: isSmall))
                }
            }
        }
        if viewer.isBot { return nil }
        let asked = query.queues.map(\.text), campaigns = query.campaigns.map(\.text)
        let isMine = query.assignees == [.me]
        if isMine {
            // Held by me is mine to see; what is closed and was mine is judged.
            add("c.agent_id", [viewer.id.text], [.offered, .open, .waiting], held: [.assignee], isSmall: true)
            if wanted.contains(.closed) {
                let sight = viewer.leadsAll ? [] : [sql.sight(of: viewer)]
                add("c.agent_id", [viewer.id.text], [.closed], held: [.assignee], extra: sight)
            }
            return found
        }
        if viewer.leadsAll {
            if !asked.isEmpty {
                add("c.queue_id", asked, wanted, held: [.queue])
            } else if !campaigns.isEmpty {
                add("c.campaign_id", campaigns, wanted, held: [.campaign])
            } else {
                for state in CaseState.allCases where wanted.contains(state) {
                    found.append(CaseStretch(["c.state = '\(state.rawValue)'"], held: [.state], extra: condition))
                }
            }
            return found
        }
        func narrowed(_ own: [String], by asked: [String]) -> [String] { asked.isEmpty ? own : own.filter(asked.contains) }
        let queues = narrowed(viewer.queues.map(\.text), by: asked)
        if let led = viewer.led { add("c.campaign_id", narrowed(led.map(\.text), by: campaigns), wanted, held: [.campaign]) }
        add("c.queue_id", queues, [.bot, .queued, .offered], held: [.queue])
        add("c.agent_id", [viewer.id.text], [.offered, .open, .waiting], held: [], isSmall: true)
        if wanted.contains(.closed) {
            found.append(
                CaseStretch(
                    ["c.closed_by = \(sql.bind(.text(viewer.id.text)))", "c.state = 'closed'"], held: [.state], extra: condition))
        }
        if wide {
            let seen: Set<CaseState> = [.open, .waiting, .closed]
            add("c.queue_id", queues, seen, held: [.queue], ["c.visibility = 'queue'"])
            add(
                "c.campaign_id", narrowed(viewer.campaigns.map(\.text), by: campaigns), seen, held: [.campaign],
                ["c.visibility = 'campaign'"])
            for state in CaseState.allCases where wanted.intersection(seen).contains(state) {
                found.append(
                    CaseStretch(["c.state = '\(state.rawValue)'", "c.visibility = 'everyone'"], held: [.state], extra: condition))
            }
        }
        return found
    }
}
