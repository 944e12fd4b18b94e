import Storage

/// A key for programs that act as this person.
package struct APIToken: Sendable, Equatable {
    package let id: String
    package let name: String
    package let scopes: [Scope]
    package let createdAt: Int64

    /// `token` is the key itself, shown once.
    package func write(to json: inout JSONText, token: String? = nil) {
        json.object { json in
            json.field("id", id)
            json.field("name", name)
            json.key("scopes")
            json.array(scopes) { $0.string($1.rawValue) }
            json.field("createdAt", time: createdAt)
            if let token { json.field("token", token) }
        }
    }
}

extension Desk {
    package func tokens(for viewer: Viewer) async throws -> [APIToken] {
        try viewer.require(.read)
        return try await read { transaction in
            try transaction.all(
                "select id, name, scopes, created_at from token where user_id = $1 and revoked_at = 0 order by created_at desc, id desc limit 200",
                [.text(viewer.id.text)]
            ) { row in
                APIToken(
                    id: row.text(0), name: row.text(1),
                    scopes: row.text(2).split(separator: " ").compactMap { Scope(rawValue: String($0)) },
                    createdAt: row.int(3))
            }
        }
    }

    /// Makes a key for the viewer. Throws `request.invalid`, `token.too_many`, and `forbidden` for `admin` by one who is no administrator or
    /// for any scope that the token in use hasn't itself.
    package func addToken(name: String, scopes: [Scope], by viewer: Viewer) async throws -> (token: String, row: APIToken) {
        try viewer.require(.write)
        var check = FieldCheck()
        let name = check.text(name, "name", 1...200)
        if scopes.isEmpty { check.fault("scopes", "scopes.empty", "Elige al menos un permiso para el token.") }
        if scopes.contains(.bot), !Set(scopes).isDisjoint(with: [.read, .write, .admin]) {
            check.fault("scopes", "scopes.bot", "El permiso «bot» no va con read, write ni admin: el token es del bot, no de una persona.")
        }
        try check.finish()
        let granted = Scope.allCases.filter { scopes.contains($0) }
        if granted.contains(.admin), viewer.role != .administrator {
            throw DeskError.forbidden("Solo un administrador crea tokens con el permiso «admin».")
        }
        if !viewer.isSession { for scope in granted { try viewer.require(scope) } }
        let token = Credential.make(Credential.token)
        let row = try await write(by: .staff(viewer)) { change in
            let held =
                try change.first("select count(*) from token where user_id = $1 and revoked_at = 0", [.text(viewer.id.text)]) { $0.int(0) }
                ?? 0
            guard held < 100 else { throw DeskError("token.too_many", "Ya tienes 100 tokens; anula los que no uses.") }
            let row = APIToken(id: change.newID(), name: name, scopes: granted, createdAt: change.now)
            try change.run(
                "insert into token (id, token_hash, user_id, name, scopes, created_at) values ($1, $2, $3, $4, $5, $6)",
                [
                    .text(row.id), .text(Credential.hash(token)), .text(viewer.id.text), .text(name),
                    .text(granted.map(\.rawValue).joined(separator: " ")), .integer(change.now),
                ])
            try change.audit("token.added", target: row.id)
            return row
        }
        return (token, row)
    }

    /// It stops working at once. Throws `token.not_found`.
    package func revokeToken(_ id: String, by viewer: Viewer) async throws {
        try viewer.require(.write)
        try await write(by: .staff(viewer)) { change in
            let revoked = try change.first(
                "update token set revoked_at = $3 where id = $1 and user_id = $2 and revoked_at = 0 returning id",
                [.text(id), .text(viewer.id.text), .integer(change.now)]
            ) { $0.text(0) }
            guard revoked != nil else { throw DeskError("token.not_found", "Ese token no es tuyo o ya fue anulado.") }
            try change.audit("token.revoked", target: id)
            change.touchedAccess = true
            // Its streams end; the cases it had as a bot are handed off by the timer, which wakes now.
            change.announce(.about("session.ended", to: viewer.id, data: "{\"session\":\"\(id)\"}"))
            change.madeWork = true
        }
    }
}
