import Storage

extension Change {
    /// Whoever sees this view, or saw it until now, hears that their views are others: a word to each person, with nothing of the view in it but its id,
    /// for what each may see of it is said by the list of views alone.
    func tellViews(_ id: String, of owner: UserID, sharedWith roles: Set<Role>) throws {
        var readers: Set<String> = [owner.text]
        if !roles.isEmpty {
            let people = try all("select id, role from users where archived_at = 0", []) {
                (id: $0.text(0), role: Role(rawValue: $0.text(1)))
            }
            for person in people { if let role = person.role, roles.contains(role) { readers.insert(person.id) } }
        }
        var json = JSONText()
        json.object { $0.field("id", id) }
        for reader in readers.sorted() { announce(.about("views.changed", to: UserID(reader), data: json.text)) }
    }
}
