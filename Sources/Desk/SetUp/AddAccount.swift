import Storage

package struct NewAccount: Sendable {
    package var id: AccountID?
    package var slug: String
    package var channel: String
    package var alias: String
    package var address: String
    package var queue: QueueID
    /// The queue's, if given.
    package var campaign: CampaignID?
    package var settings: AccountSettings
    package var secret: String?
    /// By name, where the channel has several.
    package var secrets: [String: String]

    package init(
        id: AccountID? = nil, slug: String, channel: String, alias: String, address: String = "", queue: QueueID,
        campaign: CampaignID? = nil,
        settings: AccountSettings = AccountSettings(), secret: String? = nil, secrets: [String: String] = [:]
    ) {
        self.id = id
        self.slug = slug
        self.channel = channel
        self.alias = alias
        self.address = address
        self.queue = queue
        self.campaign = campaign
        self.settings = settings
        self.secret = secret
        self.secrets = secrets
    }
}

extension Desk {
    /// A repeat with the same id and data answers the same. Throws `request.invalid`, `account.slug_taken`, `queue.not_found`, `id.conflict`.
    package func addAccount(_ new: NewAccount, by author: Author) async throws -> (created: Bool, account: ChannelAccount) {
        try author.requireAdministrator()
        return try await write(by: author) { [vault] in try $0.add(account: new, vault) }
    }
}

extension Change {
    func add(account new: NewAccount, _ vault: Vault) throws -> (created: Bool, account: ChannelAccount) {
        var check = FieldCheck()
        let slug = check.slug(new.slug)
        check.choice(new.channel, ChannelAccount.channelKinds, "channel")
        let alias = check.text(new.alias, "alias", 1...200)
        let address = check.text(new.address, "address", 0...254)
        var settings = new.settings
        settings.complete(for: new.channel)
        settings.secretNames = new.secrets.keys.sorted()
        check.settings(settings)
        check.line(settings, of: new.channel)
        check.secret(new.secret)
        check.secrets(new.secrets, of: new.channel)
        try check.finish()
        let id = new.id ?? self.id()
        let queue = try home(new.queue, new.campaign)
        try require(bot: new.settings.bot)
        let clear = new.secrets.isEmpty ? new.secret.map { Array($0.utf8) } : ChannelSecrets(values: new.secrets).bytes
        let sealed = try clear.map { try vault.seal($0, for: "channel_account:\(id)") }
        let made = try first(
            """
            insert into channel_account (id, slug, channel, alias, address, campaign_id, queue_id, settings, secret, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id
            """,
            [
                .text(id.text), .text(slug), .text(new.channel), .text(alias), .text(address), .text(queue.campaign.text),
                .text(queue.id.text),
                .text(settings.json), SQLValue(sealed), .integer(now),
            ]
        ) { $0.text(0) }
        let held = try ChannelAccount.find(id.text, transaction)
        guard let held else { throw DeskError.slugTaken("account", slug) }
        if made != nil {
            try configured("account.added", id.text)
            if let bot = new.settings.bot { linesChanged(of: bot.token) }
            return (true, held)
        }
        let isSame =
            held.slug == slug && held.channel == new.channel && held.alias == alias && held.address == address && held.queue == queue.id
            && held.settings == settings
        guard isSame else { throw DeskError.idConflict(id.text) }
        return (false, held)
    }

    func home(_ id: QueueID, _ campaign: CampaignID?) throws -> Queue {
        guard let queue = try Queue.find(id, transaction), queue.archivedAt == 0 else { throw DeskError.noQueue }
        if let campaign, campaign != queue.campaign {
            throw DeskError.invalid("campaign", "campaign.other", "La cola es de otra campaña; elige una cola de esta.")
        }
        return queue
    }
}

extension FieldCheck {
    /// Plain words: what an agent knows and a line asks for.
    mutating func skills(_ skills: [String], _ field: String) {
        let isPlain = skills.allSatisfy { word in
            (1...40).contains(word.utf8.count)
                && word.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
        }
        if !isPlain || skills.count > 20 || Set(skills).count < skills.count {
            fault(
                field, "skills.malformed",
                "«\(field)» admite hasta 20 palabras distintas de letras sin tilde, números y guiones; por ejemplo «ingles».")
        }
    }

    mutating func secret(_ secret: String?) {
        guard let secret, secret.isEmpty || secret.utf8.count > 4096 else { return }
        fault("secret", "secret.length", "El secreto debe tener de 1 a 4096 bytes.")
    }

    mutating func settings(_ settings: AccountSettings) {
        if let url = settings.deliverTo, !Self.isWebAddress(url, path: true) {
            fault(
                "settings.deliverTo", "deliverTo.malformed",
                "«deliverTo» debe ser una dirección http o https completa, sin usuario ni contraseña.")
        }
        skills(settings.skills, "settings.skills")
        if settings.origins.count > 50 || !settings.origins.allSatisfy({ $0 == "*" || Self.isWebAddress($0, path: false) }) {
            fault(
                "settings.origins", "origins.malformed", "«origins» lleva hasta 50 sitios como https://tienda.example, o * para cualquiera."
            )
        }
        if let locale = settings.locale { self.locale(locale, "settings.locale") }
        if let brand = settings.brand,
            brand.utf8.count != 7 || !brand.hasPrefix("#") || !brand.dropFirst().allSatisfy({ $0.isASCII && $0.isHexDigit })
        {
            fault("settings.brand", "brand.malformed", "«brand» debe ser un color como #5b3a86.")
        }
        if let bot = settings.bot { range(bot.silence, 1...3600, "settings.bot.silence") }
        if settings.country.utf8.count != 2 || !settings.country.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) {
            fault("settings.country", "country.malformed", "«country» debe ser un código de país como PE.")
        }
    }

    private static func isWebAddress(_ text: String, path: Bool) -> Bool {
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }) else { return false }
        let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
        guard let rest = scheme.map({ text.dropFirst($0.count) }) else { return false }
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !host.isEmpty, !host.contains("@"), host.first != ":" else { return false }
        return path || host.count == rest.count
    }
}
