import Storage

/// The filters of a list as conditions on `cases c`, each of which may be judged on a row alone; and where a few rows may be found by one of them.
struct CaseFilters {
    enum Key: Hashable {
        case cases, campaign, queue, account, state, assignee, channel, contact, priority, type, tag, label, outcome, unread, flag, mark
        case attribute(String), q, from, subject, created, updated, customer, sla, followUp
    }

    let query: CaseQuery
    let viewer: Viewer
    /// The moments of the query, now.
    let now: Int64
    let organisation: Organisation?
    let found: FoundCases?

    init(_ query: CaseQuery, for viewer: Viewer, now: Int64, in organisation: Organisation?, found: FoundCases? = nil) {
        self.query = query
        self.viewer = viewer
        self.now = now
        self.organisation = organisation
        self.found = found
    }

    /// All of them but those that hold already.
    func conditions(_ sql: inout CaseSQL, but held: Set<Key> = []) -> [String] {
        var all: [String] = []
        func add(_ key: Key, _ isAsked: Bool, _ make: (inout CaseSQL) -> String) {
            if isAsked, !held.contains(key) { all.append(make(&sql)) }
        }
        func list(_ key: Key, _ column: String, _ values: [String]) { add(key, !values.isEmpty) { $0.any(column, values) } }
        add(.state, !query.states.isEmpty) { _ in CaseSQL.states(Set(query.states)) }
        add(.unread, query.unread != nil) { _ in query.unread == true ? "c.unread_count > 0" : "c.unread_count = 0" }
        add(.flag, query.flagged != nil) { _ in "c.flagged = \(query.flagged == true ? 1 : 0)" }
        add(.mark, !query.marks.isEmpty) { _ in "(" + query.marks.map(\.condition).joined(separator: " or ") + ")" }
        add(.priority, !query.priorities.isEmpty) { _ in
            "c.priority in (\(Set(query.priorities.map(\.rawValue)).sorted().map(String.init).joined(separator: ", ")))"
        }
        list(.queue, "c.queue_id", query.queues.map(\.text))
        list(.campaign, "c.campaign_id", query.campaigns.map(\.text))
        list(.account, "c.account_id", query.accounts.map(\.text))
        list(.channel, "c.channel", query.channels)
        list(.contact, "c.contact_id", query.contacts.map(\.text))
        list(.type, "c.type", query.types)
        list(.outcome, "c.outcome", query.outcomes)
        add(.assignee, !query.assignees.isEmpty) { sql in
            let people = self.people
            let own = people.isEmpty ? [] : [sql.any("c.agent_id", people)]
            return "(" + (own + (query.assignees.contains(.none) ? ["c.agent_id is null"] : [])).joined(separator: " or ") + ")"
        }
        add(.cases, !query.cases.isEmpty) { Self.named(query.cases, &$0) }
        for (key, column, span) in [
            (Key.created, "c.created_at", query.created), (.updated, "c.updated_at", query.updated),
            (.customer, "c.last_inbound_at", query.customer),
        ] {
            add(key, span.from != nil || span.to != nil) { bounds(column, span, &$0) }
        }
        add(.sla, query.slaAgeMin != nil || query.slaAgeMax != nil) { sql in
            var parts = ["c.sla_since > 0"]
            if let least = query.slaAgeMin { parts.append("c.sla_since <= \(sql.bind(.integer(now - least * 60_000)))") }
            if let most = query.slaAgeMax { parts.append("c.sla_since >= \(sql.bind(.integer(now - most * 60_000)))") }
            return parts.joined(separator: " and ")
        }
        add(.followUp, query.followUp != nil) { sql in
            switch query.followUp {
            case .any, nil: "c.follow_up_at > 0"
            case .some(.none): "c.follow_up_at = 0"
            case .soon: "c.follow_up_at >= \(sql.bind(.integer(now))) and c.follow_up_at <= \(sql.bind(.integer(now + FollowUp.soon)))"
            case .mine: "c.follow_up_at > 0 and c.follow_up_owner = \(sql.bind(.text(viewer.id.text)))"
            case .overdue: "c.follow_up_at > 0 and c.follow_up_at < \(sql.bind(.integer(now)))"
            }
        }
        add(.tag, !query.tags.isEmpty) { sql in
            "exists (select 1 from case_tag t where t.case_id = c.id and \(sql.any("t.tag_id", query.tags.map(\.text))))"
        }
        add(.label, !query.labels.isEmpty) { sql in
            "exists (select 1 from contact_labelled l where l.contact_id = c.contact_id and \(sql.any("l.label_id", query.labels.map(\.text))))"
        }
        for (name, values) in query.attributes.sorted(by: { $0.key < $1.key }) {
            add(.attribute(name), true) { sql in
                let field = sql.bind(.text(name))
                return """
                    (exists (select 1 from case_attribute a where a.case_id = c.id and a.name = \(field) and \(sql.any("a.value", values.map(CaseAttributes.key))))
                        or exists (select 1 from contact_value v where v.contact_id = c.contact_id and v.field = \(field) and \(sql.any("v.value", values.map(ContactValues.cut)))))
                    """
            }
        }
        add(.from, query.from != nil) { sql in
            Self.words(of: query.from ?? "").map { word in
                let place = sql.bind(.text(" \(word)"))
                let digits = word.filter { ("0"..."9").contains($0) }
                let address = "(select p.value from contact_point p where p.id = c.point_id)"
                let inside = digits.count >= 4 && word.allSatisfy { $0.isNumber || "+-().".contains($0) } ? String(digits) : nil
                let at = inside.map { Self.contains(address, sql.bind(.text($0))) } ?? Self.contains("(' ' || \(address))", place)
                return "(\(Self.contains("(' ' || c.from_key)", place)) or \(at))"
            }.joined(separator: " and ")
        }
        add(.subject, query.subject != nil) { sql in
            (["c.subject_key <> ''"]
                + Self.words(of: query.subject ?? "").map { Self.contains("(' ' || c.subject_key)", sql.bind(.text(" \($0)"))) })
                .joined(separator: " and ")
        }
        if let found { add(.q, true) { "c.id in (\(found.cases.select(&$0)))" } }
        return all.filter { !$0.isEmpty }
    }

    /// Statements that give the ids of all rows that a filter leaves, each a stretch of an index: of which one has few rows, is seen by looking.
    func sources() -> [(key: Key, ids: (inout CaseSQL) -> String)] {
        var all: [(key: Key, ids: (inout CaseSQL) -> String)] = []
        func add(_ key: Key, _ isAsked: Bool, _ make: @escaping (inout CaseSQL) -> String) { if isAsked { all.append((key, make)) } }
        func own(_ key: Key, _ isAsked: Bool, _ make: @escaping (inout CaseSQL) -> String) {
            add(key, isAsked) { "select c.id as id from cases c where \(make(&$0))" }
        }
        let query = self.query
        own(.cases, !query.cases.isEmpty) { Self.named(query.cases, &$0) }
        if let found { add(.q, true) { found.cases.select(&$0) } }
        own(.contact, !query.contacts.isEmpty) { $0.any("c.contact_id", query.contacts.map(\.text)) }
        own(.followUp, query.followUp != nil && query.followUp != CaseQuery.FollowUp.none) { _ in "c.follow_up_at > 0" }
        own(.sla, query.slaAgeMin != nil || query.slaAgeMax != nil) { _ in "c.sla_since > 0" }
        add(.tag, !query.tags.isEmpty) { "select t.case_id as id from case_tag t where \($0.any("t.tag_id", query.tags.map(\.text)))" }
        for (name, values) in query.attributes.sorted(by: { $0.key < $1.key }) {
            add(.attribute(name), true) { sql in
                let field = sql.bind(.text(name))
                return """
                    select a.case_id as id from case_attribute a where a.name = \(field) and \(sql.any("a.value", values.map(CaseAttributes.key)))
                    union all select c.id as id from contact_value v cross join cases c
                        where v.field = \(field) and \(sql.any("v.value", values.map(ContactValues.cut))) and c.contact_id = v.contact_id
                    """
            }
        }
        add(.label, !query.labels.isEmpty) {
            "select c.id as id from contact_labelled l cross join cases c where \($0.any("l.label_id", query.labels.map(\.text))) and c.contact_id = l.contact_id"
        }
        if !query.marks.isEmpty {
            add(.mark, true) { _ in
                query.marks.map { "select * from (select c.id as id from cases c where \($0.condition) limit \(CaseBounds.few + 1)) m" }
                    .joined(separator: " union all ")
            }
        }
        own(.unread, query.unread == true) { _ in "c.unread_count > 0" }
        own(.flag, query.flagged == true) { _ in "c.flagged = 1" }
        own(.assignee, !query.assignees.isEmpty && !query.assignees.contains(.none)) { $0.any("c.agent_id", people) }
        own(.type, !query.types.isEmpty) { "\($0.any("c.type", query.types)) and c.type <> ''" }
        own(.outcome, !query.outcomes.isEmpty) { "\($0.any("c.outcome", query.outcomes)) and c.outcome <> ''" }
        own(.account, !query.accounts.isEmpty) { $0.any("c.account_id", query.accounts.map(\.text)) }
        own(.channel, !query.channels.isEmpty && query.accounts.isEmpty) {
            "c.account_id in (select a.id from channel_account a where \($0.any("a.channel", query.channels)))"
        }
        if query.subject != nil {
            // Words of a subject have no index; where few cases have one at all, those are looked through.
            own(.subject, true) { _ in
                "c.subject_key <> '' and \(CaseSQL.states(Set(query.states.isEmpty ? CaseState.allCases : query.states)))"
            }
        }
        if !query.priorities.isEmpty, !query.priorities.contains(.medium) {
            own(.priority, true) { _ in
                let states = Set(query.states.isEmpty ? CaseState.allCases : query.states)
                let values = Set(query.priorities.map(\.rawValue)).sorted().map(String.init).joined(separator: ", ")
                return "\(CaseSQL.states(states)) and c.priority in (\(values)) and c.priority <> 2"
            }
        }
        for (key, column, span) in [
            (Key.created, "c.created_at", query.created), (.updated, "c.updated_at", query.updated),
            (.customer, "c.last_inbound_at", query.customer),
        ] where span.from != nil || span.to != nil {
            own(key, true) { sql in
                let states = query.states.isEmpty ? CaseState.allCases : query.states
                return "\(CaseSQL.states(Set(states))) and \(bounds(column, span, &sql))"
            }
        }
        return all
    }

    /// The users among the assignees.
    var people: [String] {
        query.assignees.compactMap {
            switch $0 {
            case .none: nil
            case .me: viewer.id.text
            case .user(let id): id.text
            }
        }
    }

    /// The span that is asked for of what a list is sorted by.
    func span(of column: String) -> (key: Key, span: CaseQuery.Span)? {
        let (key, span): (Key, CaseQuery.Span)
        switch column {
        case "created_at": (key, span) = (.created, query.created)
        case "updated_at": (key, span) = (.updated, query.updated)
        case "last_inbound_at": (key, span) = (.customer, query.customer)
        default: return nil
        }
        return span.from == nil && span.to == nil ? nil : (key, span)
    }

    func bounds(_ column: String, _ span: CaseQuery.Span, _ sql: inout CaseSQL) -> String {
        var parts: [String] = []
        if let from = span.from { parts.append("\(column) >= \(sql.bind(.integer(from.time(now: now, in: organisation, isEnd: false))))") }
        if let to = span.to { parts.append("\(column) <= \(sql.bind(.integer(to.time(now: now, in: organisation, isEnd: true))))") }
        // A customer who has said nothing wrote at no time.
        if column == "c.last_inbound_at" { parts.append("c.last_inbound_at > 0") }
        return parts.joined(separator: " and ")
    }

    private static func named(_ cases: [CaseReference], _ sql: inout CaseSQL) -> String {
        var ids: [String] = [], numbers: [String] = []
        for reference in cases {
            switch reference {
            case .id(let id): ids.append(sql.bind(.text(id.text)))
            case .number(let number): numbers.append(sql.bind(.integer(number)))
            }
        }
        let parts = [("c.id", ids), ("c.number", numbers)].filter { !$0.1.isEmpty }.map { "\($0.0) in (\($0.1.joined(separator: ", ")))" }
        return "(" + parts.joined(separator: " or ") + ")"
    }

    /// Folded, at most ten.
    static func words(of text: String) -> [String] { Text.fold(text).split(separator: " ").prefix(10).map(String.init) }
    /// Both engines have it, and no sign of what is looked for means anything else.
    private static func contains(_ text: String, _ place: String) -> String { "replace(\(text), \(place), '') <> \(text)" }
}

extension CaseQuery.Mark {
    /// Each is a partial index.
    var condition: String {
        switch self {
        case .transferred: "c.transferred = 1"
        case .escalated: "c.escalated = 1"
        case .orphaned: "c.orphaned_at > 0"
        case .outsideHours: "c.outside_hours = 1"
        }
    }
}
