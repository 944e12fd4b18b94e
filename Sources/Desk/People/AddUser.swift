import Storage

package struct NewUser: Sendable {
    package var id: UserID?
    package var email: String
    package var name: String
    package var role: Role
    /// Without one they can't sign in until it is set.
    package var password: String?
    package var capacity: Int64
    package var locale: String
    package var skills: [String]

    package init(
        id: UserID? = nil, email: String, name: String, role: Role, password: String? = nil, capacity: Int64 = 5, locale: String = "es",
        skills: [String] = []
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.role = role
        self.password = password
        self.capacity = capacity
        self.locale = locale
        self.skills = skills
    }
}

extension Desk {
    /// Adds somebody to the staff; agents and supervisors get a seat. A repeat with the same id and data answers the same.
    /// Throws `request.invalid`, `user.email_taken`, `id.conflict`, `forbidden`.
    package func addUser(_ new: NewUser, by author: Author) async throws -> (created: Bool, user: User) {
        try author.requireAdministrator()
        let new = try new.checked()
        let hash = try await hashed(new.password)
        return try await write(by: author) { try $0.add(user: new, passwordHash: hash) }
    }

    func hashed(_ password: String?) async throws -> String {
        if let password { try await passwords.hash(password) } else { "" }
    }
}

extension NewUser {
    func checked() throws -> NewUser {
        var new = self
        var check = FieldCheck()
        new.email = check.email(email, "email")
        new.name = check.text(name, "name", 1...200)
        if let password { check.password(password) }
        check.range(capacity, 1...1000, "capacity")
        check.locale(locale)
        check.skills(skills, "skills")
        try check.finish()
        return new
    }
}

extension Change {
    func add(user new: NewUser, passwordHash: String) throws -> (created: Bool, user: User) {
        let id = new.id ?? self.id()
        let made = try first(
            """
            insert into users (id, email, name, role, password_hash, locale, created_at) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict do nothing returning id
            """,
            [
                .text(id.text), .text(new.email), .text(new.name), .text(new.role.rawValue), .text(passwordHash), .text(new.locale),
                .integer(now),
            ]
        ) { $0.text(0) }
        if made == nil {
            guard let held = try User.find(id, transaction) else {
                throw DeskError(
                    "user.email_taken", "Ya hay una persona con el correo \(new.email). Usa otro o edita a esa persona.", field: "email")
            }
            guard held.email == new.email, held.name == new.name, held.role == new.role else { throw DeskError.idConflict(id.text) }
            return (false, held)
        }
        if new.role != .administrator {
            try seat(id, capacity: new.capacity)
            try set(skills: new.skills, of: id)
        }
        try configured("user.added", id.text)
        guard let user = try User.find(id, transaction) else { throw DeskError.noUser }
        return (true, user)
    }

    func set(skills: [String], of user: UserID) throws {
        try run("delete from agent_skill where user_id = $1", [.text(user.text)])
        try run("update agent set skills = $2 where user_id = $1", [.text(user.text), .text(skills.sorted().joined(separator: " "))])
        for skill in skills.sorted() {
            try run("insert into agent_skill (user_id, skill) values ($1, $2)", [.text(user.text), .text(skill)])
        }
    }

    /// A row of their own for who may attend cases.
    func seat(_ user: UserID, capacity: Int64?) throws {
        try run(
            """
            insert into agent (user_id, since, capacity) values ($1, $2, coalesce(cast($3 as bigint), 5))
            on conflict (user_id) do update set capacity = coalesce(cast($3 as bigint), agent.capacity)
            """, [.text(user.text), .integer(now), SQLValue(capacity)])
    }
}
