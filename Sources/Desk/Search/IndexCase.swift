import Storage

/// What a case itself is found by, besides its messages: its number, its customer, subject, what it is about and what came of it. Pure.
enum CaseWords {
    static func of(_ item: Case, tags: [String]) -> FoundWords {
        let parts = [
            "\(item.number)", item.contactName ?? "", item.pointName, item.contactCode ?? "", item.pointValue, item.subject,
            item.description, item.type,
        ]
        let digits = item.pointKind == "phone" || item.pointKind == "whatsapp" ? item.pointValue.filter { $0.isASCII && $0.isNumber } : ""
        return FoundWords((parts + [item.outcome] + tags).filter { !$0.isEmpty }.joined(separator: "\n"), ends: digits)
    }

    static func differ(_ old: Case, _ new: Case) -> Bool {
        old.subject != new.subject || old.description != new.description || old.type != new.type || old.outcome != new.outcome
            || old.tags != new.tags
            || old.queue != new.queue || old.contact != new.contact
    }
}

extension Change {
    /// A case is born with its number in the index. Its words change seldom and wholly: then it takes a new one, and what stands under the one before
    /// is taken out.
    func index(_ item: Case, isNew: Bool) throws {
        let words = CaseWords.of(item, tags: item.tags == "[]" ? [] : try transaction.names(ofTags: item.tags))
        if !isNew {
            try forgetEntry(of: item.id, keeping: words)
            try transaction.post("update cases set found = \(nextFound) where id = $1", [.text(item.id.text)])
        }
        try transaction.post(
            "insert into message_fresh (seq, words) select c.found, $2 from cases c where c.id = $1",
            [.text(item.id.text), .text(words.line(under: QueueMark.of(item.queue)))])
    }
}

extension Storage.Transaction {
    func names(ofTags json: String) throws -> [String] {
        let ids = try [String](json: json)
        guard !ids.isEmpty else { return [] }
        return try all(
            "select name from tag where id in (\(ids.indices.map { "$\($0 + 1)" }.joined(separator: ", "))) order by id",
            ids.map { .text($0) }
        ) { $0.text(0) }
    }
}
