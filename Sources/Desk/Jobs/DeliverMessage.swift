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
            outcome = .sent(try await channel.send(ticket.outbound(), account: account, secret: secret))
        } catch SendFailure.retry(let after, let reason) {
            outcome =
                job.attempts + 1 >= Backoff.attempts
                ? .failed(reason) : .again(max(after ?? 0, Backoff.delay(attempt: job.attempts)), reason)
        } catch SendFailure.refused(let reason) {
            outcome = .failed(reason)
        } catch SendFailure.unknown(let reason) {
            outcome = .uncertain(reason)
        } catch let error as DeskError {
            outcome = .failed(error.message.description)
        }
        try await endAttempt(job, ticket, outcome)
    }

    private enum Outcome {
        case sent(Sent), again(Int64, String), failed(String), uncertain(String)
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
            if held.attachments != "[]" { try change.extendLease(of: job) }
            return try change.ticket(for: held, attempt: number)
        }
    }

    private func endAttempt(_ job: Job, _ ticket: Ticket, _ outcome: Outcome) async throws {
        try await write(by: .system) { [channels] change in
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
            case .sent(let sent):
                let providerID = sent.providerID
                // The provider's id first: a receipt that came before this answer waits there.
                try change.bind(providerID: providerID, to: ticket.message.id, attempt: ticket.attempt, account: ticket.account)
                let item = try change.touch(.id(ticket.message.caseID), for: .system)
                try change.finish(job)
                try change.settle(ticket.message, attempt: ticket.attempt, status: .sent, reason: "", providerID: providerID, in: item)
                // After it: of two cards of one version the first counts, and the settled one is the true one.
                try change.note(sent.duration, of: ticket.message, in: item)
                if channels.abilities(of: ticket.message.channel).reactions { try change.showEarlyReactions(to: ticket, providerID, item) }
            }
        }
    }
}

extension Change {
    fileprivate func showEarlyReactions(to ticket: Ticket, _ providerID: String, _ item: Case) throws {
        guard let held = try message(ticket.message.id),
            let shown = try shownReactions(target: providerID, on: held, account: ticket.account, item)
        else { return }
        announce(.on(item, "message.reaction", before: item.audience, message: shown.json))
    }

    /// How long a voice note lasts is known once it is made of what was recorded.
    fileprivate func note(_ duration: Double?, of message: Message, in item: Case) throws {
        guard let duration, var file = message.files.first, file.voice == true else { return }
        file.duration = duration
        announce(.on(item, "message.updated", before: item.audience, message: try show(file, in: message, version: item.version).json))
    }

    /// What a channel needs to send one message: the customer's address on its line, the files' content, the id of what it answers.
    fileprivate func ticket(for held: Message, attempt: Int64) throws -> Ticket {
        let number = try first("select number from cases where id = $1", [.text(held.caseID.text)]) { $0.int(0) }
        guard let number else { throw DeskError.notFound("case", held.caseID.text) }
        var contents: [String: StoredFile] = [:]
        for file in held.files {
            contents[file.id] = try first("select sha256, size from attachment where id = $1", [.text(file.id)]) {
                StoredFile(sha256: $0.text(0), size: $0.int(1))
            }
        }
        let answered = held.replyTo.isEmpty ? nil : try transaction.providerID(of: ID(held.replyTo), account: held.account)
        return Ticket(
            message: held, attempt: attempt, caseNumber: number, to: try transaction.address(of: held.point), contents: contents,
            replyTo: answered)
    }
}

extension Storage.Transaction {
    /// Whom to write to, in the provider's own spelling.
    func address(of point: PointID) throws -> Inbound.Sender {
        let found = try first("select kind, value, route, name from contact_point where id = $1", [.text(point.text)]) {
            Inbound.Sender(kind: $0.text(0), value: $0.text(1), name: $0.text(3), route: $0.text(2).isEmpty ? nil : $0.text(2))
        }
        guard let found else { throw DeskError.notFound("contact_point", point.text) }
        return found
    }
}

/// One attempt under way.
struct Ticket: Sendable {
    let message: Message
    let attempt: Int64
    let caseNumber: Int64
    let to: Inbound.Sender
    let contents: [String: StoredFile]
    let replyTo: String?
    var account: AccountID { message.account }

    func outbound() -> Outbound {
        Outbound(
            id: message.id, attempt: attempt, caseNumber: caseNumber, to: to, kind: message.kind, text: message.body,
            files: message.files.map {
                Outbound.File(
                    id: ID($0.id), name: $0.name, type: $0.type, size: $0.size, url: "/api/v1/attachments/\($0.id)",
                    stored: contents[$0.id] ?? StoredFile(sha256: "", size: $0.size), isVoice: $0.voice == true)
            }, replyTo: replyTo)
    }
}
