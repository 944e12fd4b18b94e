import FoundationEssentials
import Storage

extension Desk {
    /// Why the case is where it is: each decision of routing and of people, oldest first, as data and in words of the viewer's language; while it waits,
    /// its place in the queue too. Throws `case.not_found`.
    package func routing(of reference: CaseReference, for viewer: Viewer) async throws -> [UInt8] {
        let language = Language(rawValue: viewer.locale) ?? .es
        return try await read { transaction in
            let item = try transaction.seenCase(reference, for: viewer)
            let names = Names(transaction)
            var story = RoutingStory()
            var json = JSONText(capacity: 4096)
            try json.object { json in
                json.key("items")
                var steps = try transaction.routingEvents(of: item).map { try story.step($0, names, transaction) }
                let isHeldBack = item.state == .queued && item.isBlocked
                if isHeldBack { steps.append(RoutingStory.heldBack(since: item.changedAt)) }
                json.array(steps) { json, step in step.write(to: &json, language) }
                json.key("queue")
                if item.state == .queued, !isHeldBack { try transaction.place(of: item).write(to: &json) } else { json.null() }
            }
            return json.bytes
        }
    }
}

/// An event of the log that moved the case.
struct RoutingEvent: Sendable {
    let at: Int64
    let kind: String
    let author: String
    let after: Audience
    /// What routing noted, and the code and words of the line that the conversation shows.
    let trace: RoutingTrace.Stored?
    let line: Line?

    struct Line: Decodable, Sendable {
        struct System: Decodable, Sendable {
            let code: String
            let params: [String: String]
        }
        let system: System?
    }
}

extension RoutingTrace {
    /// As it is read back.
    struct Stored: Decodable, Sendable {
        struct Free: Decodable, Sendable {
            let agent: String
            let load: Int64
            let capacity: Int64
            let routedAt: Int64
            let idleSince: Int64
        }
        let rule: Policy.Strategy
        let cause: Cause
        let waited: Int64
        let free: [Free]
    }
}

/// Names of people and queues, each looked up once.
final class Names {
    private let transaction: any Transaction
    private var held: [String: String] = [:]
    init(_ transaction: any Transaction) { self.transaction = transaction }

    func person(_ id: String) throws -> String { try name(id, "select name from users where id = $1") }
    func queue(_ id: QueueID) throws -> String { try name(id.text, "select name from queue where id = $1") }

    func campaign(_ id: String) throws -> String { try name(id, "select name from campaign where id = $1") }
    func tag(_ id: String) throws -> String { try name(id, "select name from tag where id = $1") }

    private func name(_ id: String, _ sql: String) throws -> String {
        if let name = held[id] { return name }
        let name = try transaction.first(sql, [.text(id)]) { $0.text(0) } ?? ""
        held[id] = name
        return name
    }
}

extension Storage.Transaction {
    /// Whoever sees at least its card.
    func seenCase(_ reference: CaseReference, for viewer: Viewer) throws -> Case {
        let (column, value) = reference.look
        let item = try first("select \(Case.columns) from \(Case.tables) where c.\(column) = $1", [value], Case.init(row:))
        guard let item, item.audience.sight(of: viewer) >= .card else { throw DeskError.notFound("case", reference.text) }
        return item
    }

    fileprivate func routingEvents(of item: Case) throws -> [RoutingEvent] {
        let rows = try all(
            """
            select at, kind, author, after, trace, message from event where case_id = $1 and recipient = ''
                and kind in ('case.created', 'case.queued', 'case.offered', 'case.accepted', 'case.released', 'case.transferred', 'case.returned', 'case.reopened', 'message.updated')
            order by version, id limit 200
            """, [.text(item.id.text)]
        ) { (at: $0.int(0), kind: $0.text(1), author: $0.text(2), after: $0.text(3), trace: $0.text(4), message: $0.text(5)) }
        return try rows.compactMap { row in
            guard let after = Audience(text: row.after) else { return nil }
            let line = row.message.isEmpty ? nil : try JSONDecoder().decode(RoutingEvent.Line.self, from: Data(row.message.utf8))
            if row.kind == "message.updated", line?.system?.code != "overflowed" { return nil }
            let trace = row.trace.isEmpty ? nil : try JSONDecoder().decode(RoutingTrace.Stored.self, from: Data(row.trace.utf8))
            return RoutingEvent(at: row.at, kind: row.kind, author: row.author, after: after, trace: trace, line: line)
        }
    }
}
