/// Where a case stands, and the only ways from one standing to the next (product §2).
package enum CaseState: String, Sendable, Codable, CaseIterable {
    case bot, queued, offered, open, waiting, closed

    package var isHeld: Bool { self == .offered || self == .open || self == .waiting }
    /// Counts toward the agent's load: waiting ones don't.
    package var isLoad: Bool { self == .offered || self == .open }
}

/// What moves a case. Later capabilities add rows to `sources`, never a second table.
package enum Transition: String, Sendable, CaseIterable {
    case handOff, takeFromBot, offer, pick, accept, decline, release, assign, transfer, undo, requeue, snooze, wake, close, reopen

    package var sources: Set<CaseState> {
        switch self {
        case .handOff, .takeFromBot: [.bot]
        case .offer, .pick: [.queued]
        case .undo: [.queued, .offered]
        case .accept, .decline: [.offered]
        case .release: [.open, .waiting]
        case .requeue: [.open, .waiting, .offered]
        case .assign, .transfer: [.queued, .offered, .open, .waiting]
        case .snooze: [.open]
        case .wake: [.waiting]
        case .close: [.bot, .queued, .offered, .open, .waiting]
        case .reopen: [.closed]
        }
    }
    package var target: [CaseState] {
        switch self {
        case .handOff, .decline, .release, .requeue: [.queued]
        case .transfer: [.queued, .offered, .open]
        case .takeFromBot, .pick, .accept, .wake: [.open]
        case .offer: [.offered]
        case .assign: [.offered, .open]
        case .snooze: [.waiting]
        case .close: [.closed]
        case .reopen, .undo: [.open, .queued]
        }
    }
}
