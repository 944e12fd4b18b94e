import Storage

extension Desk {
    /// Sends one message by its channel: the attempt is on record before the call, its outcome after, the call itself outside any transaction.
    /// A second transaction finds an attempt of a dead process begun and not ended: nobody knows what became of it, so it is `uncertain`.
    func deliver(_ job: Job) async throws {
        guard let ticket = try await beginAttempt(job) else { return }
        let outcome: Outcome
        do {
            let account = try await account(ticket.account.text)
            let channel = try channels.channel(account.channel)
            let secret = try await secret(of: account)
            outcome = .sent(try await channel.send(ticket.outbound(), account: account, secret: secret).providerID)
        } catch SendFailure.retry(let after, let reason) {
            outcome =
                job.attempts + 1 >= Backoff.attempts
                ? .failed(reason) : .again(max(after ?? 0, Backoff.delay(attempt: job.attempts)), reason)
        } catch SendFailure.refused(let reason) {
            outcome = .failed(reason)
        } catch SendFailure.unknown(let reason) {
            outcome = .uncertain(reason)
        } catch let error as DeskError {
            outcome = .failed(error.message)
        }
        try await endAttempt(job, ticket, outcome)
    }

    /// A new attempt by hand, of a message whose fate is failed or unknown.
    package func retry(_ reference: CaseReference, message id: MessageID, by viewer: Viewer) async throws -> [UInt8] {
        try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference, sight: .full)
            guard item.agent == viewer.id, item.state == .open || item.state == .waiting else { throw try change.illegal(item) }
            let held = try change.first(
                "select \(Message.columns) from message m where m.id = $1 and m.case_id = $2", [.text(id.text), .text(item.id.text)],
                Message.init(row:))
            guard let held, held.direction == "out" else { throw DeskError.notFound("message", id.text) }
            guard held.status == DeliveryStatus.failed.rawValue || held.status == DeliveryStatus.uncertain.rawValue else {
                throw DeskError("message.not_failed", "Ese mensaje está «\(held.status)»; solo se reintenta uno fallido o incierto.")
            }
            let message = try change.set(status: DeliveryStatus.pending.rawValue, reason: "", of: held.id, version: item.version)
            try change.enqueue(.deliver, lane: item.id.text, data: id.text)
            change.announce(.on(item, "message.status", before: item.audience, message: message.json))
            var json = JSONText()
            message.write(to: &json)
            return json.bytes
        }
    }

    private enum Outcome {
        case sent(String), again(Int64, String), failed(String), uncertain(String)
    }

    private func beginAttempt(_ job: Job) async throws -> Ticket? {
        try await write(by: .system) { change in
            let held = try change.first("select \(Message.columns) from message m where m.id = $1", [.text(job.data)], Message.init(row:))
            guard let held, held.status == DeliveryStatus.pending.rawValue else {
                try change.finish(job)
                return nil
            }
            let unfinished = try change.first(
                "select number from attempt where message_id = $1 and status = 'pending'", [.text(held.id.text)]
            ) { $0.int(0) }
            if let unfinished {
                let item = try change.touch(.id(held.caseID), for: .system)
                try change.finish(job)
                try change.settle(
                    held, attempt: unfinished, status: .uncertain, reason: "El servidor se detuvo mientras enviaba.", in: item)
                return nil
            }
            let number = held.attempt + 1
            try change.run(
                "insert into attempt (message_id, number, at, status) values ($1, $2, $3, 'pending')",
                [.text(held.id.text), .integer(number), .integer(change.now)])
            try change.run("update message set attempt = $2 where id = $1", [.text(held.id.text), .integer(number)])
            let item = try change.first(
                "select \(Case.columns) from \(Case.tables) where c.id = $1", [.text(held.caseID.text)], Case.init(row:))
            guard let item else { throw DeskError.notFound("case", held.caseID.text) }
            return Ticket(message: held, attempt: number, item: item)
        }
    }

    private func endAttempt(_ job: Job, _ ticket: Ticket, _ outcome: Outcome) async throws {
        try await write(by: .system) { change in
            switch outcome {
            case .again(let delay, let reason):
                // The provider took nothing: the attempt is over, the message still pending.
                try change.run(
                    "update attempt set status = 'failed', reason = $3 where message_id = $1 and number = $2",
                    [.text(ticket.message.id.text), .integer(ticket.attempt), .text(reason)])
                try change.postpone(job, by: delay)
            case .failed(let reason):
                let item = try change.touch(.id(ticket.message.caseID), for: .system)
                try change.finish(job)
                try change.settle(ticket.message, attempt: ticket.attempt, status: .failed, reason: reason, in: item)
            case .uncertain(let reason):
                let item = try change.touch(.id(ticket.message.caseID), for: .system)
                try change.finish(job)
                try change.settle(ticket.message, attempt: ticket.attempt, status: .uncertain, reason: reason, in: item)
            case .sent(let providerID):
                // The provider's id first: a receipt that came before this answer waits there.
                try change.bind(providerID: providerID, to: ticket)
                let item = try change.touch(.id(ticket.message.caseID), for: .system)
                try change.finish(job)
                try change.settle(ticket.message, attempt: ticket.attempt, status: .sent, reason: "", providerID: providerID, in: item)
            }
        }
    }
}

/// One attempt under way.
struct Ticket: Sendable {
    let message: Message
    let attempt: Int64
    let item: Case
    var account: AccountID { message.account }

    func outbound() -> Outbound {
        Outbound(
            id: message.id, attempt: attempt, caseNumber: item.number,
            to: Inbound.Sender(kind: item.pointKind, value: item.pointValue, name: item.contactName), kind: message.kind,
            text: message.body,
            files: message.files.map {
                Outbound.File(id: ID($0.id), name: $0.name, type: $0.type, size: $0.size, url: "/api/v1/attachments/\($0.id)")
            })
    }
}
