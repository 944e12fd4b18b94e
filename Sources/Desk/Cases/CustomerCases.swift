import Storage

/// Which of a customer's cases are asked for.
package struct CustomerCaseQuery: Sendable {
    /// Words of what they were about, or a number.
    package var q: String?
    package var cursor: String?
    package var limit: Int
    package init(q: String? = nil, cursor: String? = nil, limit: Int = 50) {
        self.q = q
        self.cursor = cursor
        self.limit = limit
    }
}

extension Desk {
    /// All cases of a case's customer over all channels, the newest first: of the contact, or of the address while it has none. Whoever holds a live case
    /// of theirs reads the closed ones as history (product §3). Throws `case.not_found`, `case.not_accepted`, `request.invalid`.
    package func customerCases(of reference: CaseReference, _ query: CustomerCaseQuery, for viewer: Viewer) async throws -> [UInt8] {
        try await read { transaction in
            let item = try transaction.readableCase(reference, for: viewer)
            return try transaction.customerCases(.of(item), query, for: viewer)
        }
    }

    /// The same of a contact. Throws `contact.not_found`.
    package func customerCases(of contact: ContactID, _ query: CustomerCaseQuery, for viewer: Viewer) async throws -> [UInt8] {
        try viewer.require(.read)
        return try await read { transaction in
            guard try transaction.finds(contact: contact, viewer) else { throw DeskError.noContact }
            return try transaction.customerCases(Customer(column: "contact_id", id: contact.text), query, for: viewer)
        }
    }
}

/// A contact, or an address that is nobody's yet.
struct Customer {
    let column: String
    let id: String

    static func of(_ item: Case) -> Customer {
        item.contact.map { Customer(column: "contact_id", id: $0.text) } ?? Customer(column: "point_id", id: item.point.text)
    }
}

extension Storage.Transaction {
    /// With words the newest 500 are looked through: nobody is asked about more than that.
    fileprivate func customerCases(_ customer: Customer, _ query: CustomerCaseQuery, for viewer: Viewer) throws -> [UInt8] {
        var check = FieldCheck()
        let words = Text.words(check.text(query.q ?? "", "q", 0...200))
        check.range(Int64(query.limit), 1...200, "limit")
        let cursor = query.cursor.map { $0.split(separator: ".").compactMap { Int64($0) } }
        if let cursor, cursor.count != 2 {
            check.fault("cursor", "cursor.malformed", "El cursor no es de esta lista; usa el valor «next» de la página anterior.")
        }
        try check.finish()
        let plan = try CustomerCasePlan(
            customer, after: cursor.map { ($0[0], $0[1]) }, most: words.isEmpty ? query.limit : 500,
            history: isHolder(of: customer, viewer),
            for: viewer)
        var rows: [Case] = []
        try each(plan.sql, plan.arguments) { row in
            guard rows.count < query.limit else { return }
            let item = try Case(row: row)
            if item.isAbout(words) { rows.append(item) }
        }
        let counts = try counts(of: rows.map(\.id))
        var json = JSONText(capacity: 16 * 1024)
        json.object { json in
            json.key("items")
            json.array(rows) { json, item in
                json.object { json in
                    json.key("case")
                    // What is seen as history alone is read whole.
                    let sight = item.audience.sight(of: viewer)
                    item.writeCard(to: &json, sight: sight == .none ? .full : sight)
                    json.field("messages", counts[item.id]?.messages ?? 0)
                    json.field("dispositions", counts[item.id]?.dispositions ?? 0)
                }
            }
            json.field("next", rows.count == query.limit ? rows.last.map { "\($0.createdAt).\($0.number)" } : nil)
        }
        return json.bytes
    }

    /// Who holds a live case of this customer reads their closed ones.
    private func isHolder(of customer: Customer, _ viewer: Viewer) throws -> Bool {
        if viewer.leadsAll { return true }
        return try first(
            "select 1 from cases c where c.\(customer.column) = $1 and c.agent_id = $2 and c.state in ('open', 'waiting', 'offered') limit 1",
            [.text(customer.id), .text(viewer.id.text)]
        ) { $0.int(0) } != nil
    }

    /// What both sides said in each, and how often it was classified, both counted up to 200.
    private func counts(of cases: [CaseID]) throws -> [CaseID: (messages: Int64, dispositions: Int64)] {
        guard !cases.isEmpty else { return [:] }
        var counts: [CaseID: (messages: Int64, dispositions: Int64)] = [:]
        try each(
            """
            select c.id, (select count(*) from (select 1 from message m where m.case_id = c.id and m.direction in ('in', 'out') limit 200) said),
                (select count(*) from (select 1 from disposition d where d.case_id = c.id limit 200) given)
            from cases c where c.id in (\(cases.indices.map { "$\($0 + 1)" }.joined(separator: ", ")))
            """, cases.map { .text($0.text) }
        ) { counts[ID($0.text(0))] = (messages: $0.int(1), dispositions: $0.int(2)) }
        return counts
    }
}

/// One stretch of the index by contact or by address, the newest first.
struct CustomerCasePlan {
    let sql: String
    let arguments: [SQLValue]

    init(_ customer: Customer, after: (at: Int64, number: Int64)?, most: Int, history: Bool, for viewer: Viewer) throws {
        let sight = SightSQL(viewer, first: 5)
        let seen = history ? "(c.state = 'closed' or \(sight.clause))" : sight.clause
        sql = """
            select \(Case.columns) from \(Case.tables) where c.\(customer.column) = $1 and (c.created_at, c.number) < ($2, $3) and \(seen)
            order by c.created_at desc, c.number desc limit $4
            """
        arguments =
            [.text(customer.id), .integer(after?.at ?? .max), .integer(after?.number ?? .max), SQLValue(most)]
            + sight.arguments.map { .text($0) }
    }
}

extension Case {
    /// Each word stands in its number, description, type, outcome or last words.
    fileprivate func isAbout(_ words: [String]) -> Bool {
        guard !words.isEmpty else { return true }
        let said = Text.words("\(number) \(description) \(type) \(outcome) \(preview.text)")
        return words.allSatisfy { word in said.contains { $0.hasPrefix(word) } }
    }
}
