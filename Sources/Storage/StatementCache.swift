/// Prepared statements by their text, at most 500; the least recently used goes.
struct StatementCache<Statement> {
    private var entries: [String: (statement: Statement, used: Int)] = [:]
    private var clock = 0
    private let limit = 500

    mutating func find(_ sql: String) -> Statement? {
        clock += 1
        guard let index = entries.index(forKey: sql) else { return nil }
        entries.values[index].used = clock
        return entries.values[index].statement
    }

    /// Answers the statement that had to make room.
    mutating func keep(_ statement: Statement, _ sql: String) -> Statement? {
        var evicted: Statement?
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.used < $1.value.used }) {
            evicted = entries.removeValue(forKey: oldest.key)?.statement
        }
        clock += 1
        entries[sql] = (statement, clock)
        return evicted
    }

    mutating func removeAll() { entries = [:] }
}
