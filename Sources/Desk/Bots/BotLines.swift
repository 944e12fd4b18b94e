import Storage

extension Change {
    /// The bot of this line, if its token still works: a case that begins now begins with it.
    func liveBot(of account: ChannelAccount) throws -> AccountSettings.Bot? {
        guard let bot = account.settings.bot, try isLive(bot: bot.token) else { return nil }
        return bot
    }

    /// Throws `request.invalid` unless the line's bot is a token with the scope `bot` that works.
    func require(bot: AccountSettings.Bot?) throws {
        guard let bot else { return }
        guard try isLive(bot: bot.token) else {
            throw DeskError.invalid(
                "settings.bot.token", "bot.token", "Ese token no existe, fue anulado o no tiene el permiso «bot»; crea uno con ese permiso."
            )
        }
    }

    /// Before a line's settings are replaced: the new bot must work, and both bots' streams learn what they reach now.
    /// Cases of a line that has no bot any more are handed off by the timer.
    func settle(bot settings: AccountSettings?, of id: AccountID) throws {
        guard let settings else { return }
        try require(bot: settings.bot)
        let held = try ChannelAccount.find(id.text, transaction)?.settings.bot?.token
        guard held != settings.bot?.token else { return }
        for token in [held, settings.bot?.token].compactMap({ $0 }) { linesChanged(of: token) }
        madeWork = true
    }

    func linesChanged(of token: String) { announce(.reset(bot: token)) }

    private func isLive(bot token: String) throws -> Bool {
        let scopes = try first(
            "select t.scopes from token t join users u on u.id = t.user_id where t.id = $1 and t.revoked_at = 0 and u.archived_at = 0",
            [.text(token)]
        ) { $0.text(0) }
        return scopes?.split(separator: " ").contains("bot") ?? false
    }
}
