import Logging
import Storage

extension Desk {
    /// A new session for whoever knows the password: its token, given out this once. `address` and `client` are shown in the list of sessions.
    /// Throws `session.refused`, `session.slowed` (with `retryAfter` in seconds) or `busy`. An unknown e-mail costs and answers as a known one.
    package func signIn(email: String, password: String, address: String, client: String) async throws -> (token: String, viewer: Viewer) {
        let email = EmailAddress.normalise(email) ?? "", now = now(), brake = passwords.brake
        if let wait = brake.charge("address:\(address)", patience: SignInBrake.addressPatience, now: now) { throw DeskError.slowed(wait) }
        let user = try await charge(email, now: now)
        // Of an unknown e-mail the password is hashed too: the same work, and always wrong.
        let hash = user?.hash ?? ""
        let isRight = hash.isEmpty || password.utf8.count > 512 ? try await waste(password) : try await passwords.verify(password, hash)
        guard isRight, let user, let session = try await open(user, address: address, client: client) else {
            log.notice("sign-in refused", metadata: ["address": "\(address)"])
            throw DeskError("session.refused", "El correo o la contraseña no son correctos. Revísalos e intenta de nuevo.")
        }
        brake.refund("address:\(address)")
        return (session, try await viewer(token: session))
    }

    /// Counts the try before it is judged: of a thousand at once only the first few get to the password.
    private func charge(_ email: String, now: Int64) async throws -> KnownUser? {
        let (known, wait) = try await write(by: .system) { change -> (KnownUser?, Int64?) in
            let found = try change.first(
                "update users set failed_at = failed_at where email = $1 and archived_at = 0 returning id, password_hash, failures, failed_at",
                [.text(email)]
            ) { (user: KnownUser(id: ID($0.text(0)), hash: $0.text(1)), tally: SignInBrake.Tally(failures: $0.int(2), lastAt: $0.int(3))) }
            guard let found else {
                // The same write an existing user costs.
                try change.run("update setting set value = value where name = 'organisation'")
                return (nil, nil)
            }
            if let wait = SignInBrake.wait(found.tally, patience: SignInBrake.patience, now: change.now) { return (found.user, wait) }
            let next = SignInBrake.next(found.tally, now: change.now)
            try change.run(
                "update users set failures = $2, failed_at = $3 where id = $1",
                [.text(found.user.id.text), .integer(next.failures), .integer(next.lastAt)])
            return (found.user, nil)
        }
        if let wait { throw DeskError.slowed(wait) }
        if known == nil, let wait = passwords.brake.charge("email:\(email)", patience: SignInBrake.patience, now: now) {
            throw DeskError.slowed(wait)
        }
        return known
    }

    private func waste(_ password: String) async throws -> Bool {
        _ = try await passwords.hash(String(password.prefix(512)))
        return false
    }

    /// Nil when the user was archived or the password changed meanwhile.
    private func open(_ user: KnownUser, address: String, client: String) async throws -> String? {
        let token = Credential.make(Credential.session)
        return try await write(by: .system) { change in
            let still = try change.first(
                "update users set failures = 0, failed_at = 0 where id = $1 and password_hash = $2 and archived_at = 0 returning id",
                [.text(user.id.text), .text(user.hash)]
            ) { $0.text(0) }
            guard still != nil else { return nil }
            try change.run("delete from session where expires_at < $1", [.integer(change.now)])
            try change.run(
                """
                insert into session (id, token_hash, user_id, created_at, seen_at, expires_at, address, client) values ($1, $2, $3, $4, $4, $5, $6, $7)
                """,
                [
                    .text(change.newID()), .text(Credential.hash(token)), .text(user.id.text), .integer(change.now),
                    .integer(change.now + Self.sessionLife), .text(Self.shown(address)), .text(Self.shown(client)),
                ])
            return token
        }
    }

    /// Header values end up on screens: short, and nothing that moves the cursor.
    private static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }.prefix(200)))
    }
}

private struct KnownUser: Sendable {
    let id: UserID
    let hash: String
}

extension DeskError {
    static func slowed(_ wait: Int64) -> DeskError {
        let seconds = (wait + 999) / 1000
        return DeskError(
            "session.slowed", "Hubo demasiados intentos fallidos. Espera \(seconds) segundos e intenta de nuevo.",
            extra: ["retryAfter": "\(seconds)"])
    }
}
