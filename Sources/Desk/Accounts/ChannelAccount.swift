import FoundationEssentials
import Storage

/// One address of the business on one channel, with the queue and the rules its messages go to.
package struct ChannelAccount: Sendable, Equatable {
    package let id: AccountID
    package let slug: String
    package let channel: String
    package let alias: String
    package let address: String
    package let campaign: CampaignID
    package let queue: QueueID
    package var settings: AccountSettings
    package let archivedAt: Int64
    /// The campaign's rules.
    package let policy: Policy
    package let hasSecret: Bool

    package static let channelKinds: Set<String> = ["whatsapp", "email", "webchat", "telegram", "messenger", "instagram", "voice", "api"]

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("slug", slug)
            json.field("channel", channel)
            json.field("alias", alias)
            json.field("address", address.isEmpty ? nil : address)
            json.field("campaign", campaign)
            json.field("queue", queue)
            json.field("archivedAt", time: archivedAt)
        }
    }
    /// With what only administrators see; the secret itself is never shown again.
    package func writeSetUp(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("slug", slug)
            json.field("channel", channel)
            json.field("alias", alias)
            json.field("address", address.isEmpty ? nil : address)
            json.field("campaign", campaign)
            json.field("queue", queue)
            json.field("archivedAt", time: archivedAt)
            json.key("settings")
            settings.write(to: &json)
            json.field("hasSecret", hasSecret)
            if let names = ChannelSecrets.names[channel] {
                json.key("secrets")
                json.object { json in
                    for name in names {
                        json.key(named: name)
                        json.bool(settings.secretNames.contains(name))
                    }
                }
            }
        }
    }

    static let columns = """
        a.id, a.slug, a.channel, a.alias, a.address, a.campaign_id, a.queue_id, a.settings, a.archived_at, c.policy, \
        case when a.secret is null then 0 else 1 end
        """
    static let tables = "channel_account a join campaign c on c.id = a.campaign_id"
    init(row: borrowing Row) throws {
        id = ID(row.text(0))
        slug = row.text(1)
        channel = row.text(2)
        alias = row.text(3)
        address = row.text(4)
        campaign = ID(row.text(5))
        queue = ID(row.text(6))
        settings = try AccountSettings(json: row.text(7))
        archivedAt = row.int(8)
        policy = try Policy(json: row.text(9))
        hasSecret = row.int(10) != 0
    }

    /// Inside a transaction, past the cache; archived ones too.
    package static func find(_ slugOrID: String, _ transaction: any Transaction) throws -> ChannelAccount? {
        try transaction.first(
            "select \(columns) from \(tables) where \(UUIDText.isValid(slugOrID) ? "a.id" : "a.slug") = $1", [.text(slugOrID.lowercased())],
            ChannelAccount.init(row:))
    }
}

extension Desk {
    /// By id or slug, from the cache when fresh; one that is archived is not found.
    package func account(_ slugOrID: String) async throws -> ChannelAccount {
        let key = slugOrID.lowercased(), now = now()
        if let account = viewers.account(key, at: now) { return account }
        let generation = viewers.generation
        let found = slugOrID.utf8.count <= 64 ? try await read { try ChannelAccount.find(key, $0) } : nil
        guard let account = found, account.archivedAt == 0 else {
            throw DeskError("account.not_found", "No hay ninguna cuenta de canal «\(slugOrID.prefix(64))». Revisa la dirección.")
        }
        viewers.keep(account, at: now, read: generation)
        return account
    }

    /// The account's secret in the clear (webhook signature, provider's key); nil where it has none. Never log it.
    package func secret(of account: ChannelAccount) async throws -> [UInt8]? {
        let sealed = try await read { transaction in
            try transaction.first("select secret from channel_account where id = $1", [.text(account.id.text)]) { $0.blobOrNil(0) } ?? nil
        }
        return try sealed.map { try vault.open($0, for: "channel_account:\(account.id)") }
    }
}
