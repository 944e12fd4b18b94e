import Storage

/// What an administrator changes of somebody; nil leaves it.
package struct UserChanges: Sendable {
    package var email: String?
    package var name: String?
    package var role: Role?
    package var capacity: Int64?
    package var skills: [String]?
    package var archived: Bool?
    /// What a supervisor is limited to; empty for all.
    package var campaigns: [CampaignID]?

    package init(
        email: String? = nil, name: String? = nil, role: Role? = nil, capacity: Int64? = nil, skills: [String]? = nil,
        archived: Bool? = nil,
        campaigns: [CampaignID]? = nil
    ) {
        self.email = email
        self.name = name
        self.role = role
        self.capacity = capacity
        self.skills = skills
        self.archived = archived
        self.campaigns = campaigns
    }
}

extension Desk {
    /// Throws `user.not_found`, `user.email_taken`, `user.last_administrator`, `user.in_use` (they hold cases), `request.invalid`, `forbidden`.
    package func updateUser(_ id: UserID, _ changes: UserChanges, by author: Author) async throws -> User {
        try author.requireAdministrator()
        let changes = try changes.checked()
        return try await write(by: author) { change in
            // The row is locked before it is judged.
            try change.run("update users set archived_at = archived_at where id = $1", [.text(id.text)])
            guard let before = try User.find(id, change.transaction) else { throw DeskError.noUser }
            if let email = changes.email, email != before.email { try change.move(before, to: email) }
            if let name = changes.name { try change.run("update users set name = $2 where id = $1", [.text(id.text), .text(name)]) }
            if let role = changes.role, role != before.role { try change.give(role, to: before) }
            if let capacity = changes.capacity { try change.resize(before, changes.role ?? before.role, capacity) }
            if let skills = changes.skills {
                try change.set(skills: skills, of: id)
                change.isEligible(id)
            }
            if let campaigns = changes.campaigns { try change.limit(before, changes.role ?? before.role, to: campaigns) }
            if let archived = changes.archived, archived != (before.archivedAt > 0) {
                if archived {
                    try change.archive(before)
                } else {
                    try change.run("update users set archived_at = 0 where id = $1", [.text(id.text)])
                }
            }
            try change.configured("user.changed", id.text)
            guard let after = try User.find(id, change.transaction) else { throw DeskError.noUser }
            return after
        }
    }
}

extension UserChanges {
    fileprivate func checked() throws -> UserChanges {
        var changes = self
        var check = FieldCheck()
        if let email { changes.email = check.email(email, "email") }
        changes.name = check.text(name, "name", 1...200)
        if let capacity { check.range(capacity, 1...1000, "capacity") }
        if let skills { check.skills(skills, "skills") }
        try check.finish()
        return changes
    }
}

extension Change {
    fileprivate func move(_ user: User, to email: String) throws {
        let taken = try first("select 1 from users where email = $1 and id <> $2", [.text(email), .text(user.id.text)]) { $0.int(0) }
        if taken != nil { throw DeskError("user.email_taken", "Ya hay una persona con el correo \(email). Usa otro.", field: "email") }
        try run("update users set email = $2 where id = $1", [.text(user.id.text), .text(email)])
    }

    fileprivate func give(_ role: Role, to user: User) throws {
        if user.role == .administrator { try refuseLast(user) }
        try run("update users set role = $2 where id = $1", [.text(user.id.text), .text(role.rawValue)])
        if role != .supervisor { try run("update users set led = '' where id = $1", [.text(user.id.text)]) }
        if role == .administrator { try leaveQueues(user) } else { try seat(user.id, capacity: nil) }
        accessChanged(of: user.id)
    }

    fileprivate func resize(_ user: User, _ role: Role, _ capacity: Int64) throws {
        guard role != .administrator else {
            throw DeskError.invalid("capacity", "capacity.role", "Un administrador no atiende casos; no tiene capacidad.")
        }
        try seat(user.id, capacity: capacity)
        isEligible(user.id)
    }

    fileprivate func limit(_ user: User, _ role: Role, to campaigns: [CampaignID]) throws {
        guard role == .supervisor || campaigns.isEmpty else {
            throw DeskError.invalid("campaigns", "campaigns.role", "Solo a quien supervisa se le limitan las campañas.")
        }
        let known = Set(try Campaign.all(transaction).map(\.id))
        guard campaigns.allSatisfy(known.contains) else {
            throw DeskError.invalid("campaigns", "campaign.not_found", "Hay una campaña que no existe. Revisa la lista de campañas.")
        }
        let led = Set(campaigns).map(\.text).sorted().joined(separator: " ")
        try run("update users set led = $2 where id = $1", [.text(user.id.text), .text(led)])
        accessChanged(of: user.id)
    }

    fileprivate func archive(_ user: User) throws {
        if user.role == .administrator { try refuseLast(user) }
        let held =
            try first(
                "select count(*) from cases where agent_id = $1 and state in ('offered', 'open', 'waiting')", [.text(user.id.text)]
            ) { $0.int(0) } ?? 0
        if held > 0 {
            throw DeskError(
                "user.in_use", "\(user.name) atiende \(held) casos. Reasígnalos antes de archivar a esta persona.",
                extra: ["cases": "\(held)"])
        }
        try leaveQueues(user)
        try run("update users set archived_at = $2 where id = $1", [.text(user.id.text), .integer(now)])
        try run("update token set revoked_at = $2 where user_id = $1 and revoked_at = 0", [.text(user.id.text), .integer(now)])
        try endSessions(of: user.id)
    }

    /// Takes no more cases: out of every queue, and offline. An offer that stands goes back in line.
    private func leaveQueues(_ user: User) throws {
        try run("delete from queue_member where user_id = $1", [.text(user.id.text)])
        let isWorking =
            try first("select 1 from agent where user_id = $1 and state <> 'offline'", [.text(user.id.text)]) { $0.int(0) } != nil
        if isWorking { _ = try set(state: .offline, reason: "", of: user.id) }
    }

    /// Every administrator is locked before they are counted: two who demote each other must not both succeed.
    private func refuseLast(_ user: User) throws {
        let active = try all(
            "update users set role = role where role = 'administrator' and archived_at = 0 returning id", []
        ) { $0.text(0) }
        if active.allSatisfy({ $0 == user.id.text }) {
            throw DeskError("user.last_administrator", "\(user.name) es la única persona que administra. Nombra antes a otra.")
        }
    }
}
