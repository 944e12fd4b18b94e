import Storage

/// A list that somebody keeps: what it asks for, how it looks, and for whom.
package struct SavedView: Sendable, Equatable {
    package enum Layout: String, Sendable, CaseIterable { case cards, table }

    package let id: String
    /// Nil for one that comes with the product.
    package let owner: UserID?
    package var name: String
    package var query: CaseQuery
    package var layout: Layout
    package var sharedWith: [Role]
    package var defaultFor: [Role]
    package var pinned: Bool
    /// What it asks for that is gone.
    package var problems: [DeskError.Field] = []

    static let columns = "id, owner_id, name, query, layout, shared_with, default_for, pinned"
    init(row: borrowing Row) throws {
        func roles(_ column: Int) -> [Role] { row.text(column).split(separator: " ").compactMap { Role(rawValue: String($0)) } }
        id = row.text(0)
        owner = UserID(row.text(1))
        name = row.text(2)
        query = try CaseQuery(filter: JSONParser.parse(Array(row.text(3).utf8)))
        layout = Layout(rawValue: row.text(4)) ?? .cards
        sharedWith = roles(5)
        defaultFor = roles(6)
        pinned = row.int(7) != 0
    }
    init(id: String, name: String, query: CaseQuery, pinned: Bool) {
        self.id = id
        owner = nil
        self.name = name
        self.query = query
        layout = .cards
        sharedWith = Role.allCases
        defaultFor = []
        self.pinned = pinned
    }

    package func write(to json: inout JSONText, language: Language) {
        json.object { json in
            json.field("id", id)
            json.field("name", name)
            json.field("owner", owner)
            json.field("builtIn", owner == nil)
            json.key("query")
            json.object { json in
                for (key, values) in query.keys where key != "sort" {
                    json.key(named: key)
                    json.array(values) { $0.string($1) }
                }
            }
            json.field("sort", (query.descending ? "-" : "") + query.sort.rawValue)
            json.field("layout", layout.rawValue)
            json.key("sharedWith")
            json.array(sharedWith) { $0.string($1.rawValue) }
            json.key("defaultFor")
            json.array(defaultFor) { $0.string($1.rawValue) }
            json.field("pinned", pinned)
            json.key("problems")
            json.array(problems) { json, problem in
                json.object { json in
                    json.field("field", problem.field)
                    json.field("code", problem.code)
                    json.field("message", problem.message.text(in: language))
                }
            }
        }
    }
}

/// The views that come with the product: data with fixed ids, the same for everyone.
enum BuiltInViews {
    private static let all: [(number: Int, name: Phrase, keys: [(String, [String])], isPinned: Bool)] = [
        (1, Phrase("Mis casos abiertos"), [("assignee", ["me"]), ("state", ["open", "waiting"]), ("sort", ["-updated"])], true),
        (2, Phrase("Seguimientos"), [("followUp", ["any"]), ("sort", ["followUp"])], false),
        (3, Phrase("Sin asignar"), [("assignee", ["none"]), ("state", ["queued"]), ("sort", ["created"])], true),
        (4, Phrase("Transferidos"), [("mark", ["transferred"]), ("sort", ["-updated"])], false),
        (5, Phrase("Huérfanos"), [("mark", ["orphaned"]), ("sort", ["created"])], false),
        (
            6, Phrase("SLA en riesgo"),
            [("slaAgeMin", ["0"]), ("state", ["queued", "offered", "open", "waiting"]), ("sort", ["sla"])], false
        ),
        (7, Phrase("Cerrados esta semana"), [("state", ["closed"]), ("updatedFrom", ["week"]), ("sort", ["-updated"])], false),
    ]
    static func id(_ number: Int) -> String { "00000000-0000-7000-8000-00000000000\(number)" }
    static func isOne(_ id: String) -> Bool { all.contains { Self.id($0.number) == id } }
    static func views(in language: Language) throws -> [SavedView] {
        try all.map { view in
            SavedView(
                id: id(view.number), name: view.name.text(in: language),
                query: try CaseQuery(keys: view.keys.map { (key: $0.0, values: $0.1) }),
                pinned: view.isPinned)
        }
    }
}
