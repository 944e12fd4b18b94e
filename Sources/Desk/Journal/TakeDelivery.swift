import Logging
import Storage

/// What one delivery came to.
package struct Taken: Sendable, Equatable {
    package let journal: String
    package let items: Int
    package let failures: [JournalFailure]
}

extension Desk {
    /// Takes one delivery of a provider: its journal row first, then each item on its own, all in one transaction. An item that fails for its
    /// content is marked, never lost, and never makes the provider repeat the others. Throws `signature.refused`; any other error means that
    /// nothing was kept, and that the provider should come again.
    package func take(_ delivery: Delivery, channel name: String, account reference: String) async throws -> Taken {
        let account = try await account(reference)
        guard account.channel == name else { throw DeskError("account.not_found", "La cuenta «\(account.slug)» no es de «\(name)».") }
        let channel = try channels.channel(name)
        do {
            try channel.verify(delivery, secret: try await secret(of: account))
        } catch let refusal as DeskError where refusal.code == "signature.refused" {
            try await keepRefused(delivery, refusal, account)
            throw refusal
        }
        let reading = await prepare(delivery, channel, account)
        let id = ids.make(at: now())
        let abilities = abilitiesByChannel
        return try await write(by: .system) { change in
            try change.run(
                "insert into journal (id, account_id, at, body, headers, state, items, summary) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                [
                    .text(id), .text(account.id.text), .integer(change.now), .blob(delivery.body), .text(delivery.journalHeaders),
                    .text(reading.state.rawValue), .integer(Int64(reading.items.count)), .text(reading.summary),
                ])
            let failures = try change.apply(reading, abilities)
            if !failures.isEmpty { try change.mark(id, failures, reading) }
            return Taken(journal: id, items: reading.items.count, failures: failures)
        }
    }

    /// Applies a kept delivery again; what is here already stays as it is.
    /// Throws `journal.not_found`, and `signature.refused` for one whose signature is still wrong.
    package func replay(_ id: String, of account: AccountID, by viewer: Viewer) async throws -> Taken {
        try Author.staff(viewer).requireAdministrator()
        let account = try await self.account(account.text)
        let found = try await read { try JournalEntry.find(id, of: account.id, $0) }
        guard let entry = found else { throw DeskError.noJournal }
        let channel = try channels.channel(account.channel)
        let delivery = entry.delivery
        if entry.failures.contains(where: { $0.code == "signature.refused" }) {
            try channel.verify(delivery, secret: try await secret(of: account))
        }
        let reading = await prepare(delivery, channel, account)
        let abilities = abilitiesByChannel
        return try await write(by: .system) { change in
            try change.audit("journal.replayed", target: id)
            let failures = try change.apply(reading, abilities)
            try change.mark(id, failures, reading)
            return Taken(journal: id, items: reading.items.count, failures: failures)
        }
    }

    private var abilitiesByChannel: [String: Abilities] {
        Dictionary(uniqueKeysWithValues: channels.names.map { ($0, channels.abilities(of: $0)) })
    }

    /// Everything that needs no lock, before the transaction: reading, addresses, files' ids, whose line each item is for.
    private func prepare(_ delivery: Delivery, _ channel: any Channel, _ account: ChannelAccount) async -> JournalReading {
        let items: [DeliveredItem]
        do {
            items = try channel.read(delivery, account: account)
        } catch {
            return JournalReading(items: [], summary: "", refusal: JournalFailure(index: 0, error, log))
        }
        var parts: [JournalReading.Part] = []
        for (index, item) in items.enumerated() {
            do {
                let line = try await self.line(of: item, account)
                parts.append(JournalReading.Part(index: index, step: try await step(of: item, line), account: line))
            } catch {
                parts.append(JournalReading.Part(index: index, step: .failed(JournalFailure(index: index, error, log)), account: account))
            }
        }
        return JournalReading(items: parts, summary: JournalReading.summary(of: items), refusal: nil)
    }

    /// One address at a provider may serve several of its lines: each item goes to its own, if that has the same secret.
    private func line(of item: DeliveredItem, _ account: ChannelAccount) async throws -> ChannelAccount {
        guard !item.line.isEmpty, let own = account.settings.phoneNumberId, own != item.line else { return account }
        let other = try await accountsByID().values.first {
            $0.channel == account.channel && $0.archivedAt == 0 && $0.settings.phoneNumberId == item.line
        }
        guard let other, try await sharesSecret(account, other) else {
            throw DeskError("account.other", "Es del número «\(item.line.prefix(40))», y esta cuenta atiende el «\(own)».")
        }
        return other
    }

    private func sharesSecret(_ a: ChannelAccount, _ b: ChannelAccount) async throws -> Bool {
        let mine = ChannelSecrets(try await secret(of: a)).values["appSecret"]
        let theirs = ChannelSecrets(try await secret(of: b)).values["appSecret"]
        return mine != nil && mine == theirs
    }

    private func step(of item: DeliveredItem, _ account: ChannelAccount) async throws -> JournalReading.Step {
        switch item.content {
        case .message(let inbound):
            let address = try PointValue.normalise(
                kind: inbound.sender.kind, value: inbound.sender.value, country: account.settings.country)
            return .message(inbound, address, try await files(of: inbound))
        case .receipt(let receipt): return .receipt(receipt)
        case .reaction(let reaction, let sender):
            let address = try PointValue.normalise(kind: sender.kind, value: sender.value, country: account.settings.country)
            return .reaction(reaction, sender, address)
        case .line(let line, let sender):
            let address = try PointValue.normalise(kind: sender.kind, value: sender.value, country: account.settings.country)
            return .line(line, sender, address)
        case .notice: return .nothing
        case .unreadable(let error): throw error
        }
    }
}

extension Change {
    /// Messages by their sender, receipts by their target: two deliveries that hold the same customers lock them in the same order.
    fileprivate func apply(_ reading: JournalReading, _ abilities: [String: Abilities]) throws -> [JournalFailure] {
        if let refusal = reading.refusal { return [refusal] }
        var failures: [JournalFailure] = []
        for item in reading.items.enumerated().sorted(by: { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }).map(\.element) {
            if let failure = try apply(item, abilities[item.account.channel] ?? Abilities()) { failures.append(failure) }
        }
        return failures.sorted { $0.index < $1.index }
    }

    private func apply(_ item: JournalReading.Part, _ abilities: Abilities) throws -> JournalFailure? {
        for turn in 0... {
            do {
                try part {
                    switch item.step {
                    case .message(let inbound, let address, let files):
                        _ = try receive(inbound, from: address, files: files, account: item.account, abilities: abilities)
                    case .receipt(let receipt): try record(receipt, account: item.account)
                    case .reaction(let reaction, let sender, let address):
                        try receive(reaction, from: sender, address, account: item.account)
                    case .line(let line, let sender, let address): try receive(line, from: sender, address, account: item.account)
                    case .nothing, .failed: return
                    }
                }
                if case .failed(let failure) = item.step { return failure }
                return nil
            } catch is RepeatedDelivery where turn < 5 {
                continue  // another delivery of it committed first: look again, and find it
            } catch let error as StorageError where error.isUnique && turn < 5 {
                continue
            } catch let error as StorageError where !error.concernsContent {
                throw error
            } catch {
                return JournalFailure(index: item.index, error, nil)
            }
        }
        return nil
    }

    fileprivate func mark(_ id: String, _ failures: [JournalFailure], _ reading: JournalReading) throws {
        try run(
            "update journal set state = $2, failures = $3, items = $4, summary = $5 where id = $1",
            [
                .text(id), .text((failures.isEmpty ? JournalState.done : reading.refusal == nil ? .partly : .refused).rawValue),
                .text(JournalFailure.json(of: failures)), .integer(Int64(reading.items.count)), .text(reading.summary),
            ])
    }
}
