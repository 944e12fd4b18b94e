import Storage

extension Desk {
    /// What a provider says of a message we sent. Stored always, once per status, also before our own send's answer told us the provider's id.
    package func record(_ receipt: InboundReceipt, account: ChannelAccount) async throws {
        guard receipt.status != .pending, receipt.status != .uncertain else {
            throw DeskError.invalid("status", "receipt.status", "El estado debe ser sent, delivered, read o failed.")
        }
        try await write(by: .system) { try $0.record(receipt, account: account) }
    }
}

extension Change {
    func record(_ receipt: InboundReceipt, account: ChannelAccount) throws {
        switch receipt.target {
        case .message(let id): try record(receipt, message: id, account: account)
        case .provider(let id): try record(receipt, providerID: id, account: account)
        }
    }

    private func record(_ receipt: InboundReceipt, providerID: String, account: ChannelAccount) throws {
        // Locks the provider's id, which the send's answer takes too: whichever comes second finds the other.
        let owner = try first(
            """
            insert into provider_message (account_id, provider_id) values ($1, $2)
            on conflict (account_id, provider_id) do update set attempt = provider_message.attempt returning message_id, attempt
            """, [.text(account.id.text), .text(providerID)]
        ) { (message: $0.text(0), attempt: $0.int(1)) }
        try run(
            "insert into receipt (account_id, provider_id, status, at, reason) values ($1, $2, $3, $4, $5) on conflict do nothing",
            [.text(account.id.text), .text(providerID), .text(receipt.status.rawValue), .integer(receipt.at ?? now), .text(receipt.reason)])
        guard var owner else { return }
        if owner.message.isEmpty, let ours = receipt.ours, try claim(ours, providerID: providerID, account: account) {
            owner = (ours.message.text, ours.attempt)
        }
        guard !owner.message.isEmpty else { return }
        if owner.attempt == 0 { return try settleReaction(to: ID(owner.message), receipt.status) }
        try settle(messageID: owner.message, attempt: owner.attempt, receipt)
    }

    /// The provider gave our own id back before its answer did, or in place of it: from now on its id is known.
    private func claim(_ ours: InboundReceipt.Ours, providerID: String, account: ChannelAccount) throws -> Bool {
        let made =
            ours.attempt == 0
            ? "select 1 from message where id = $1 and account_id = $2"
            : "select 1 from attempt a join message m on m.id = a.message_id where m.id = $1 and m.account_id = $2 and a.number = $3"
        let arguments: [SQLValue] =
            [.text(ours.message.text), .text(account.id.text)] + (ours.attempt == 0 ? [] : [.integer(ours.attempt)])
        guard try first(made, arguments, { $0.int(0) }) != nil else { return false }
        try run(
            "update provider_message set message_id = $3, attempt = $4 where account_id = $1 and provider_id = $2",
            [.text(account.id.text), .text(providerID), .text(ours.message.text), .integer(ours.attempt)])
        if ours.attempt > 0 {
            try run(
                "update attempt set provider_id = $3 where message_id = $1 and number = $2 and provider_id = ''",
                [.text(ours.message.text), .integer(ours.attempt), .text(providerID)])
        }
        return true
    }

    private func record(_ receipt: InboundReceipt, message id: MessageID, account: ChannelAccount) throws {
        let held = try first(
            "select attempt from message where id = $1 and account_id = $2 and direction = 'out'", [.text(id.text), .text(account.id.text)]
        ) { $0.int(0) }
        guard let attempt = held else { throw DeskError.notFound("message", id.text) }
        try settle(messageID: id.text, attempt: attempt, receipt)
    }

    private func settle(messageID: String, attempt: Int64, _ receipt: InboundReceipt) throws {
        guard let caseID = try first("select case_id from message where id = $1", [.text(messageID)], { CaseID($0.text(0)) }) else {
            return
        }
        let item = try touch(.id(caseID), for: .system)
        let held = try first("select \(Message.columns) from message m where m.id = $1", [.text(messageID)], Message.init(row:))
        guard let held else { return }
        try settle(held, attempt: attempt, status: receipt.status, reason: receipt.reason, in: item)
    }

    /// Joins the provider's id to the attempt; receipts that were faster are settled with it.
    func bind(providerID: String, to message: MessageID, attempt: Int64, account: AccountID) throws {
        try run(
            """
            insert into provider_message (account_id, provider_id, message_id, attempt) values ($1, $2, $3, $4)
            on conflict (account_id, provider_id) do update set message_id = excluded.message_id, attempt = excluded.attempt
            """, [.text(account.text), .text(providerID), .text(message.text), .integer(attempt)])
    }

    /// Status is a maximum per attempt; the message shows its newest attempt, but delivered or read of any attempt wins.
    func settle(_ held: Message, attempt: Int64, status: DeliveryStatus, reason: String, providerID: String = "", in item: Case) throws {
        var best = (status, reason)
        let known = try all("select number, status, reason from attempt where message_id = $1", [.text(held.id.text)]) {
            (number: $0.int(0), status: DeliveryStatus(rawValue: $0.text(1)) ?? .pending, reason: $0.text(2))
        }
        if let own = known.first(where: { $0.number == attempt }), own.status > best.0, own.status != .pending {
            best = (own.status, own.reason)
        }
        if !providerID.isEmpty {
            let early = try all(
                "select status, reason from receipt where account_id = $1 and provider_id = $2",
                [.text(held.account.text), .text(providerID)]
            ) {
                (DeliveryStatus(rawValue: $0.text(0)) ?? .pending, $0.text(1))
            }
            for receipt in early where receipt.0 > best.0 { best = receipt }
        }
        try run(
            """
            insert into attempt (message_id, number, at, status, reason, provider_id) values ($1, $2, $3, $4, $5, $6)
            on conflict (message_id, number) do update set status = excluded.status, reason = excluded.reason,
                provider_id = case when excluded.provider_id = '' then attempt.provider_id else excluded.provider_id end
            """,
            [.text(held.id.text), .integer(attempt), .integer(now), .text(best.0.rawValue), .text(best.1), .text(providerID)])

        let fresh = try first("select \(Message.columns) from message m where m.id = $1", [.text(held.id.text)], Message.init(row:)) ?? held
        let others = known.filter { $0.number != attempt }.map(\.status)
        var shown = best
        if attempt < fresh.attempt, best.0 < .delivered {
            return  // an old attempt's lesser news: kept on its row, not shown
        }
        if let arrived = others.filter({ $0 >= .delivered }).max(), arrived > shown.0 { shown = (arrived, "") }
        let held = DeliveryStatus(rawValue: fresh.status) ?? .pending
        if held >= .delivered, held > shown.0 { return }
        guard fresh.status != shown.0.rawValue || fresh.reason != shown.1 else { return }
        let message = try set(status: shown.0.rawValue, reason: shown.1, of: fresh.id, version: item.version)
        let card =
            item.newestMessage == fresh.id.text && item.preview.direction == "out"
            ? try set(item, "preview_status = $2", [.text(shown.0.rawValue)]) : item
        announce(.on(card, "message.status", before: item.audience, message: message.json))
    }

    func set(status: String, reason: String, of id: MessageID, version: Int64) throws -> Message {
        let message = try first(
            "update message set status = $2, reason = $3, version = $4 where id = $1 returning \(Message.returning)",
            [.text(id.text), .text(status), .text(reason), .integer(version)], Message.init(row:))
        guard let message else { throw DeskError.notFound("message", id.text) }
        return message
    }
}
