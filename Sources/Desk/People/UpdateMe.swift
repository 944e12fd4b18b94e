import Storage

extension Desk {
    /// What people choose for themselves; nil leaves it. Throws `request.invalid`.
    package func updateMe(
        locale: String? = nil, theme: String? = nil, name: String? = nil, preferences: PreferenceChanges? = nil, by viewer: Viewer
    ) async throws -> Me {
        try viewer.require(.write)
        var check = FieldCheck()
        if let preferences { check.preferences(preferences) }
        if let locale { check.locale(locale) }
        if let theme { check.choice(theme, ["system", "light", "dark"], "theme") }
        let name = check.text(name, "name", 1...200)
        try check.finish()
        try await write(by: .staff(viewer)) { [locale, theme, name] change in
            let before = try change.first("select name from users where id = $1", [.text(viewer.id.text)]) { $0.text(0) }
            try change.run(
                """
                update users set locale = coalesce(cast($2 as text), locale), theme = coalesce(cast($3 as text), theme),
                    name = coalesce(cast($4 as text), name) where id = $1
                """, [.text(viewer.id.text), SQLValue(locale), SQLValue(theme), SQLValue(name)])
            change.touchedAccess = true
            if let preferences { try change.apply(preferences, of: viewer.id) }
            // Others show the name; a change of colours is nobody's news.
            if let name, name != before { change.announce(.about("config.changed", data: "{}")) }
        }
        return try await me(viewer)
    }
}
