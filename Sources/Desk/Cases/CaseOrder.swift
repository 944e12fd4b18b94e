/// One part of a sort: those of its cases that it tells apart by one column. What has no value comes in a last part, whichever way one sorts.
struct CasePart: Equatable {
    /// Which stretches there is an index for: of queue, campaign, agent and state (`created`), of one state, or of the part alone.
    enum Walk { case fine, state, alone }

    let column: String
    let isText: Bool
    let descending: Bool
    let walk: Walk
    /// Holds for all of the part. In the index, where the walk isn't `fine`.
    let condition: String
    /// The only ones there are in it.
    let states: Set<CaseState>

    init(
        _ column: String, _ descending: Bool, _ walk: Walk = .fine, where condition: String = "",
        of states: [CaseState] = CaseState.allCases,
        isText: Bool = false
    ) {
        self.column = column
        self.isText = isText
        self.descending = descending
        self.walk = walk
        self.condition = condition
        self.states = Set(states)
    }
}

extension CaseQuery {
    /// The sort's parts, one after the other. Within each the number decides between equals, the same way round.
    var parts: [CasePart] {
        let down = descending
        func rest(_ condition: String, of states: [CaseState] = CaseState.allCases) -> CasePart {
            CasePart("created_at", down, where: condition, of: states)
        }
        switch sort {
        case .created: return [CasePart("created_at", down)]
        // The newest first: what is asked for and nothing else is what ranks.
        case .relevance: return [CasePart("created_at", true)]
        case .updated: return [CasePart("updated_at", down, .state)]
        case .customer: return [CasePart("last_inbound_at", down, .state, where: "c.last_inbound_at > 0"), rest("c.last_inbound_at = 0")]
        case .from: return [CasePart("from_key", down, .state, isText: true)]
        case .subject:
            return [CasePart("subject_key", down, .state, where: "c.subject_key <> ''", isText: true), rest("c.subject_key = ''")]
        case .unread: return [CasePart("unread_since", down, .alone, where: "c.unread_count > 0"), rest("c.unread_count = 0")]
        case .sla: return [CasePart("sla_due", down, .alone, where: "c.sla_due > 0"), rest("c.sla_due = 0")]
        case .followUp: return [CasePart("follow_up_at", down, .alone, where: "c.follow_up_at > 0"), rest("c.follow_up_at = 0")]
        case .wait:
            return [
                CasePart("queued_at", down, .state, where: "c.state in ('queued', 'offered')", of: [.queued, .offered]),
                rest("", of: [.bot, .open, .waiting, .closed]),
            ]
        case .queuedFirst:
            return [
                CasePart("queued_at", down, .state, where: "c.state in ('queued', 'offered')", of: [.queued]),
                rest("", of: [.bot, .offered, .open, .waiting, .closed]),
            ]
        case .flag:
            let flagged = CasePart("created_at", down, .alone, where: "c.flagged = 1")
            return down ? [flagged, rest("c.flagged = 0")] : [rest("c.flagged = 0"), flagged]
        case .priority:
            let levels = Priority.allCases.map { level in
                level == .medium
                    ? rest("c.priority = 2")
                    : CasePart("created_at", down, .state, where: "c.priority = \(level.rawValue) and c.priority <> 2")
            }
            return down ? levels : levels.reversed()
        }
    }
}
