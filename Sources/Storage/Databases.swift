package enum Databases {
    /// `sqlite:PATH` or a plain path, `:memory:` (a throw-away file in memory), `postgres://…` or `postgresql://…`.
    ///
    /// - Parameters:
    ///   - exclusive: refuses a second exclusive opening of the same SQLite file and names the process that holds it: for servers.
    ///   - connections: PostgreSQL's connections, each with a thread; SQLite's readers.
    package static func open(_ url: String, exclusive: Bool = false, connections: Int? = nil) async throws -> any Database {
        if url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") {
            return try await PostgresDatabase.open(url, connections: connections ?? 8)
        }
        let path = url.hasPrefix("sqlite:") ? String(url.dropFirst("sqlite:".count)) : url
        guard !path.isEmpty, !path.contains("://") else {
            throw StorageError(.other, "\"\(path.prefix(40))\" is no database: give sqlite:PATH or postgres://…")
        }
        return try await SQLiteDatabase.open(path, exclusive: exclusive, readers: connections ?? 4)
    }
}
