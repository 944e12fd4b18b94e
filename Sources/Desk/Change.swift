import Storage

/// One verb under way: its transaction, who acts, one `now`, one id maker, and what it will announce.
package final class Change {
    package let transaction: any Transaction
    package let author: Author
    package let now: Int64
    /// Set by verbs that change who may see or do what; clears the cached viewers after commit.
    package var touchedAccess = false
    /// Set by verbs that made, freed or moved a job or a deadline; wakes the runner after commit.
    package var madeWork = false
    private let ids: IDMaker
    private let epoch: Int64
    private var knownOrganisation: Organisation?
    private var events: [Event] = []
    private var counts: [String: Int64] = [:]
    private var seats: [UserID: Int64] = [:]
    private var eager: Set<UserID> = []
    private var misses: Set<UserID> = []
    /// Whom a case of a campaign that makes busy has left: free again, if it was the last one.
    private var relieved: Set<UserID> = []
    /// Cases whose own words changed, and those that are new (true).
    private var reworded: [CaseID: Bool] = [:]
    /// As read in this transaction; forgotten when a part of it is undone.
    var policies: [CampaignID: Policy] = [:]
    /// The cases this verb touched, as they now are: those left waiting are routed, those nobody announced are announced.
    private var held: [CaseID: Case] = [:]

    init(transaction: any Transaction, author: Author, now: Int64, ids: IDMaker, epoch: Int64, organisation: Organisation? = nil) {
        self.transaction = transaction
        self.author = author
        self.now = now
        self.ids = ids
        self.epoch = epoch
        knownOrganisation = organisation
    }

    /// Whose desk this is, from the cache where it is fresh. Throws `organisation.none`.
    package func organisation() throws -> Organisation {
        if let knownOrganisation { return knownOrganisation }
        guard let found = try Organisation.find(transaction) else { throw DeskError.noOrganisation }
        knownOrganisation = found
        return found
    }

    package func id<Of>(_ of: Of.Type = Of.self) -> ID<Of> { ID(ids.make(at: now)) }
    package func newID() -> String { ids.make(at: now) }
    package func announce(_ event: Event) { events.append(event) }
    package func count(_ name: String, _ delta: Int64) { counts[name, default: 0] += delta }

    package func run(_ sql: String, _ arguments: [SQLValue] = []) throws { try transaction.run(sql, arguments) }
    package func first<T>(_ sql: String, _ arguments: [SQLValue], _ map: (borrowing Row) throws -> T) throws -> T? {
        try transaction.first(sql, arguments, map)
    }
    package func all<T>(_ sql: String, _ arguments: [SQLValue], _ map: (borrowing Row) throws -> T) throws -> [T] {
        try transaction.all(sql, arguments, map)
    }

    /// The case with this id or number, touched and locked, if the author may see it at least at `sight` (at `leads`, who supervises it).
    /// Throws `case.not_found` otherwise; nothing of the touch remains then, as the verb ends there.
    package func touch(_ reference: CaseReference, for author: Author? = nil, sight: Sight = .card, leads: Sight? = nil) throws -> Case {
        let (column, value) = reference.look
        let found = try first(
            "update cases set version = version + 1, updated_at = $2 where \(column) = $1 returning \(Case.returning)",
            [value, .integer(now)],
            Case.init(row:))
        guard let item = found else { throw DeskError.notFound("case", reference.text) }
        if !item.mergedInto.isEmpty, let viewer = (author ?? self.author).viewer, try isLed(viewer, from: item) { throw try merged(item) }
        if let viewer = (author ?? self.author).viewer,
            item.audience.sight(of: viewer) < (viewer.leads(item.campaign) ? leads ?? sight : sight)
        {
            throw DeskError.notFound("case", reference.text)
        }
        hold(item)
        return item
    }

    /// A case that a verb made, or touched by a statement of its own.
    package func hold(_ item: Case) {
        if item.version == 1 { reworded[item.id] = true }
        held[item.id] = item
    }

    /// Writes columns of a touched case and gives it back as it now is. `assignments` uses `$2…`; `$1` is the id.
    package func set(_ item: Case, _ assignments: String, _ arguments: [SQLValue] = []) throws -> Case {
        let updated = try first(
            "update cases set \(assignments) where id = $1 returning \(Case.returning)", [.text(item.id.text)] + arguments, Case.init(row:))
        guard let updated else { throw DeskError.notFound("case", item.id.text) }
        hold(updated)
        if CaseWords.differ(item, updated), reworded[item.id] == nil { reworded[item.id] = false }
        if updated.queue != item.queue { try moveFound(of: item.id, from: item.queue, to: updated.queue) }
        return updated
    }

    /// Moves a touched case along the table; an illegal move is `case.state`, with the state it is in and who changed it when.
    /// `seatTaken` says that routing has counted the agent's seat already.
    package func move(
        _ item: Case, by transition: Transition, to state: CaseState, _ assignments: String = "", _ arguments: [SQLValue] = [],
        seatTaken: Bool = false
    ) throws -> Case {
        guard transition.sources.contains(item.state), transition.target.contains(state) else { throw try illegal(item) }
        let more = (assignments.isEmpty ? [] : [assignments]) + tidied(item, going: state)
        let next = arguments.count + 2
        let moved = try set(
            item,
            "version = version + 1, state = $\(next), changed_at = $\(next + 1), changed_by = $\(next + 2)\(more.map { ", " + $0 }.joined())",
            arguments + [.text(state.rawValue), .integer(now), .text(author.label)])
        if item.transferred, state == .open || state == .closed { try settleTransfer(of: moved) }
        tally(from: item, to: moved)
        if !seatTaken { seat(from: item, to: moved) }
        if item.makesBusy, item.state == .open, let agent = item.agent, moved.state != .open || moved.agent != agent {
            relieved.insert(agent)
        }
        if moved.makesBusy, moved.state == .open, item.state != .open, let agent = moved.agent { try makeBusy(agent) }
        return moved
    }

    /// What ends with the standing that a case leaves: each mark until somebody acts on it, a snooze with its waiting.
    private func tidied(_ item: Case, going state: CaseState) -> [String] {
        var ends: [String] = []
        let isTaken = state == .open || state == .closed
        if item.state == .waiting, state != .waiting { ends.append("wake_at = 0, waiting_reason = ''") }
        if item.unansweredAt > 0, isTaken || state == .offered { ends.append("unanswered_at = 0") }
        if item.overflowed, isTaken { ends.append("overflowed = 0") }
        if item.transferred, isTaken { ends.append("transferred = 0") }
        if item.state == .open || item.state == .waiting, state != .open, state != .waiting {
            ends.append("silence_at = 0, silence_warned = 0")
        }
        if item.escalated, state == .closed || author.viewer?.leads(item.campaign) == true { ends.append("escalated = 0, escalation = ''") }
        return ends
    }

    package func illegal(_ item: Case) throws -> DeskError {
        if !item.mergedInto.isEmpty { return try merged(item) }
        var extra = ["state": "\"\(item.state.rawValue)\"", "at": "\"\(Timestamp.text(item.changedAt))\"", "by": "null"]
        var name: String?
        if !item.changedBy.contains(":"), item.changedBy != "system" {
            name = try first("select name from users where id = $1", [.text(item.changedBy)]) { $0.text(0) }
            var json = JSONText()
            json.object {
                $0.field("id", item.changedBy)
                $0.field("name", name)
            }
            extra["by"] = json.text
        }
        let state = item.state.rawValue, since = Timestamp.text(item.changedAt)
        let sentence =
            name.map { Phrase("El caso #\(item.number) está en estado \(state) desde \(since) por \($0); esa acción no corresponde.") }
            ?? Phrase("El caso #\(item.number) está en estado \(state) desde \(since); esa acción no corresponde.")
        return DeskError("case.state", sentence, extra: extra)
    }

    /// A part of the verb that may fail for its content alone: what it did, and what it would have announced, is undone, and the rest goes on.
    func part<T>(_ body: () throws -> T) throws -> T {
        let kept = (events, counts, seats, eager, misses, relieved, held, touchedAccess, madeWork, reworded)
        do {
            return try transaction.savepoint(body)
        } catch {
            (events, counts, seats, eager, misses, relieved, held, touchedAccess, madeWork, reworded) = kept
            policies = [:]
            throw error
        }
    }

    func finish() throws {
        for agent in relieved.sorted(by: { $0.text < $1.text }) { try relieve(agent) }
        try settle()
        for (id, isNew) in reworded.sorted(by: { $0.key.text < $1.key.text }) { if let item = held[id] { try index(item, isNew: isNew) } }
        let announced = Set(events.compactMap { $0.recipient == nil ? $0.caseID : nil })
        for item in held.values where !announced.contains(item.id) { announce(.on(item, "case.updated", before: item.audience)) }
        try Counters.add(counts.filter { $0.value != 0 }, transaction)
        try EventLog.append(events, at: now, epoch: epoch, author: author.label, transaction)
    }

    /// Seats that this verb took or freed, agents it made eligible, cases it left waiting: settled last, queues by ascending id, then agents.
    private func settle() throws {
        let waiting = held.values.filter { $0.state == .queued }
        // Who accepts an offer keeps the seat that it had.
        seats = seats.filter { $0.value != 0 }
        guard !seats.isEmpty || !eager.isEmpty || !waiting.isEmpty else { return }
        if seats.isEmpty, eager.isEmpty, waiting.count == 1 { return try waiting.forEach(routeAdded) }
        let freed = Set(seats.filter { $0.value < 0 }.keys).union(eager).sorted { $0.text < $1.text }
        let served = try freed.flatMap { try ServedQueue.ids(of: $0, transaction) }
        for queue in Set(served).union(waiting.map(\.queue)).sorted(by: { $0.text < $1.text }) { try lock(queue: queue) }
        // What was read of rules and lanes before the locks may have changed while they were waited for.
        policies = [:]
        for agent in Set(seats.keys).union(eager).sorted(by: { $0.text < $1.text }) {
            try transaction.post(
                "update agent set load = load + $2, missed = missed + $3, idle_since = case when $2 = 0 then idle_since else $4 end where user_id = $1",
                [.text(agent.text), .integer(seats[agent] ?? 0), .integer(misses.contains(agent) ? 1 : 0), .integer(now)])
        }
        // First in line first: a freed seat may belong to another case than the one this verb left waiting.
        for agent in freed { try fill(agent, from: ServedQueue.all(of: agent, transaction)) }
        for item in waiting.sorted(by: { ($0.priority.rawValue, $0.queuedAt, $0.number) < ($1.priority.rawValue, $1.queuedAt, $1.number) })
        where held[item.id]?.state == .queued {
            try route(item)
        }
    }

    private func seat(from old: Case, to new: Case) {
        if old.state.isLoad, let agent = old.agent { seats[agent, default: 0] -= old.weight }
        if new.state.isLoad, let agent = new.agent { seats[agent, default: 0] += new.weight }
    }
    /// An offer to this agent ended unanswered; counted with their seat.
    package func missed(by agent: UserID) { misses.insert(agent) }
    /// An agent who may now take offers: looked after when the verb ends.
    package func isEligible(_ agent: UserID) { eager.insert(agent) }

    /// Every count the screen shows is a row kept by the same transaction.
    func tally(from old: Case, to new: Case) {
        tally(new, 1)
        tally(old, -1)
    }
    package func tally(_ item: Case, _ sign: Int64) {
        let queue = "queue:\(item.queue):"
        switch item.state {
        case .queued, .offered: count(queue + "waiting", sign)
        case .open, .waiting:
            count(queue + "open", sign)
            if let agent = item.agent { count("agent:\(agent):open", sign) }
        case .bot: break
        case .closed: count(queue + "closed", sign)
        }
    }
}
