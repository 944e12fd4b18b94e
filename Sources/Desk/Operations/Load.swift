import Storage

extension Desk {
    /// Fills a database for measurements: customers, cases of every state and their messages, counters kept, in chunks of short transactions.
    /// Needs an organisation with a queue and an account; made rows carry no events.
    package func load(cases total: Int, messagesPerCase: Int = 5, progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
        let plan = try await read { try LoadPlan($0) }
        var done = 0
        while done < total {
            let chunk = min(500, total - done)
            let first = done
            try await write(by: .system) { change in
                try plan.fill(first: first, count: chunk, messages: messagesPerCase, change)
            }
            done += chunk
            progress(done)
        }
    }
}

/// Deterministic rows for case number `n` of a load: one in fifty waits, one in ten is open, the rest closed.
private struct LoadPlan: Sendable {
    let accounts: [(id: String, channel: String, campaign: String, queue: String, visibility: String)]
    let agents: [(id: String, name: String)]
    let day: String

    static let words = [
        "pedido", "entrega", "factura", "garantía", "lámpara", "cambio", "devolución", "dirección", "mañana", "teléfono", "pago", "tarjeta",
        "boleta",
        "recojo", "caja", "dañado", "gracias", "buenas", "consulta", "stock", "color", "mesa", "silla", "espejo", "cliente", "correo",
        "urgente",
    ]

    init(_ transaction: any Transaction) throws {
        accounts = try transaction.all(
            """
            select a.id, a.channel, a.campaign_id, a.queue_id, c.policy from channel_account a join campaign c on c.id = a.campaign_id
            where a.archived_at = 0 order by a.slug
            """, []
        ) { ($0.text(0), $0.text(1), $0.text(2), $0.text(3), try PolicyCache.policy($0.text(4)).visibility.rawValue) }
        agents = try transaction.all(
            "select u.id, u.name from users u where u.archived_at = 0 and exists (select 1 from queue_member m where m.user_id = u.id) order by u.email",
            []
        ) { ($0.text(0), $0.text(1)) }
        day = try Organisation.find(transaction)?.timeZone ?? "UTC"
        guard !accounts.isEmpty, !agents.isEmpty else {
            throw DeskError("load.no_queue", "La base no tiene cuentas ni agentes; créalos antes con ventanilla demo.")
        }
    }

    func fill(first: Int, count: Int, messages: Int, _ change: Change) throws {
        var points = BulkInsert("contact_point", ["id", "kind", "value", "display", "name", "created_at", "touched_at"])
        let isSQLite = change.transaction.engine == .sqlite
        var number = isSQLite ? try change.first("select coalesce(max(number), 0) from cases", []) { $0.int(0) } ?? 0 : 0
        var cases = BulkInsert(
            "cases",
            (isSQLite ? ["number"] : []) + [
                "id", "version", "state", "campaign_id", "queue_id", "account_id", "channel", "point_id", "agent_id", "visibility",
                "scope_key", "birth_scope",
                "created_at", "updated_at", "queued_at", "opened_at", "closed_at", "closed_by", "changed_at", "changed_by",
                "last_message_at",
                "last_inbound_at", "preview_kind", "preview_text", "preview_direction", "unread_count", "unread_since",
                "channels", "last_channel", "inbound_channel",
            ])
        var rows = BulkInsert(
            "message",
            [
                "id", "case_id", "account_id", "point_id", "version", "kind", "direction", "author_kind", "author_id", "author_name",
                "body", "status", "at",
                "place", "channel",
            ])
        for n in first..<first + count {
            let account = accounts[n % accounts.count], agent = agents[n / 7 % agents.count]
            let state: CaseState = n % 50 == 0 ? .queued : n % 10 == 1 ? .open : .closed
            let born = change.now - Int64(n % 100_000) * 60_000 - 86_400_000
            let point = change.newID(), item = change.newID()
            let customer = "Cliente \(n + 1)"
            points.add([
                .text(point), .text("id"), .text("carga-\(point)"), .text("carga-\(n + 1)"), .text(customer), .integer(born),
                .integer(born),
            ])
            var last = ""
            for m in 0..<messages {
                let isInbound = m % 2 == 0
                last = sentence(n * 31 + m * 7)
                rows.add([
                    .text(change.newID()), .text(item), .text(account.id), .text(point), .integer(1), .text("text"),
                    .text(isInbound ? "in" : "out"),
                    .text(isInbound ? "customer" : "agent"), .text(isInbound ? "" : agent.id), .text(isInbound ? customer : agent.name),
                    .text(last),
                    .text(isInbound ? "" : "read"), .integer(born + Int64(m) * 45_000), .integer(16 + Int64(m)),
                    .text(account.channel),
                ])
            }
            number += 1
            let until = born + Int64(messages) * 45_000
            cases.add(
                (isSQLite ? [.integer(number)] : []) + [
                    .text(item), .integer(1), .text(state.rawValue), .text(account.campaign), .text(account.queue), .text(account.id),
                    .text(account.channel),
                    .text(point), state == .open ? .text(agent.id) : .null, .text(account.visibility),
                    state == .closed ? .null : .text("point:\(point) account:\(account.id)"), .text("point:\(point) account:\(account.id)"),
                    .integer(born),
                    .integer(until), .integer(born), .integer(state == .queued ? 0 : born), .integer(state == .closed ? until : 0),
                    state == .closed ? .text(agent.id) : .null, .integer(until), .text("system"), .integer(until), .integer(until),
                    .text("text"),
                    .text(String(last.prefix(200))), .text("in"), .integer(state == .queued ? 1 : 0), .integer(state == .queued ? born : 0),
                    .text("[\"\(account.channel)\"]"), .text(account.channel), .text(account.channel),
                ])
            tally(state, account.queue, agent.id, until, change)
            if state == .open { try change.run("update agent set load = load + 1 where user_id = $1", [.text(agent.id)]) }
        }
        try points.flush(change)
        try cases.flush(change)
        try rows.flush(change)
    }

    private func tally(_ state: CaseState, _ queue: String, _ agent: String, _ closedAt: Int64, _ change: Change) {
        switch state {
        case .queued: change.count("queue:\(queue):waiting", 1)
        case .open:
            change.count("queue:\(queue):open", 1)
            change.count("agent:\(agent):open", 1)
        default:
            change.count("queue:\(queue):closed", 1)
            let organisation = Organisation(id: "", name: "", timeZone: day, locale: "es")
            change.count("agent:\(agent):closed:\(organisation.day(at: closedAt))", 1)
            change.count("queue:\(queue):closed:\(organisation.day(at: closedAt))", 1)
        }
    }

    private func sentence(_ seed: Int) -> String {
        (0..<(6 + seed % 9)).map { Self.words[(seed / 3 + $0 * $0 * 5 + $0) % Self.words.count] }.joined(separator: " ")
    }
}

/// Many rows in few statements of one shape.
private struct BulkInsert {
    private let table: String
    private let columns: [String]
    private var rows: [[SQLValue]] = []

    init(_ table: String, _ columns: [String]) {
        self.table = table
        self.columns = columns
    }
    mutating func add(_ row: [SQLValue]) { rows.append(row) }

    mutating func flush(_ change: Change) throws {
        var rest = rows[...]
        while !rest.isEmpty {
            let part = rest.prefix(rest.count >= 50 ? 50 : 1)
            rest = rest.dropFirst(part.count)
            var place = 0
            let values = part.map { row in
                "("
                    + row.map { _ in
                        place += 1
                        return "$\(place)"
                    }.joined(separator: ", ") + ")"
            }.joined(separator: ", ")
            try change.run("insert into \(table) (\(columns.joined(separator: ", "))) values \(values)", Array(part.joined()))
        }
        rows = []
    }
}
