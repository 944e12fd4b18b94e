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
    package var noun: Phrase {
        switch self {
        case .null: Phrase("null")
        case .bool: Phrase("un booleano")
        case .number: Phrase("un número")
        case .string: Phrase("un texto")
        case .array: Phrase("una lista")
        case .object: Phrase("un objeto")
        }
    }
}

/// Reading what a provider sent: what is missing or of another shape is nil, never an error.
extension JSONValue {
    package subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }
    package var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
    package var members: [Member] { if case .object(let members) = self { members } else { [] } }
    /// A text, or a number's digits: providers write the same id now as one, now as the other.
    package var text: String? {
        switch self {
        case .string(let text): text.isEmpty ? nil : text
        case .number(let digits): digits
        default: nil
        }
    }
    package var integer: Int64? { text.flatMap { Int64($0) } }
    package var double: Double? { text.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }
    package var isTrue: Bool { self == .bool(true) }
}

extension JSONValue {
    package func write(to json: inout JSONText) {
        switch self {
        case .null: json.null()
        case .bool(let answer): json.bool(answer)
        case .number(let digits): json.raw(digits)
        case .string(let text): json.string(text)
        case .array(let items): json.array(items) { $1.write(to: &$0) }
        case .object(let members):
            json.object { json in
                for member in members {
                    json.key(named: member.key)
                    member.value.write(to: &json)
                }
            }
        }
    }
}
