import Storage

package struct ContactPage: Sendable {
    package let items: [Contact]
    package let next: String?
}

extension Desk {
    /// One page of the contacts that the viewer finds. A page may be short and still have a `next`: what is rare among very many is looked for bit by bit.
    /// `q` finds beginnings of words of names, codes and addresses, and the ends of telephone numbers.
    /// Throws `request.invalid`, `cursor.other_list`.
    package func contacts(_ query: ContactQuery = ContactQuery(), for viewer: Viewer) async throws -> ContactPage {
        try viewer.require(.read)
        return try await read { transaction in
            let page = try ContactListPlan(query, for: viewer, transaction).page()
            guard !page.ids.isEmpty else { return ContactPage(items: [], next: page.next?.text(of: query)) }
            let places = page.ids.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
            let found = try transaction.contacts("id in (\(places))", page.ids.map { .text($0.text) })
            let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
            return ContactPage(items: page.ids.compactMap { byID[$0] }, next: page.next?.text(of: query))
        }
    }

    /// How many contacts a list has, counted up to 10,000; `exact` is false where there may be more.
    package func countContacts(_ query: ContactQuery, for viewer: Viewer) async throws -> (count: Int64, exact: Bool) {
        try viewer.require(.read)
        return try await read { try ContactListPlan(query, for: viewer, $0).count() }
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
