import Logging
import Storage

extension Desk {
    static let sessionLife: Int64 = 30 * 86_400_000
    static let sessionIdle: Int64 = 7 * 86_400_000

    /// Who is behind a session (`vs_…`) or an API token (`vt_…`). Throws `session.expired` or `token.revoked`.
    package func viewer(token: String) async throws -> Viewer {
        let isSession = token.hasPrefix(Credential.session)
        let refusal =
            isSession || !token.hasPrefix(Credential.token)
            ? DeskError("session.expired", "Tu sesión terminó; vuelve a entrar.")
            : DeskError("token.revoked", "Este token no existe o fue anulado; crea otro en tu perfil.")
        guard token.utf8.count <= 100, isSession || token.hasPrefix(Credential.token) else { throw refusal }
        let hash = Credential.hash(token), now = now(), generation = viewers.generation
        if let viewer = viewers.viewer(hash, at: now) { return viewer }
        let held = try await read { try isSession ? $0.session(hash) : $0.token(hash) }
        guard let held, held.end > now else { throw refusal }
        viewers.keep(held.viewer, under: hash, at: now, until: held.end, read: generation)
        if isSession, now - held.seenAt >= 60_000 { await markSeen(held.viewer.credential, at: now) }
        return held.viewer
    }

    /// Being unable to note it is no reason to refuse the request.
    private func markSeen(_ session: String, at now: Int64) async {
        do {
            try await write(by: .system) { change in
                try change.run("update session set seen_at = $2 where id = $1 and seen_at < $2", [.text(session), .integer(now)])
            }
        } catch {
            log.warning("a session's last use was not noted", metadata: ["error": "\(error)"])
        }
    }
}

private struct Held: Sendable {
    let viewer: Viewer
    let seenAt: Int64
    let end: Int64
}

extension Storage.Transaction {
    fileprivate func session(_ hash: String) throws -> Held? {
        try held(
            """
            select u.id, u.name, u.role, u.locale, m.queue_id, q.campaign_id, s.id, '', s.seen_at, s.expires_at, '', u.led
            from session s join users u on u.id = s.user_id left join queue_member m on m.user_id = u.id left join queue q on q.id = m.queue_id
            where s.token_hash = $1 and u.archived_at = 0
            """, hash, isSession: true)
    }
    fileprivate func token(_ hash: String) throws -> Held? {
        try held(
            """
            select u.id, u.name, u.role, u.locale, m.queue_id, q.campaign_id, t.id, t.scopes, 0, 0, t.name, u.led
            from token t join users u on u.id = t.user_id left join queue_member m on m.user_id = u.id left join queue q on q.id = m.queue_id
            where t.token_hash = $1 and t.revoked_at = 0 and u.archived_at = 0
            """, hash, isSession: false)
    }

    /// Somebody who is not here to ask, for what goes on in their name: as a session of theirs would be now. Nil where they may not sign in any more.
    func staff(_ id: UserID) throws -> Viewer? {
        try held(
            """
            select u.id, u.name, u.role, u.locale, m.queue_id, q.campaign_id, '', '', 0, 0, '', u.led
            from users u left join queue_member m on m.user_id = u.id left join queue q on q.id = m.queue_id where u.id = $1 and u.archived_at = 0
            """, id.text, isSession: true)?.viewer
    }

    /// One row for each queue the person is a member of, or one without.
    private func held(_ sql: String, _ hash: String, isSession: Bool) throws -> Held? {
        var queues: Set<QueueID> = []
        var campaigns: Set<CampaignID> = []
        var first:
            (
                id: String, name: String, role: Role, locale: String, credential: String, scopes: String, seenAt: Int64, end: Int64,
                token: String, led: String
            )?
        try each(sql, [.text(hash)]) { row in
            if first == nil {
                first = (
                    row.text(0), row.text(1), Role(rawValue: row.text(2)) ?? .agent, row.text(3), row.text(6), row.text(7), row.int(8),
                    row.int(9), row.text(10), row.text(11)
                )
            }
            if let queue = row.textOrNil(4) { queues.insert(ID(queue)) }
            if let campaign = row.textOrNil(5) { campaigns.insert(ID(campaign)) }
        }
        guard let first else { return nil }
        if let bot = try bot(first.credential, of: ID(first.id), named: first.token, first.scopes, first.locale) {
            return Held(viewer: bot, seenAt: first.seenAt, end: .max)
        }
        let viewer = Viewer(
            id: ID(first.id), name: first.name, role: first.role, locale: first.locale, queues: queues, campaigns: campaigns,
            scopes: isSession ? Viewer.sessionScopes(first.role) : Viewer.tokenScopes(first.scopes, first.role),
            credential: first.credential,
            isSession: isSession, led: first.role != .supervisor || first.led.isEmpty ? nil : Set(User.campaigns(first.led)))
        return Held(
            viewer: viewer, seenAt: first.seenAt, end: isSession ? min(first.end, first.seenAt + Desk.sessionIdle) : .max)
    }

    /// A bot is nobody of the staff: it has no queue, and its owner's name and rights are not its own.
    private func bot(_ token: String, of user: UserID, named name: String, _ granted: String, _ locale: String) throws -> Viewer? {
        let scopes = Set(granted.split(separator: " ").compactMap { Scope(rawValue: String($0)) })
        guard scopes.contains(.bot) else { return nil }
        let lines = try ChannelAccount.all(self).filter { $0.archivedAt == 0 && $0.settings.bot?.token == token }.map(\.id)
        return Viewer(
            id: user, name: name, role: .agent, locale: locale, scopes: scopes.subtracting([.read, .write, .admin]), credential: token,
            isSession: false, botLines: Set(lines))
    }
}

extension Viewer {
    static func sessionScopes(_ role: Role) -> Set<Scope> { role == .administrator ? [.read, .write, .admin] : [.read, .write] }
    /// What was granted, as far as its user may still do it.
    static func tokenScopes(_ granted: String, _ role: Role) -> Set<Scope> {
        let scopes = Set(granted.split(separator: " ").compactMap { Scope(rawValue: String($0)) })
        return role == .administrator ? scopes : scopes.subtracting([.admin])
    }
}
