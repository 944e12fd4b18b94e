import Storage

/// How one line is doing, from what is on record of it.
package struct LineHealth: Sendable {
    package enum State: String, Sendable { case ok, warning, failing }
    package let lastInboundAt: Int64
    package let lastOutboundAt: Int64
    package let failed24h: Int64
    package let journalFailures: Int64
    package let state: State
    package let reason: String?

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("lastInboundAt", time: lastInboundAt)
            json.field("lastOutboundAt", time: lastOutboundAt)
            json.field("failed24h", failed24h)
            json.field("journalFailures", journalFailures)
            json.field("state", state.rawValue)
            json.field("reason", reason)
        }
    }
}

extension Desk {
    /// For administrators, and for supervisors of the line's campaign. Throws `account.not_found`, `forbidden`.
    package func health(of id: AccountID, for viewer: Viewer) async throws -> LineHealth {
        try viewer.require(.read)
        let account = try await account(id.text)
        guard
            viewer.leads(account.campaign)
        else { throw DeskError.forbidden("El estado de una línea lo ven sus supervisores y los administradores.") }
        let day = now() - 86_400_000
        return try await read { transaction in
            let line: [SQLValue] = [.text(account.id.text)]
            let inbound = try transaction.first("select max(at) from journal where account_id = $1 and state <> 'refused'", line) {
                $0.intOrNil(0)
            }
            let outbound = try transaction.first("select max(at) from message where account_id = $1 and direction = 'out'", line) {
                $0.intOrNil(0)
            }
            let newest = try transaction.all(
                "select status, reason from message where account_id = $1 and direction = 'out' and at > $2 order by at desc, id desc limit 1000",
                line + [.integer(day)]
            ) { (status: $0.text(0), reason: $0.text(1)) }
            let unread = try transaction.first(
                "select count(*) from journal where account_id = $1 and state in ('partly', 'refused') and at > $2", line + [.integer(day)]
            ) { $0.int(0) }
            // Tried and not taken: they will be tried again, and until then nothing else tells.
            let refused =
                try newest.contains { $0.status == DeliveryStatus.pending.rawValue }
                ? transaction.first(
                    """
                    select a.reason from message m join attempt a on a.message_id = m.id and a.number = m.attempt
                    where m.account_id = $1 and m.direction = 'out' and m.status = 'pending' and a.status = 'failed' and m.at > $2
                    order by m.at desc, m.id desc limit 1
                    """, line + [.integer(day)]
                ) { $0.text(0) } : nil
            return LineHealth(
                inbound: (inbound ?? nil) ?? 0, outbound: (outbound ?? nil) ?? 0, newest: newest, refused: refused,
                journalFailures: unread ?? 0,
                isPushed: account.channel == "whatsapp", hasSecret: account.hasSecret)
        }
    }
}

extension LineHealth {
    fileprivate init(
        inbound: Int64, outbound: Int64, newest: [(status: String, reason: String)], refused: String?, journalFailures: Int64,
        isPushed: Bool, hasSecret: Bool
    ) {
        lastInboundAt = inbound
        lastOutboundAt = outbound
        self.journalFailures = journalFailures
        let failed = newest.filter { $0.status == DeliveryStatus.failed.rawValue }
        failed24h = Int64(failed.count)
        let settled = newest.filter { $0.status != DeliveryStatus.pending.rawValue }.prefix(3)
        if isPushed, !hasSecret {
            (state, reason) = (.failing, "Faltan las credenciales de la cuenta.")
        } else if settled.count == 3, settled.allSatisfy({ $0.status == DeliveryStatus.failed.rawValue }) {
            (state, reason) = (.failing, "Los últimos mensajes fallaron: \(settled[0].reason)")
        } else if let refused {
            (state, reason) = (.warning, "Hay mensajes que el proveedor todavía no toma: \(refused)")
        } else if journalFailures > 0 {
            (state, reason) = (.warning, "Hay entregas del proveedor sin procesar; míralas en el diario de la cuenta.")
        } else if let last = failed.first {
            (state, reason) = (.warning, "Hubo mensajes fallidos en las últimas 24 horas: \(last.reason)")
        } else {
            (state, reason) = (.ok, nil)
        }
    }
}
