import Storage

/// A contact's attributes one by one, so that a list finds those of a value.
enum ContactValues {
    /// Of a longer text its beginning is what is found.
    private static let longest = 200

    static func cut(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest))) }

    static func of(_ values: FieldValues) -> [(field: String, value: String)] {
        values.values.sorted { $0.key < $1.key }.compactMap { field, value in
            switch value {
            case .string(let text): (field, cut(text))
            case .number(let digits): (field, digits)
            case .bool(let answer): (field, answer ? "true" : "false")
            case .null, .array, .object: nil
            }
        }
    }
}

extension Change {
    func indexValues(of contact: Contact) throws {
        try run("delete from contact_value where contact_id = $1", [.text(contact.id.text)])
        let values = ContactValues.of(contact.details.attributes)
        guard !values.isEmpty else { return }
        let rows = values.indices.map { "($\(2 * $0 + 2), $\(2 * $0 + 3), $1)" }.joined(separator: ", ")
        try run(
            "insert into contact_value (field, value, contact_id) values \(rows)",
            [.text(contact.id.text)] + values.flatMap { [SQLValue.text($0.field), .text($0.value)] })
    }
}
