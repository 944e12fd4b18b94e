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

    /// Fields in a fixed order, joined by spaces: compact, and no parser needed in the log reader's hot loop.
    package var text: String {
        "\(state.rawValue) \(queue) \(campaign) \(agent?.text ?? "-") \(closedBy?.text ?? "-") \(visibility.rawValue) \(point)"
    }
    package init(
        state: CaseState, queue: QueueID, campaign: CampaignID, agent: UserID?, closedBy: UserID?, visibility: Policy.Visibility,
        point: PointID
    ) {
        self.state = state
        self.queue = queue
        self.campaign = campaign
        self.agent = agent
        self.closedBy = closedBy
        self.visibility = visibility
        self.point = point
    }
    /// Nil for an empty text (a case that was not there yet) and for one no version of this program wrote.
    package init?(text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 7, let state = CaseState(rawValue: String(parts[0])),
            let visibility = Policy.Visibility(rawValue: String(parts[5]))
        else { return nil }
        func user(_ part: Substring) -> UserID? { part == "-" ? nil : UserID(String(part)) }
        self.init(
            state: state, queue: QueueID(String(parts[1])), campaign: CampaignID(String(parts[2])), agent: user(parts[3]),
            closedBy: user(parts[4]),
            visibility: visibility, point: PointID(String(parts[6])))
    }

    /// The one predicate of "who sees what" (product §3). `Sight.sql` says the same to the database.
    package func sight(of viewer: Viewer) -> Sight {
        switch viewer.role {
        case .administrator: return .full
        case .supervisor: return visibility == .exclusive ? .card : .full
        case .agent: break
        }
        let isMember = viewer.queues.contains(queue)
        switch state {
        case .bot, .queued:
            guard isMember else { return .none }
            return visibility == .exclusive ? .card : .full
        case .offered:
            if agent == viewer.id { return .full }
            return isMember ? .card : .none
        case .open, .waiting:
            return agent == viewer.id || widened(to: viewer) ? .full : .none
        case .closed:
            return closedBy == viewer.id || widened(to: viewer) ? .full : .none
        }
    }

    private func widened(to viewer: Viewer) -> Bool {
        switch visibility {
        case .exclusive, .assignee: false
        case .queue: viewer.queues.contains(queue)
        case .campaign: viewer.campaigns.contains(campaign)
        case .everyone: true
        }
    }
}

/// The predicate as SQL over `cases c`, for one viewer: equal to `Audience.sight(of:) > .none` (a property test compares the two).
package struct SightSQL {
    package let clause: String
    package let arguments: [String]

    /// `first` is the number of the first placeholder that is free.
    package init(_ viewer: Viewer, first: Int) {
        guard viewer.role == .agent else {
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
        let wide = """
            (c.visibility = 'everyone' or (c.visibility = 'queue' and c.queue_id in \(queues)) \
            or (c.visibility = 'campaign' and c.campaign_id in \(campaigns)))
            """
        clause = """
            ((c.state in ('bot', 'queued', 'offered') and c.queue_id in \(queues)) \
            or (c.state = 'offered' and c.agent_id = \(me)) \
            or (c.state in ('open', 'waiting') and (c.agent_id = \(me) or \(wide))) \
            or (c.state = 'closed' and (c.closed_by = \(me) or \(wide))))
            """
        self.arguments = arguments
    }
}
