import Storage

/// The cases that some words are about: by number, by the customer's name, document, address, and by tags.
struct CaseHits: Equatable {
    private let words: [String]
    private let number: Int64?

    init(_ text: String, _ viewer: Viewer) throws {
        words = Array(Text.words(text).prefix(8))
        let digits = text.hasPrefix("#") ? String(text.dropFirst()) : text
        number = digits.count <= 15 ? Int64(digits) : nil
    }

    /// Ids, each found by an index and cut.
    func ids(_ sql: inout CaseSQL) -> String {
        guard !words.isEmpty else { return "select c.id as id from cases c where 1 = 0" }
        let most = CaseBounds.few + 1
        var parts: [String] = []
        if let number { parts.append("select n.id as id from cases n where n.number = \(sql.bind(.integer(number)))") }
        let named = words.map { word in
            "select w.contact_id from contact_word w where w.word >= \(sql.bind(.text(word))) and w.word < \(sql.bind(.text(word + "\u{10FFFF}")))"
        }
        parts.append(
            """
            select * from (select k.id as id from (\(named[0]) limit \(most)) w cross join cases k
                where k.contact_id = w.contact_id\(named.dropFirst().map { " and w.contact_id in (\($0))" }.joined()) limit \(most)) b
            """)
        let name = words.joined(separator: " ")
        parts.append(
            """
            select * from (select k.id as id from tag t cross join case_tag h cross join cases k
                where t.folded = \(sql.bind(.text(name))) and h.tag_id = t.id and k.id = h.case_id limit \(most)) g
            """)
        return parts.joined(separator: " union ")
    }
}
