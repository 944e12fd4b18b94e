/// A JSON text as a tree, members in the order written. Numbers keep their digits: nobody rounds an id.
package enum JSONValue: Sendable, Equatable {
    package struct Member: Sendable, Equatable {
        package let key: String
        package let value: JSONValue
        package init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// The kind's name in a sentence for people.
    var noun: String {
        switch self {
        case .null: "null"
        case .bool: "un booleano"
        case .number: "un número"
        case .string: "un texto"
        case .array: "una lista"
        case .object: "un objeto"
        }
    }
}
