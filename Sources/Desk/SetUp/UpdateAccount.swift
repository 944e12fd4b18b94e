import Storage

/// Nil leaves it.
package struct AccountChanges: Sendable {
    package enum Secret: Sendable {
        case keep, remove, replace(String)
    }
    package var slug: String?
    package var alias: String?
    package var address: String?
    /// May be another campaign's: the account goes there with it.
    package var queue: QueueID?
    /// Made of the settings as they stand when the change is written: of two who change different ones at once both succeed.
    package var settings: (@Sendable (AccountSettings) throws -> AccountSettings)?
    package var secret: Secret
    /// By name; nil under a name takes it away, names left out stay.
    package var secrets: [String: String?]
    package var archived: Bool?

    package init(
        slug: String? = nil, alias: String? = nil, address: String? = nil, queue: QueueID? = nil,
        settings: (@Sendable (AccountSettings) throws -> AccountSettings)? = nil, secret: Secret = .keep, secrets: [String: String?] = [:],
        archived: Bool? = nil
    ) {
        self.slug = slug
        self.alias = alias
        self.address = address
        self.queue = queue
        self.settings = settings
        self.secret = secret
        self.secrets = secrets
        self.archived = archived
    }
}

extension Desk {
    /// Throws `account.not_found`, `account.slug_taken`, `account.in_use` (cases without end), `queue.not_found`, `request.invalid`, `forbidden`.
    package func updateAccount(_ id: AccountID, _ changes: AccountChanges, by author: Author) async throws -> ChannelAccount {
        try author.requireAdministrator()
        let changes = try changes.checked()
        return try await write(by: author) { [vault] change in
            if let slug = changes.slug { try change.refuseTaken(slug, table: "channel_account", id: id.text) }
            if changes.archived == true { try change.refuseUsed(id) }
            let queue = try changes.queue.map { try change.home($0, nil) }
            let settings = try changes.settings.map { try change.settings(of: id, changedBy: $0) }
            try change.settle(bot: settings, of: id)
            let changed = try change.first(
                """
                update channel_account set slug = coalesce(cast($2 as text), slug), alias = coalesce(cast($3 as text), alias),
                    address = coalesce(cast($4 as text), address), queue_id = coalesce(cast($5 as text), queue_id),
                    campaign_id = coalesce(cast($6 as text), campaign_id), settings = coalesce(cast($7 as text), settings),
                    archived_at = case cast($8 as bigint) when 1 then $9 when 0 then 0 else archived_at end
                where id = $1 returning id
                """,
                [
                    .text(id.text), SQLValue(changes.slug), SQLValue(changes.alias), SQLValue(changes.address), SQLValue(queue?.id.text),
                    SQLValue(queue?.campaign.text), SQLValue(settings?.json), SQLValue(changes.archived), .integer(change.now),
                ]
            ) { $0.text(0) }
            guard changed != nil else { throw DeskError.noAccount }
            try change.keep(changes.secret, of: id, vault)
            if !changes.secrets.isEmpty { try change.keep(changes.secrets, of: id, vault) }
            try change.configured("account.changed", id.text)
            guard let account = try ChannelAccount.find(id.text, change.transaction) else { throw DeskError.noAccount }
            return account
        }
    }
}

extension AccountChanges {
    fileprivate func checked() throws -> AccountChanges {
        var changes = self
        var check = FieldCheck()
        changes.slug = slug.map { check.slug($0) }
        changes.alias = check.text(alias, "alias", 1...200)
        changes.address = check.text(address, "address", 0...254)
        if case .replace(let secret) = secret { check.secret(secret) }
        try check.finish()
        return changes
    }
}

extension Change {
    /// Locks the account first.
    fileprivate func settings(of id: AccountID, changedBy patch: (AccountSettings) throws -> AccountSettings) throws -> AccountSettings {
        let held = try first("update channel_account set settings = settings where id = $1 returning settings", [.text(id.text)]) {
            $0.text(0)
        }
        guard let held else { throw DeskError.noAccount }
        let settings = try patch(try AccountSettings(json: held))
        var check = FieldCheck()
        check.settings(settings)
        if settings.phoneNumberId != nil || settings.graphURL != nil { check.line(settings, of: "whatsapp") }
        try check.finish()
        return settings
    }

    fileprivate func keep(_ secret: AccountChanges.Secret, of id: AccountID, _ vault: Vault) throws {
        switch secret {
        case .keep: return
        case .remove: try run("update channel_account set secret = null where id = $1", [.text(id.text)])
        case .replace(let secret):
            let sealed = try vault.seal(Array(secret.utf8), for: "channel_account:\(id)")
            try run("update channel_account set secret = $2 where id = $1", [.text(id.text), .blob(sealed)])
        }
    }

    fileprivate func keep(_ changes: [String: String?], of id: AccountID, _ vault: Vault) throws {
        guard var account = try ChannelAccount.find(id.text, self.transaction) else { throw DeskError.noAccount }
        var check = FieldCheck()
        check.secrets(changes.compactMapValues { $0 }, of: account.channel)
        try check.finish()
        let sealed = try first("select secret from channel_account where id = $1", [.text(id.text)]) { $0.blobOrNil(0) } ?? nil
        var secrets = ChannelSecrets(try sealed.map { try vault.open($0, for: "channel_account:\(id)") })
        for (name, value) in changes { secrets.values[name] = value }
        account.settings.secretNames = secrets.values.keys.sorted()
        try run(
            "update channel_account set secret = $2, settings = $3 where id = $1",
            [
                .text(id.text), .blob(try vault.seal(secrets.bytes, for: "channel_account:\(id)")), .text(account.settings.json),
            ])
    }

    fileprivate func refuseUsed(_ id: AccountID) throws {
        let cases =
            try first(
                "select count(*) from cases where account_id = $1 and state in ('bot', 'queued', 'offered', 'open', 'waiting')",
                [.text(id.text)]
            ) { $0.int(0) } ?? 0
        guard cases > 0 else { return }
        throw DeskError.inUse(
            "account", "La cuenta todavía tiene \(cases) casos sin terminar. Termínalos antes de archivarla.", [("cases", cases)])
    }
}

extension DeskError {
    static let noAccount = DeskError(
        "account.not_found", "No hay ninguna cuenta de canal con ese identificador. Revisa la lista de cuentas.")
}
