import Storage

extension Desk {
    /// Asks the database something: a transaction without a statement never leaves the process on PostgreSQL.
    package func reachDatabase() async throws {
        _ = try await read { try $0.first("select 1", []) { $0.int(0) } }
    }
}
