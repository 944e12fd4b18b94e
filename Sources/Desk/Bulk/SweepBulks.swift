import Storage

extension Desk {
    /// So long its author may look up what came of a bulk, and take it back.
    static let bulkLife: Int64 = 30 * 86_400_000

    /// Forgets old bulks in small steps.
    func sweepBulks() async throws {
        let limit = now() - Self.bulkLife
        while try await write(by: .system, { try $0.forgetBulk(before: limit) }) {}
    }
}

extension Change {
    /// A stretch of the oldest one's cases, or itself when none is left; false where there is nothing old.
    fileprivate func forgetBulk(before limit: Int64) throws -> Bool {
        let old = try first(
            "select id from bulk where created_at < $1 and state not in ('preparing', 'running') order by created_at limit 1",
            [.integer(limit)]
        ) { $0.text(0) }
        guard let old else { return false }
        let forgotten = try transaction.runCounting(
            "delete from bulk_item where bulk_id = $1 and place in (select i.place from bulk_item i where i.bulk_id = $1 order by i.place limit 2000)",
            [.text(old)])
        guard forgotten == 0 else { return true }
        try run("delete from bulk_request where bulk_id = $1", [.text(old)])
        try run("delete from bulk where id = $1", [.text(old)])
        return true
    }
}
