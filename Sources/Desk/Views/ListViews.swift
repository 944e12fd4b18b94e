import Storage

extension Desk {
    /// Those that come with the product, then mine, then those that others share with my role.
    package func views(for viewer: Viewer) async throws -> [SavedView] {
        try viewer.require(.read)
        return try await read { try $0.views(for: viewer) }
    }

    /// How many cases each pinned view has, at most twenty of them.
    package func viewCounts(for viewer: Viewer) async throws -> [(view: String, count: CaseCount)] {
        try viewer.require(.read)
        let organisation = try await organisation(), now = now()
        return try await read { transaction in
            try transaction.views(for: viewer).filter(\.pinned).prefix(20).map { view in
                (view.id, try transaction.countCases(view.query, for: viewer, now: now, in: organisation))
            }
        }
    }
}

extension Storage.Transaction {
    fileprivate func views(for viewer: Viewer) throws -> [SavedView] {
        let own = try all(
            "select \(SavedView.columns) from saved_view where owner_id = $1 order by created_at, id limit 200", [.text(viewer.id.text)],
            SavedView.init(row:))
        let shared = try all(
            "select \(SavedView.columns) from saved_view where shared_with <> '' and owner_id <> $1 order by created_at, id limit 500",
            [.text(viewer.id.text)], SavedView.init(row:)
        ).filter { $0.sharedWith.contains(viewer.role) }
        let found = try BuiltInViews.views(in: Language(rawValue: viewer.locale) ?? .es) + own + shared
        let living = try Living(self, found)
        return found.map { view in
            var view = view
            view.problems = living.problems(of: view.query)
            return view
        }
    }
}

/// What of all that views ask for is still there.
private struct Living {
    private var gone: [String: Set<String>] = [:]

    init(_ transaction: any Transaction, _ views: [SavedView]) throws {
        for (key, table) in [
            ("campaign", "campaign"), ("queue", "queue"), ("account", "channel_account"), ("tag", "tag"), ("label", "contact_label"),
            ("assignee", "users"),
        ] {
            let asked = Set(views.flatMap { view in view.query.keys.first { $0.key == key }?.values ?? [] }.filter(UUIDText.isValid))
            guard !asked.isEmpty else { continue }
            var sql = CaseSQL()
            let condition = sql.any("id", asked.sorted())
            let found = try transaction.all("select id from \(table) where \(condition) and archived_at = 0", sql.arguments) { $0.text(0) }
            gone[key] = asked.subtracting(found)
        }
    }

    func problems(of query: CaseQuery) -> [DeskError.Field] {
        query.keys.flatMap { key, values in
            values.filter { gone[key]?.contains($0) == true }.map { _ in DeskError.Field(key, "\(key).gone", Self.sentence(key)) }
        }
    }

    private static func sentence(_ key: String) -> Phrase {
        switch key {
        case "campaign": Phrase("Esta vista filtra por una campaña que ya no existe; quita ese filtro o elige otra.")
        case "queue": Phrase("Esta vista filtra por una cola que ya no existe; quita ese filtro o elige otra.")
        case "account": Phrase("Esta vista filtra por una línea que ya no existe; quita ese filtro o elige otra.")
        case "tag": Phrase("Esta vista filtra por una etiqueta que ya no existe; quita ese filtro o elige otra.")
        case "label": Phrase("Esta vista filtra por una etiqueta de contactos que ya no existe; quita ese filtro o elige otra.")
        default: Phrase("Esta vista filtra por una persona que ya no está; quita ese filtro o elige otra.")
        }
    }
}
