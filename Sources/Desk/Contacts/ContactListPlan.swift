import Storage

/// How one list of contacts is read: from the smallest of the sets that its filters name, if one is small; else along the sort's own index, so many rows
/// a page at most. Neither ever walks all contacts.
struct ContactListPlan {
    /// A set of no more contacts than this is read whole and sorted.
    static let few: Int64 = 5_000
    /// What several words have in common is looked for where each has no more contacts than this.
    static let shared: Int64 = 50_000
    /// So many contacts of the sort's index are looked at for one page; then the page ends where it is, and says so by its cursor.
    static let most = 20_000

    let query: ContactQuery
    private let words: [String]
    private let transaction: any Transaction
    private(set) var values = ReportValues()
    private var filters: [String] = []
    /// Statements that give the ids of the contacts that one filter lets through, from an index of its own.
    private var drivers: [String] = []
    private var wordDrivers: [String] = []
    private let column: String

    init(_ query: ContactQuery, for viewer: Viewer, _ transaction: any Transaction) throws {
        var check = FieldCheck()
        let question = check.text(query.q, "q", 0...200)
        check.range(Int64(query.limit), 1...200, "limit")
        try check.finish()
        self.query = query
        self.transaction = transaction
        words = ContactWords.asked(question)
        column = query.sort == .name ? "folded" : query.sort == .created ? "created_at" : "updated_at"
        if words.isEmpty, !question.isEmpty { filters.append("1 = 0") }
        narrow(to: viewer)
        for word in words { narrow(toWord: word) }
        narrow()
    }

    /// Who is seen at all: nobody who was merged into another or erased, and of agents' and limited supervisors' lists those whom their campaigns know.
    private mutating func narrow(to viewer: Viewer) {
        filters.append("contact.merged_into = '' and contact.erased_at = 0")
        guard !viewer.leadsAll else { return }
        narrow(toCampaigns: viewer.campaigns.union(viewer.led ?? []).map(\.text).sorted())
    }

    private mutating func narrow(toCampaigns ids: [String]) {
        let places = ids.isEmpty ? "''" : ids.map { values.bind(.text($0)) }.joined(separator: ", ")
        filters.append("exists (select 1 from contact_campaign k where k.contact_id = contact.id and k.campaign_id in (\(places)))")
        drivers.append("select contact_id from contact_campaign where campaign_id in (\(places))")
    }

    private mutating func narrow(toWord word: String) {
        let (from, to) = (values.bind(.text(word)), values.bind(.text(word + "\u{10FFFF}")))
        filters.append("exists (select 1 from contact_word w where w.contact_id = contact.id and w.word >= \(from) and w.word < \(to))")
        let driver = "select contact_id from contact_word where word >= \(from) and word < \(to)"
        drivers.append(driver)
        wordDrivers.append(driver)
    }

    private mutating func narrow() {
        if !query.labels.isEmpty {
            let places = query.labels.map { values.bind(.text($0.text)) }.joined(separator: ", ")
            filters.append("exists (select 1 from contact_labelled l where l.contact_id = contact.id and l.label_id in (\(places)))")
            drivers.append("select contact_id from contact_labelled where label_id in (\(places))")
        }
        if !query.campaigns.isEmpty { narrow(toCampaigns: query.campaigns.map(\.text)) }
        for (field, asked) in query.attributes.sorted(by: { $0.key < $1.key }) {
            let name = values.bind(.text(field)), places = asked.map { values.bind(.text($0)) }.joined(separator: ", ")
            filters.append(
                "exists (select 1 from contact_value v where v.contact_id = contact.id and v.field = \(name) and v.value in (\(places)))")
            drivers.append("select contact_id from contact_value where field = \(name) and value in (\(places))")
        }
        if let vip = query.vip {
            filters.append("contact.vip = \(vip ? 1 : 0)")
            if vip { drivers.append("select id from contact where vip = 1") }
        }
        if let blocked = query.blocked {
            filters.append(blocked ? "contact.blocked_at > 0" : "contact.blocked_at = 0")
            if blocked { drivers.append("select id from contact where blocked_at > 0") }
        }
        if query.createdFrom != nil || query.createdTo != nil {
            let from = values.bind(.integer(query.createdFrom ?? 0)), to = values.bind(.integer(query.createdTo ?? Int64.max))
            filters.append("contact.created_at >= \(from) and contact.created_at < \(to)")
            drivers.append("select id from contact where created_at >= \(from) and created_at < \(to)")
        }
    }

    /// The ids of one page in order, and where the next one begins.
    func page() throws -> (ids: [ContactID], next: ContactCursor?) {
        let cursor = try query.cursor.map { try ContactCursor($0, of: query) }
        if let driver = try smallest() {
            let found = try rows(of: driver, after: cursor, limit: query.limit + 1)
            let page = found.prefix(query.limit)
            return (page.map { ContactID($0.id) }, found.count > query.limit ? page.last : nil)
        }
        var found: [ContactCursor] = [], last = cursor, seen = 0
        var size = 4 * query.limit
        while seen < Self.most {
            size = min(size, Self.most - seen)
            let stretch = try walk(after: last, size: size)
            for row in stretch where row.isMeant {
                if found.count == query.limit { return (found.map { ContactID($0.id) }, found.last) }
                found.append(row.cursor)
            }
            seen += stretch.count
            last = stretch.last?.cursor ?? last
            if stretch.count < size { return (found.map { ContactID($0.id) }, nil) }
            size *= 4
        }
        return (found.map { ContactID($0.id) }, last)
    }

    /// How many there are, counted up to 10,000.
    func count() throws -> (count: Int64, exact: Bool) {
        let most: Int64 = 10_000
        if let driver = try smallest() {
            let sql = "select count(*) from contact where contact.id in (\(driver)) and \(filters.joined(separator: " and "))"
            return (try transaction.first(sql, values.all) { $0.int(0) } ?? 0, true)
        }
        let stretch = try walk(after: nil, size: Self.most)
        let counted = Int64(stretch.count { $0.isMeant })
        return (min(counted, most), stretch.count < Self.most && counted <= most)
    }

    /// The filter whose set is the smallest, if it is small enough to be read whole.
    private func smallest() throws -> String? {
        var best: (sql: String, count: Int64)?
        for driver in drivers {
            let count = try count(driver, to: Self.few)
            if count <= best?.count ?? Self.few { best = (driver, count) }
            if count <= 200 { break }
        }
        if best == nil, wordDrivers.count > 1 {
            let shared = try wordDrivers.filter { try count($0, to: Self.shared) <= Self.shared }
            let common = shared.joined(separator: " intersect ")
            if shared.count > 1, try count(common, to: Self.few) <= Self.few { return common }
        }
        return best?.sql
    }

    private func count(_ driver: String, to most: Int64) throws -> Int64 {
        let probe = Self.alone("select count(*) from (\(driver) limit \(most + 1)) few", values.all)
        return try transaction.first(probe.sql, probe.arguments) { $0.int(0) } ?? 0
    }

    /// A part of the statement as one of its own: its values alone, counted from 1.
    private static func alone(_ part: String, _ values: [SQLValue]) -> (sql: String, arguments: [SQLValue]) {
        var sql = "", arguments: [SQLValue] = [], rest = part[...]
        while let sign = rest.firstIndex(of: "$") {
            let digits = rest[rest.index(after: sign)...].prefix { $0.isNumber }
            arguments.append(values[(Int(digits) ?? 1) - 1])
            sql += rest[..<sign] + "$\(arguments.count)"
            rest = rest[digits.endIndex...]
        }
        return (sql + rest, arguments)
    }

    private func rows(of driver: String, after cursor: ContactCursor?, limit: Int) throws -> [ContactCursor] {
        var values = values
        let place = cursor.map {
            "and (contact.\(column), contact.id) \(query.descending ? "<" : ">") (\(values.bind($0.key)), \(values.bind(.text($0.id))))"
        }
        let sql = """
            select contact.id, contact.\(column) from contact where contact.id in (\(driver)) and \(filters.joined(separator: " and ")) \(place ?? "")
            \(order) limit \(limit)
            """
        return try transaction.all(sql, values.all) { row in
            ContactCursor(key: query.sort == .name ? .text(row.text(1)) : .integer(row.int(1)), id: row.text(0))
        }
    }

    /// The next rows of the sort's index, each with whether it is of the list.
    private func walk(after cursor: ContactCursor?, size: Int) throws -> [(cursor: ContactCursor, isMeant: Bool)] {
        var values = values
        var place = ""
        if let cursor {
            place =
                "where (contact.\(column), contact.id) \(query.descending ? "<" : ">") (\(values.bind(cursor.key)), \(values.bind(.text(cursor.id))))"
        }
        let sql = """
            select contact.id, contact.\(column), case when \(filters.joined(separator: " and ")) then 1 else 0 end from contact \(place)
            \(order) limit \(size)
            """
        return try transaction.all(sql, values.all) { row in
            (
                cursor: ContactCursor(key: query.sort == .name ? .text(row.text(1)) : .integer(row.int(1)), id: row.text(0)),
                isMeant: row.int(2) == 1
            )
        }
    }

    private var order: String {
        let direction = query.descending ? "desc" : "asc"
        return "order by contact.\(column) \(direction), contact.id \(direction)"
    }
}
