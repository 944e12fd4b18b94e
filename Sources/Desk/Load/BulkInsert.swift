import Storage

/// Many rows in few statements of one shape.
struct BulkInsert: Sendable {
    private let table: String
    private let columns: [String]
    private var rows: [[SQLValue]] = []

    init(_ table: String, _ columns: [String]) {
        self.table = table
        self.columns = columns
    }
    mutating func add(_ row: [SQLValue]) {
        assert(row.count == columns.count || row.count == columns.count - 1, table)
        rows.append(row)
    }

    var count: Int { rows.count }
    /// The last column, left out of the rows so far, counts up from `first`.
    mutating func number(from first: Int64) {
        for place in rows.indices { rows[place].append(.integer(first + Int64(place))) }
    }

    func write(_ change: Change) throws {
        var rest = rows[...]
        while !rest.isEmpty {
            let part = rest.prefix(rest.count >= 50 ? 50 : 1)
            rest = rest.dropFirst(part.count)
            var place = 0
            let values = part.map { row in
                "("
                    + row.map { _ in
                        place += 1
                        return "$\(place)"
                    }.joined(separator: ", ") + ")"
            }.joined(separator: ", ")
            try change.run("insert into \(table) (\(columns.joined(separator: ", "))) values \(values)", Array(part.joined()))
        }
    }
}
