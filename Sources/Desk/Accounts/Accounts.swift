import Storage

extension Desk {
    package func accounts(for viewer: Viewer) async throws -> [ChannelAccount] {
        try viewer.require(.read)
        return try await read { try ChannelAccount.all($0) }
    }

    /// All of them, archived ones too, for verbs that send.
    package func accountsByID() async throws -> [AccountID: ChannelAccount] {
        let now = now()
        if let accounts = viewers.accounts(at: now) { return accounts }
        let generation = viewers.generation
        let accounts = try await read { try ChannelAccount.all($0) }
        let byID = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0) })
        viewers.keep(byID, at: now, read: generation)
        return byID
    }
}

extension ChannelAccount {
    static func all(_ transaction: any Transaction) throws -> [ChannelAccount] {
        try transaction.all("select \(columns) from \(tables) order by a.created_at, a.id", [], ChannelAccount.init(row:))
    }
}
