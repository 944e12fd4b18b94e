import Storage

/// One place where somebody is signed in.
package struct Session: Sendable, Equatable {
    package let id: String
    package let createdAt: Int64
    package let seenAt: Int64
    package let address: String
    package let agent: String
    package let isCurrent: Bool

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("createdAt", time: createdAt)
            json.field("seenAt", time: seenAt)
            json.field("address", address)
            json.field("agent", agent)
            json.field("current", isCurrent)
        }
    }
}

extension Desk {
    /// The viewer's own, newest first.
    package func sessions(for viewer: Viewer) async throws -> [Session] {
        try viewer.require(.read)
        let now = now()
        return try await read { transaction in
            try transaction.all(
                """
                select id, created_at, seen_at, address, client from session where user_id = $1 and expires_at > $2 and seen_at > $3
                order by created_at desc, id desc limit 200
                """, [.text(viewer.id.text), .integer(now), .integer(now - Self.sessionIdle)]
            ) { row in
                Session(
                    id: row.text(0), createdAt: row.int(1), seenAt: row.int(2), address: row.text(3), agent: row.text(4),
                    isCurrent: row.text(0) == viewer.credential)
            }
        }
    }

    package func signOut(_ viewer: Viewer) async throws {
        try await write(by: .staff(viewer)) { change in
            try change.endSessions(of: viewer.id, "id = $2", [.text(viewer.credential)])
        }
    }

    /// Ends one of one's own; its streams close. Throws `session.not_found`.
    package func endSession(_ id: String, by viewer: Viewer) async throws {
        try viewer.require(.write)
        let ended = try await write(by: .staff(viewer)) { change in
            try change.endSessions(of: viewer.id, "id = $2", [.text(id)])
        }
        if ended == 0 { throw DeskError("session.not_found", "Esa sesión no es tuya o ya terminó.") }
    }
}

extension Change {
    /// Ends a user's sessions that match, tells their streams, and forgets them at once. `condition` uses `$2…`.
    @discardableResult
    func endSessions(of user: UserID, _ condition: String = "1 = 1", _ arguments: [SQLValue] = []) throws -> Int {
        let ended = try all("delete from session where user_id = $1 and \(condition) returning id", [.text(user.text)] + arguments) {
            $0.text(0)
        }
        for id in ended {
            var json = JSONText()
            json.object { $0.field("session", id) }
            announce(.about("session.ended", to: user, data: json.text))
        }
        touchedAccess = touchedAccess || !ended.isEmpty
        return ended.count
    }

    /// What this person may see has changed: their open desks read everything again.
    func accessChanged(of user: UserID) {
        touchedAccess = true
        announce(.about("reset", to: user, data: "{\"reason\":\"access\"}"))
    }
}
