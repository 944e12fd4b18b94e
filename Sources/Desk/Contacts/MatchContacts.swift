import Storage

extension Desk {
    /// Contacts that may be the customer behind an address, the likeliest first, with the reasons: similar telephone, mail address or name. With `q`, those
    /// that somebody looks for by hand; what they typed may hold a slip. Work is bounded however many contacts there are: exact looks into indexes.
    /// Throws `contact_point.not_found`, `request.invalid`.
    package func matches(point: PointID?, q: String? = nil, limit: Int = 10, for viewer: Viewer) async throws -> [ContactMatch] {
        try viewer.require(.read)
        var check = FieldCheck()
        let question = check.text(q ?? "", "q", 0...200)
        check.range(Int64(limit), 1...50, "limit")
        if point == nil, question.isEmpty {
            check.fault("point", "required", "Di de qué dirección («point») o qué buscas («q»).")
        }
        try check.finish()
        return try await read { transaction in
            var asked = try point.map { try transaction.clues(of: $0, for: viewer) } ?? Clues()
            let known = asked.contact
            if !question.isEmpty { asked = Clues(asking: question) }
            var search = MatchSearch(transaction, viewer, but: known)
            try search.look(for: asked)
            let found = try search.judged(asked)
            return Array(found.prefix(limit))
        }
    }
}

/// Candidates by exact looks into indexes, a bounded number of each kind; then judged by what they really have in common.
struct MatchSearch {
    private static let each: Int64 = 20
    /// Of a common name's contacts so many are looked at for the other words of the name.
    private static let common: Int64 = 2000

    private let transaction: any Transaction
    private let viewer: Viewer
    private let known: ContactID?
    /// Also what is one slip away: a wrong digit, a wrong letter.
    private let slips: Bool
    private var candidates: [String] = []

    init(_ transaction: any Transaction, _ viewer: Viewer, but known: ContactID?, slips: Bool = true) {
        self.slips = slips
        self.transaction = transaction
        self.viewer = viewer
        self.known = known
    }

    mutating func look(for clues: Clues) throws {
        for phone in clues.phones { try look(forPhone: phone) }
        for email in clues.emails { try look(forEmail: email) }
        if let code = clues.code {
            try take("select contact.id from contact where contact.code_key = $1", [.text(code)])
        }
        if !clues.words.isEmpty { try look(forBeginnings: clues.words) }
        try look(forName: clues.name)
    }

    /// By every end of their numbers contacts are in the index of words; by a slip they are under another number.
    private mutating func look(forPhone digits: String) throws {
        for length in [8, 7, 6, 5, 4] where digits.utf8.count > length {
            try take(
                "select w.contact_id from contact_word w join contact on contact.id = w.contact_id where w.word = $1",
                [.text(String(digits.suffix(length)))])
        }
        guard self.slips else { return }
        let slips = Similarity.slips(of: digits, from: max(0, digits.utf8.count - 9)).map { SQLValue.text("+" + $0) }
        guard !slips.isEmpty else { return }
        for kind in ["phone", "whatsapp"] {
            try take(
                """
                select p.contact_id from contact_point p join contact on contact.id = p.contact_id
                where p.kind = $1 and p.value in (\(Self.places(slips, from: 2)))
                """, [.text(kind)] + slips)
        }
    }

    private mutating func look(forEmail address: String) throws {
        for local in Set([Similarity.local(of: address), String(address.prefix { $0 != "@" })]).sorted()
        where !local.isEmpty && !Similarity.impersonal.contains(local) {
            // Between `local@` and `local` with the next sign after `@` stand all houses of one local part.
            try take(
                """
                select p.contact_id from contact_point p join contact on contact.id = p.contact_id
                where p.kind = 'email' and ((p.value >= $1 and p.value < $2) or (p.value >= $3 and p.value < $4))
                """, [.text(local + "@"), .text(local + "A"), .text(local + "+"), .text(local + ",")])
        }
    }

    /// As the list of contacts is searched: each word begins one of theirs.
    private mutating func look(forBeginnings words: [String]) throws {
        var conditions: [String] = []
        var arguments: [SQLValue] = []
        for word in words {
            arguments += [.text(word), .text(word + "\u{10FFFF}")]
            conditions.append(
                "contact.id in (select w.contact_id from contact_word w where w.word >= $\(arguments.count - 1) and w.word < $\(arguments.count))"
            )
        }
        try take("select contact.id from contact where \(conditions.joined(separator: " and "))", arguments)
    }

    /// Words of the index that are the name's words, or one slip away from them; then contacts that have one of each of two words, the rarer walked.
    private mutating func look(forName name: String) throws {
        let words = Array(
            Text.words(name).filter { $0.utf8.count >= 2 }.once(by: \.self).sorted { $0.utf8.count > $1.utf8.count }.prefix(4))
        let written = try words.map { word in (word, try spellings(of: word)) }.filter { !$0.1.isEmpty }
        if written.count == 1, let only = written.first, words.count == 1 {
            try take(
                "select w.contact_id from contact_word w join contact on contact.id = w.contact_id where w.word in (\(Self.places(only.1, from: 1)))",
                only.1)
        }
        for (place, one) in written.enumerated() {
            for two in written.dropFirst(place + 1) {
                let rarer = try count(one.1) <= count(two.1) ? (one.1, two.1) : (two.1, one.1)
                try take(
                    """
                    select w.contact_id from (select contact_id from contact_word where word in (\(Self.places(rarer.0, from: 1))) limit \(Self.common)) w
                    join contact on contact.id = w.contact_id
                    where exists (select 1 from contact_word o where o.contact_id = w.contact_id and o.word in (\(Self.places(rarer.1, from: rarer.0.count + 1))))
                    """, rarer.0 + rarer.1)
            }
        }
    }

    /// One statement for words of every length: what is not needed of its places is the word itself again.
    private func spellings(of word: String) throws -> [SQLValue] {
        let near = slips ? Similarity.near(word) : [word]
        let asked = near.count == 1 ? near : near + Array(repeating: word, count: Self.most - near.count)
        let found: [SQLValue] = try transaction.all(
            "select distinct word from contact_word where word in (\(asked.indices.map { "$\($0 + 1)" }.joined(separator: ", "))) order by word limit 12",
            asked.map { .text($0) }
        ) { .text($0.text(0)) }
        return found.last.map { found + Array(repeating: $0, count: 12 - found.count) } ?? []
    }
    /// The spellings of a word of twelve letters, with some to spare.
    private static let most = 704

    private func count(_ words: [SQLValue]) throws -> Int64 {
        try transaction.first(
            "select count(*) from (select 1 from contact_word where word in (\(Self.places(words, from: 1))) limit \(Self.common)) w", words
        ) { $0.int(0) } ?? 0
    }

    private mutating func take(_ sql: String, _ arguments: [SQLValue]) throws {
        let sight = ContactSight(viewer, first: arguments.count + 1)
        let found = try transaction.all("\(sql) and \(sight.clause) limit \(Self.each)", arguments + sight.arguments) { $0.text(0) }
        for id in found where id != known?.text && !candidates.contains(id) { candidates.append(id) }
    }

    private static func places(_ values: [SQLValue], from first: Int) -> String {
        values.indices.map { "$\(first + $0)" }.joined(separator: ", ")
    }

    /// The candidates who really are alike, the likeliest first.
    func judged(_ clues: Clues) throws -> [ContactMatch] {
        guard !candidates.isEmpty else { return [] }
        let ids = candidates.map { SQLValue.text($0) }
        return try transaction.contacts("id in (\(Self.places(ids, from: 1)))", ids)
            .map { ContactMatch(contact: $0, reasons: clues.reasons(for: $0)) }
            .filter { !$0.reasons.isEmpty }
            .sorted {
                ($1.rank, Text.fold($0.contact.name), $0.contact.id.text) < ($0.rank, Text.fold($1.contact.name), $1.contact.id.text)
            }
    }
}
