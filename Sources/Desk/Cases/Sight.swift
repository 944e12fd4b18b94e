/// How much of a case someone sees: nothing, the row without its preview, or all of it.
package enum Sight: Int, Sendable, Comparable {
    case none, card, full
    package static func < (a: Sight, b: Sight) -> Bool { a.rawValue < b.rawValue }
}

/// Who could see a case at one moment: stored with every event, and read off a row by the same names.
package struct Audience: Sendable, Equatable {
    package var state: CaseState
    package var queue: QueueID
    package var campaign: CampaignID
    package var agent: UserID?
    package var closedBy: UserID?
    package var visibility: Policy.Visibility
    package var point: PointID
    /// The line, while its bot has the case.
    package var line: AccountID?

    /// Fields in a fixed order, joined by spaces: compact, and no parser needed in the log reader's hot loop.
    package var text: String {
        let people = "\(agent?.text ?? "-") \(closedBy?.text ?? "-")"
        return "\(state.rawValue) \(queue) \(campaign) \(people) \(visibility.rawValue) \(point)" + (line.map { " \($0)" } ?? "")
    }
    package init(
        state: CaseState, queue: QueueID, campaign: CampaignID, agent: UserID?, closedBy: UserID?, visibility: Policy.Visibility,
        point: PointID, line: AccountID? = nil
    ) {
        self.state = state
        self.queue = queue
        self.campaign = campaign
        self.agent = agent
        self.closedBy = closedBy
        self.visibility = visibility
        self.point = point
        self.line = line
    }
    /// Nil for an empty text (a case that was not there yet) and for one no version of this program wrote.
    package init?(text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 7 || parts.count == 8, let state = CaseState(rawValue: String(parts[0])),
            let visibility = Policy.Visibility(rawValue: String(parts[5]))
        else { return nil }
        func user(_ part: Substring) -> UserID? { part == "-" ? nil : UserID(String(part)) }
        self.init(
            state: state, queue: QueueID(String(parts[1])), campaign: CampaignID(String(parts[2])), agent: user(parts[3]),
            closedBy: user(parts[4]),
            visibility: visibility, point: PointID(String(parts[6])), line: parts.count == 8 ? AccountID(String(parts[7])) : nil)
    }

    package func sight(of viewer: Viewer) -> Sight {
        Sight(
            of: viewer, state: state, visibility: visibility, queue: queue, campaign: campaign, agent: agent, closer: closedBy,
            line: line)
    }
}

extension Sight {
    /// The one predicate of "who sees what" (product §3). `SightSQL` says the same to the database. Only what the answer hangs on is read.
    init(
        of viewer: Viewer, state: CaseState, visibility: Policy.Visibility, queue: @autoclosure () -> QueueID,
        campaign: @autoclosure () -> CampaignID, agent: @autoclosure () -> UserID?, closer: @autoclosure () -> UserID?,
        line: @autoclosure () -> AccountID?
    ) {
        if let lines = viewer.botLines {
            self = state == .bot && line().map(lines.contains) == true ? .full : .none
            return
        }
        var isWidened: Bool {
            switch visibility {
            case .exclusive, .assignee: false
            case .queue: viewer.queues.contains(queue())
            case .campaign: viewer.campaigns.contains(campaign())
            case .everyone: true
            }
        }
        if viewer.leads(campaign()) {
            self = viewer.role == .supervisor && visibility == .exclusive ? .card : .full
            return
        }
        switch state {
        case .bot, .queued:
            self = !viewer.queues.contains(queue()) ? .none : visibility == .exclusive ? .card : .full
        case .offered:
            self = agent() == viewer.id ? .full : viewer.queues.contains(queue()) ? .card : .none
        case .open, .waiting: self = agent() == viewer.id || isWidened ? .full : .none
        case .closed: self = closer() == viewer.id || isWidened ? .full : .none
        }
    }
}

/// The predicate as SQL over `cases c`, for one viewer: equal to `Audience.sight(of:) > .none` (a property test compares the two).
package struct SightSQL {
    package let clause: String
    package let arguments: [String]

    /// `first` is the number of the first placeholder that is free.
    package init(_ viewer: Viewer, first: Int) {
        if let lines = viewer.botLines {
            arguments = lines.map(\.text).sorted()
            let places = arguments.indices.map { "$\(first + $0)" }.joined(separator: ", ")
            clause = arguments.isEmpty ? "1 = 0" : "(c.state = 'bot' and c.account_id in (\(places)))"
            return
        }
        if viewer.leadsAll {
            clause = "1 = 1"
            arguments = []
            return
        }
        var arguments = [viewer.id.text]
        let me = "$\(first)"
        func list(_ ids: [String]) -> String {
            guard !ids.isEmpty else { return "('')" }
            let from = first + arguments.count
            arguments += ids
            return "(" + ids.indices.map { "$\(from + $0)" }.joined(separator: ", ") + ")"
        }
        let queues = list(viewer.queues.map(\.text).sorted())
        let campaigns = list(viewer.campaigns.map(\.text).sorted())
        let led = viewer.led.map { "c.campaign_id in \(list($0.map(\.text).sorted())) or " } ?? ""
        let wide = """
            (c.visibility = 'everyone' or (c.visibility = 'queue' and c.queue_id in \(queues)) \
            or (c.visibility = 'campaign' and c.campaign_id in \(campaigns)))
            """
        clause = """
            (\(led)(c.state in ('bot', 'queued', 'offered') and c.queue_id in \(queues)) \
            or (c.state = 'offered' and c.agent_id = \(me)) \
            or (c.state in ('open', 'waiting') and (c.agent_id = \(me) or \(wide))) \
            or (c.state = 'closed' and (c.closed_by = \(me) or \(wide))))
            """
        self.arguments = arguments
    }
}
