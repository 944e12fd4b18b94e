import Storage

extension Desk {
    static let dueSilences = "select id, bot_deadline from cases where state = 'bot' and bot_deadline > 0 order by bot_deadline limit 200"
    static let linesInBots =
        "select a.id from channel_account a where exists (select 1 from cases c where c.state = 'bot' and c.account_id = a.id)"

    /// Bots that let a customer wait too long, and lines that have no working bot any more: their cases go to people.
    /// Answers when the next silence ends.
    func endSilences() async throws -> Int64? {
        try await handOffAbandoned()
        let now = now()
        let due = try await read { transaction in
            try transaction.all(Self.dueSilences, []) { (id: CaseID($0.text(0)), deadline: $0.int(1)) }
        }
        for silence in due where silence.deadline <= now {
            try await writeIfDue { change in
                let item = try change.touch(.id(silence.id), for: .system)
                guard item.state == .bot, item.botDeadline > 0, item.botDeadline <= change.now else { throw NothingDue() }
                _ = try change.handOff(item, code: "botSilent")
            }
        }
        return due.first { $0.deadline > now }?.deadline
    }

    /// A case that begins while its bot's token is being revoked escapes this look; its silence ends all the same.
    private func handOffAbandoned() async throws {
        let waiting = try await read { transaction in
            let held = Set(try transaction.all(Self.linesInBots, []) { AccountID($0.text(0)) })
            guard !held.isEmpty else { return [CaseID]() }
            let live = Set(
                try transaction.all(
                    "select t.id from token t join users u on u.id = t.user_id where t.revoked_at = 0 and u.archived_at = 0", []
                ) { $0.text(0) })
            let lines = try ChannelAccount.all(transaction).filter { account in
                held.contains(account.id) && !(account.settings.bot.map { live.contains($0.token) } ?? false)
            }
            return try lines.flatMap { line in
                try transaction.all(
                    "select id from cases where state = 'bot' and account_id = $1 order by created_at, number limit 200",
                    [.text(line.id.text)]
                ) { CaseID($0.text(0)) }
            }
        }
        for id in waiting {
            try await writeIfDue { change in
                let item = try change.touch(.id(id), for: .system)
                guard item.state == .bot else { throw NothingDue() }
                _ = try change.handOff(item, code: "botRevoked")
            }
        }
        if waiting.count >= 200 { try await handOffAbandoned() }
    }
}
