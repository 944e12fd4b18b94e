import Storage

/// Somebody of the staff, as lists and set-up show them.
package struct User: Sendable, Equatable {
    package let id: UserID
    package let email: String
    package let name: String
    package let role: Role
    package let locale: String
    package let theme: String
    package let createdAt: Int64
    package let archivedAt: Int64
    /// Cases at once; 0 for one who attends none.
    package let capacity: Int64
    /// What they know, by name: lines may ask for it.
    package let skills: [String]
    /// What a supervisor is limited to, by id; none: nothing.
    package let campaigns: [CampaignID]

    static let columns = """
        users.id, users.email, users.name, users.role, users.locale, users.theme, users.created_at, users.archived_at, \
        coalesce((select a.capacity from agent a where a.user_id = users.id), 0), \
        coalesce((select a.skills from agent a where a.user_id = users.id), ''), users.led
        """
    init(row: borrowing Row) {
        id = ID(row.text(0))
        email = row.text(1)
        name = row.text(2)
        role = Role(rawValue: row.text(3)) ?? .agent
        locale = row.text(4)
        theme = row.text(5)
        createdAt = row.int(6)
        archivedAt = row.int(7)
        capacity = row.int(8)
        skills = row.text(9).split(separator: " ").map(String.init).sorted()
        campaigns = Self.campaigns(row.text(10))
    }
    static func campaigns(_ led: String) -> [CampaignID] { led.split(separator: " ").map { CampaignID(String($0)) } }

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("email", email)
            json.field("name", name)
            json.field("role", role.rawValue)
            json.field("locale", locale)
            json.field("capacity", capacity)
            json.key("skills")
            json.array(skills) { $0.string($1) }
            json.key("campaigns")
            json.array(campaigns) { $0.string($1.text) }
            json.field("createdAt", time: createdAt)
            json.field("archivedAt", time: archivedAt)
        }
    }

    static func find(_ id: UserID, _ transaction: any Transaction) throws -> User? {
        try transaction.first("select \(columns) from users where id = $1", [.text(id.text)]) { User(row: $0) }
    }
}

extension Desk {
    /// All of the staff, archived ones last, by name.
    package func users(for viewer: Viewer) async throws -> [User] {
        try viewer.require(.read)
        return try await allUsers()
    }
    /// For the command line.
    package func allUsers() async throws -> [User] {
        let users = try await read { try $0.all("select \(User.columns) from users") { User(row: $0) } }
        let keyed = users.map { (key: Text.fold($0.name), user: $0) }
        return keyed.sorted {
            ($0.user.archivedAt > 0 ? 1 : 0, $0.key, $0.user.id.text) < ($1.user.archivedAt > 0 ? 1 : 0, $1.key, $1.user.id.text)
        }
        .map(\.user)
    }
}

extension DeskError {
    static let noUser = DeskError("user.not_found", "No hay ninguna persona con ese identificador. Revisa la lista de usuarios.")
    static func idConflict(_ id: String) -> DeskError {
        DeskError("id.conflict", "El identificador \(id.prefix(64)) ya pertenece a otra cosa; usa uno nuevo.", field: "id")
    }
}
