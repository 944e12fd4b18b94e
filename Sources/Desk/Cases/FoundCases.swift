import Storage

/// The cases that a list's `q` finds, the newest first, as many as a list sorts.
struct FoundCases {
    let ids: [String]
    let engine: Engine

    /// All of them as one value: a statement of thousands of placeholders would be another one for each list.
    func select(_ sql: inout CaseSQL) -> String {
        let place = sql.bind(.text("[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]"))
        switch engine {
        case .sqlite: return "select f.value as id from json_each(\(place)) f"
        case .postgres: return "select f.id as id from jsonb_array_elements_text(cast(\(place) as jsonb)) f(id)"
        }
    }
}

extension Storage.Transaction {
    /// By number, by the customer's name, document or address, and by tags.
    func found(_ text: String, for viewer: Viewer) throws -> FoundCases {
        let words = Text.words(text).prefix(8)
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        var ids: [String] = []
        if digits.utf8.count <= 15, let number = Int64(digits) {
            ids += try all("select id from cases where number = $1", [.integer(number)]) { $0.text(0) }
        }
        guard let first = words.first else { return FoundCases(ids: ids, engine: engine) }
        var sql = CaseSQL()
        func named(_ word: String) -> String {
            "select w.contact_id from contact_word w where w.word >= \(sql.bind(.text(word))) and w.word < \(sql.bind(.text(word + "\u{10FFFF}")))"
        }
        let others = words.dropFirst().map { "and w.contact_id in (\(named($0)))" }.joined(separator: " ")
        ids += try all(
            """
            select k.id from (\(named(first)) limit \(CaseBounds.few)) w cross join cases k where k.contact_id = w.contact_id \(others)
            order by k.created_at desc, k.number desc limit \(CaseBounds.few)
            """, sql.arguments
        ) { $0.text(0) }
        ids += try all(
            """
            select h.case_id from tag t cross join case_tag h where t.folded = $1 and h.tag_id = t.id limit \(CaseBounds.few)
            """, [.text(words.joined(separator: " "))]
        ) { $0.text(0) }
        var seen: Set<String> = []
        return FoundCases(ids: ids.filter { seen.insert($0).inserted }, engine: engine)
    }
}
