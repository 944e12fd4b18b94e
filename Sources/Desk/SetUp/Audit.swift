import Storage

extension Change {
    /// Keeps who did what to what: set-up changes, and openings of what is not theirs. No secrets in `data` (JSON).
    package func audit(_ act: String, target: String, data: String = "{}") throws {
        try run(
            "insert into audit (id, at, author, act, target, data) values ($1, $2, $3, $4, $5, $6)",
            [.text(newID()), .integer(now), .text(author.label), .text(act), .text(target), .text(data)])
    }

    /// A change of the set-up: audited, told to every desk, and the cached viewers and accounts are read again.
    func configured(_ act: String, _ target: String, data: String = "{}") throws {
        try audit(act, target: target, data: data)
        announce(.about("config.changed", data: "{}"))
        touchedAccess = true
    }
}

extension Desk {
    /// The same, after something that was only read.
    package func audit(_ act: String, target: String, by viewer: Viewer) async throws {
        try await write(by: .staff(viewer)) { try $0.audit(act, target: target) }
    }
}

extension Author {
    /// Set-up is for administrators, signed in or by a token with that scope; the command line is the system.
    func requireAdministrator() throws {
        switch self {
        case .system: return
        case .staff(let viewer) where viewer.role == .administrator && viewer.scopes.contains(.admin): return
        default: throw DeskError.forbidden("Solo un administrador cambia la configuración. Pide a uno que lo haga.")
        }
    }
}

extension Viewer {
    /// Throws `forbidden` where an API token lacks the scope.
    package func require(_ scope: Scope) throws {
        guard !scopes.contains(scope) else { return }
        throw DeskError.forbidden("A esta credencial le falta el permiso «\(scope.rawValue)».")
    }
}
