import Storage

extension Desk {
    /// One's own (the current one is asked for), or anybody's by an administrator or the command line. All their other sessions end.
    /// Throws `password.wrong`, `session.slowed`, `request.invalid`, `user.not_found`, `forbidden`.
    package func setPassword(of user: UserID, to password: String, current: String? = nil, by author: Author) async throws {
        var check = FieldCheck()
        check.password(password)
        try check.finish()
        if author.userID == user {
            try author.viewer?.require(.write)
            try await prove(current ?? "", of: user)
        } else {
            try author.requireAdministrator()
        }
        let hash = try await passwords.hash(password)
        let kept = author.userID == user ? author.viewer?.credential ?? "" : ""
        try await write(by: author) { change in
            let changed = try change.first(
                "update users set password_hash = $2, failures = 0, failed_at = 0 where id = $1 returning id",
                [.text(user.text), .text(hash)]
            ) { $0.text(0) }
            guard changed != nil else { throw DeskError.noUser }
            try change.endSessions(of: user, "id <> $2", [.text(kept)])
            try change.audit("user.password", target: user.text)
        }
    }

    /// A stolen session must not guess it either.
    private func prove(_ password: String, of user: UserID) async throws {
        let key = "password:\(user)"
        if let wait = passwords.brake.charge(key, patience: SignInBrake.patience, now: now()) { throw DeskError.slowed(wait) }
        let hash = try await read { try $0.first("select password_hash from users where id = $1", [.text(user.text)]) { $0.text(0) } } ?? ""
        let isRight = hash.isEmpty || password.utf8.count > 512 ? false : try await passwords.verify(password, hash)
        guard isRight else { throw DeskError("password.wrong", "La contraseña actual no es correcta.", field: "current") }
        passwords.brake.refund(key)
    }
}
