import Storage

/// What somebody keeps as a view.
package struct NewView: Sendable {
    package var name: String
    package var query: CaseQuery
    package var layout: SavedView.Layout
    package var sharedWith: [Role]
    package var defaultFor: [Role]
    package var pinned: Bool

    /// `filters` are the keys of a list with their values; a sort among them yields to `sort`.
    package init(
        name: String, filters: JSONValue, sort: String?, layout: SavedView.Layout, sharedWith: [Role] = [], defaultFor: [Role] = [],
        pinned: Bool = false
    ) throws {
        self.name = name
        var members = filters.members
        if case .object = filters, let sort {
            members.removeAll { $0.key == "sort" }
            members.append(JSONValue.Member("sort", .string(sort)))
        }
        if case .object = filters {
            query = try CaseQuery(filter: .object(members), "query")
        } else {
            query = try CaseQuery(filter: filters, "query")
        }
        query.cursor = nil
        query.limit = 50
        self.layout = layout
        self.sharedWith = sharedWith
        self.defaultFor = defaultFor
        self.pinned = pinned
    }
}

extension Desk {
    static let mostViews: Int64 = 100

    /// Makes it, or writes it anew. Sharing is for supervisors and administrators; others' views are changed by their owner and by administrators.
    /// Throws `view.built_in`, `view.not_yours`, `view.too_many`, `forbidden`, `request.invalid`.
    package func saveView(_ id: String, _ new: NewView, by viewer: Viewer) async throws -> (isNew: Bool, view: SavedView) {
        try viewer.require(.write)
        var check = FieldCheck()
        let name = check.text(new.name, "name", 1...80)
        try check.finish()
        if !new.sharedWith.isEmpty || !new.defaultFor.isEmpty, !viewer.isStaffLead {
            throw DeskError.forbidden("Solo un supervisor o un administrador comparte vistas; guárdala como propia.")
        }
        guard Set(new.defaultFor).isSubset(of: Set(new.sharedWith)) else {
            throw DeskError.invalid(
                "defaultFor", "defaultFor.unshared", "Una vista sólo puede ser la inicial de los roles con los que se comparte.")
        }
        return try await write(by: .staff(viewer)) { change in
            let before = try change.held(view: id, for: viewer), owner = before?.owner
            if owner == nil {
                let count =
                    try change.first("select count(*) from saved_view where owner_id = $1", [.text(viewer.id.text)]) { $0.int(0) } ?? 0
                guard count < Self.mostViews else {
                    throw DeskError("view.too_many", "Ya tienes \(count) vistas; borra las que no uses.")
                }
            }
            func text(_ roles: [Role]) -> SQLValue { .text(Role.allCases.filter(roles.contains).map(\.rawValue).joined(separator: " ")) }
            // One default a role: the newest wins.
            for role in new.defaultFor { try change.takeDefault(from: role, but: id) }
            let saved = try change.first(
                """
                insert into saved_view (\(SavedView.columns), created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
                on conflict (id) do update set name = excluded.name, query = excluded.query, layout = excluded.layout,
                    shared_with = excluded.shared_with, default_for = excluded.default_for, pinned = excluded.pinned, updated_at = excluded.updated_at
                returning \(SavedView.columns)
                """,
                [
                    .text(id), .text((owner ?? viewer.id).text), .text(name), .text(new.query.json), .text(new.layout.rawValue),
                    text(new.sharedWith),
                    text(new.defaultFor), .integer(new.pinned ? 1 : 0), .integer(change.now),
                ], SavedView.init(row:))
            guard let saved else { throw DeskError("internal", "la vista no devolvió fila") }
            let keeper = owner ?? viewer.id
            try change.tellViews(id, of: keeper, sharedWith: Set(saved.sharedWith).union(before?.sharedWith ?? []))
            return (owner == nil, saved)
        }
    }

    /// Throws `view.not_found`, `view.built_in`, `view.not_yours`.
    package func removeView(_ id: String, by viewer: Viewer) async throws {
        try viewer.require(.write)
        try await write(by: .staff(viewer)) { change in
            guard let held = try change.held(view: id, for: viewer) else {
                throw DeskError("view.not_found", "No hay ninguna vista con ese identificador.")
            }
            try change.run("delete from saved_view where id = $1", [.text(id)])
            try change.tellViews(id, of: held.owner, sharedWith: Set(held.sharedWith))
        }
    }
}

extension Change {
    /// Nil where nobody has it; else whoever does, if the viewer may change it.
    fileprivate func held(view id: String, for viewer: Viewer) throws -> (owner: UserID, sharedWith: [Role])? {
        if BuiltInViews.isOne(id) {
            throw DeskError("view.built_in", "Esta vista viene con el producto y no se cambia; guárdala como otra.")
        }
        let held = try first("select owner_id, shared_with from saved_view where id = $1", [.text(id)]) {
            (owner: UserID($0.text(0)), sharedWith: $0.text(1).split(separator: " ").compactMap { Role(rawValue: String($0)) })
        }
        guard let held, held.owner != viewer.id, viewer.role != .administrator else { return held }
        throw DeskError("view.not_yours", "Esta vista es de otra persona; guárdala como otra.")
    }

    fileprivate func takeDefault(from role: Role, but id: String) throws {
        let held = try all("select id, default_for, owner_id from saved_view where default_for <> '' and id <> $1", [.text(id)]) {
            (view: $0.text(0), roles: $0.text(1), owner: UserID($0.text(2)))
        }
        for (view, roles, owner) in held {
            let left = roles.split(separator: " ").filter { $0 != role.rawValue }.joined(separator: " ")
            guard left != roles else { continue }
            try run("update saved_view set default_for = $2 where id = $1", [.text(view), .text(left)])
            try tellViews(view, of: owner, sharedWith: [role])
        }
    }
}
