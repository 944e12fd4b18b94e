import Storage

/// Cases as one value of a statement: one of thousands of placeholders would be another statement for each list.
struct CaseIDs {
    let ids: [String]
    let engine: Engine

    func select(_ sql: inout CaseSQL) -> String {
        let place = sql.bind(.text(ids.json))
        switch engine {
        case .sqlite: return "select f.value as id from json_each(\(place)) f"
        case .postgres: return "select f.id as id from jsonb_array_elements_text(cast(\(place) as jsonb)) f(id)"
        }
    }

    /// The same with their places, from 1.
    func places(_ sql: inout CaseSQL) -> String {
        let place = sql.bind(.text(ids.json))
        switch engine {
        case .sqlite: return "select f.value as id, f.key + 1 as place from json_each(\(place)) f"
        case .postgres: return "select f.id, f.place from jsonb_array_elements_text(cast(\(place) as jsonb)) with ordinality f(id, place)"
        }
    }
}
