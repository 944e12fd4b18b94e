import Storage

/// The viewer as their own screen shows them.
package struct Me: Sendable, Equatable {
    package let id: UserID
    package let name: String
    package let email: String
    package let role: Role
    package let locale: String
    package let theme: String
    package let organisation: Organisation
    /// Nil for those who attend no cases.
    package let state: AgentState?
    package let open: Int64
    package let closedToday: Int64
    package let capacity: Int64
    package let preferences: Preferences
    /// What a supervisor is limited to; none: nothing.
    package let campaigns: [CampaignID]

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("name", name)
            json.field("email", email)
            json.field("role", role.rawValue)
            json.field("locale", locale)
            json.field("theme", theme)
            json.key("organisation")
            organisation.write(to: &json)
            json.key("state")
            if let state { state.write(to: &json) } else { json.null() }
            json.key("counts")
            writeCounts(to: &json)
            json.field("capacity", capacity)
            json.key("campaigns")
            json.array(campaigns) { $0.string($1.text) }
            json.key("preferences")
            preferences.write(to: &json)
        }
    }
    package func writeCounts(to json: inout JSONText) {
        json.object { json in
            json.field("open", open)
            json.field("closedToday", closedToday)
            json.field("timeZone", organisation.timeZone)
        }
    }
}

extension Desk {
    package func me(_ viewer: Viewer) async throws -> Me {
        let organisation = try await organisation(), today = organisation.day(at: now())
        return try await read { transaction in
            let found = try transaction.first(
                """
                select u.name, u.email, u.role, u.locale, u.theme, coalesce(a.capacity, 0), coalesce(a.state, ''), coalesce(a.reason, ''), coalesce(a.since, 0),
                    u.preferences, coalesce(a.until, 0), u.led
                from users u left join agent a on a.user_id = u.id where u.id = $1
                """, [.text(viewer.id.text)]
            ) { row in
                Me(
                    id: viewer.id, name: row.text(0), email: row.text(1), role: Role(rawValue: row.text(2)) ?? .agent, locale: row.text(3),
                    theme: row.text(4), organisation: organisation,
                    state: AgentState.Kind(rawValue: row.text(6)).map {
                        AgentState(agent: viewer.id, kind: $0, reason: row.text(7), since: row.int(8), until: row.int(10))
                    },
                    open: try Counters.value("agent:\(viewer.id):open", transaction),
                    closedToday: try Counters.value("agent:\(viewer.id):closed:\(today)", transaction), capacity: row.int(5),
                    preferences: try Preferences(json: row.text(9)), campaigns: User.campaigns(row.text(11)))
            }
            guard let found else { throw DeskError("session.expired", "Tu usuario ya no existe; vuelve a entrar.") }
            return found
        }
    }
}
