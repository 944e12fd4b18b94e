import Storage

package struct ContactPage: Sendable {
    package let items: [Contact]
    package let next: String?
}

extension Desk {
    /// By name, without case or accents. `q` finds beginnings of words of names, codes and addresses, and the ends of telephone numbers.
    package func contacts(q: String? = nil, cursor: String? = nil, limit: Int = 50, for viewer: Viewer) async throws -> ContactPage {
        try viewer.require(.read)
        var check = FieldCheck()
        let question = check.text(q ?? "", "q", 0...200)
        check.range(Int64(limit), 1...200, "limit")
        if let cursor, !UUIDText.isValid(cursor) {
            check.fault("cursor", "cursor.malformed", "El cursor no es de esta lista; usa el valor «next» de la página anterior.")
        }
        try check.finish()
        let words = ContactWords.asked(question)
        if words.isEmpty, !question.isEmpty { return ContactPage(items: [], next: nil) }
        return try await read { transaction in
            let sight = ContactSight(viewer, first: 1)
            var arguments = sight.arguments
            var conditions = [sight.clause]
            for word in words {
                arguments += [.text(word), .text(word + "\u{10FFFF}")]
                conditions.append(
                    "id in (select w.contact_id from contact_word w where w.word >= $\(arguments.count - 1) and w.word < $\(arguments.count))"
                )
            }
            if let cursor {
                arguments.append(.text(cursor))
                conditions.append("(folded, id) > (select p.folded, p.id from contact p where p.id = $\(arguments.count))")
            }
            arguments.append(SQLValue(limit + 1))
            let found = try transaction.contacts(
                "\(conditions.joined(separator: " and ")) order by folded, id limit $\(arguments.count)", arguments)
            let items = Array(found.prefix(limit))
            return ContactPage(items: items, next: found.count > limit ? items.last?.id.text : nil)
        }
    }
}

/// What a contact is found by. Pure.
enum ContactWords {
    static func of(_ contact: Contact) -> Set<String> {
        of(name: contact.name, code: contact.code, points: contact.points.map { ($0.kind, $0.value) })
    }

    static func of(name: String, code: String?, points: [(kind: String, value: String)]) -> Set<String> {
        var words = Set(Text.words(name))
        if let code {
            words.formUnion(Text.words(code))
            words.insert(Text.words(code).joined())
        }
        for point in points {
            words.formUnion(Text.words(point.value))
            if point.kind == "phone" || point.kind == "whatsapp" { words.formUnion(ends(of: point.value.filter(\.isNumber))) }
        }
        return Set(words.filter { !$0.isEmpty }.map { String($0.prefix(64)) }.sorted().prefix(200))
    }

    /// A telephone number however it is written is one word; else every word counts.
    static func asked(_ question: String) -> [String] {
        let digits = question.filter { $0.isASCII && $0.isNumber }
        let isPhone = !digits.isEmpty && question.allSatisfy { ($0.isASCII && $0.isNumber) || " +-().".contains($0) }
        return isPhone ? [digits] : Array(Text.words(question).map { String($0.prefix(64)) }.prefix(6))
    }

    private static func ends(of digits: String) -> [String] { (0..<max(0, digits.count - 3)).map { String(digits.dropFirst($0)) } }
}

extension Change {
    func indexWords(of contact: Contact) throws {
        try run("delete from contact_word where contact_id = $1", [.text(contact.id.text)])
        let words = ContactWords.of(contact).sorted()
        guard !words.isEmpty else { return }
        let rows = words.indices.map { "($\($0 + 2), $1)" }.joined(separator: ", ")
        try run("insert into contact_word (word, contact_id) values \(rows)", [.text(contact.id.text)] + words.map { .text($0) })
    }
}
