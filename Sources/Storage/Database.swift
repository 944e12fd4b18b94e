package enum Engine: String, Sendable, CaseIterable {
    case sqlite
    case postgres
}

/// One database on either engine. Bodies are synchronous: nobody can await the network inside a transaction.
package protocol Database: Sendable {
    var engine: Engine { get }

    /// Runs `body` in a transaction and answers when it is durable. It may run again after a deadlock or a lost connection,
    /// so it has no effect outside the database.
    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T
    /// Runs `body` on one snapshot; a change is refused as `.readOnly`.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T

    /// Called after each durable commit burst, before its verbs are answered. Set once, before use.
    func onCommit(_ nudge: @escaping @Sendable () -> Void)
    /// PostgreSQL: follows a NOTIFY channel. Called with "" whenever listening has begun, also after a lost connection:
    /// read again then. SQLite never calls back.
    func listen(_ channel: String, _ body: @escaping @Sendable (String) -> Void)
    /// PostgreSQL: best effort, equal messages that wait together are sent once. SQLite: nothing to do.
    func notify(_ channel: String, _ payload: String) async

    /// A consistent copy while the database is in use (SQLite). PostgreSQL has pg_dump.
    func backup(to path: String) async throws
    func close() async

    /// How often a transaction was run again because of a deadlock, a serialization failure or a lock that was not free in time.
    var deadlocks: Int { get }
    var figures: StorageFigures { get }
}

extension Database {
    package var deadlocks: Int { 0 }
}

/// One running transaction; it must not leave the body that received it.
///
/// An error of the database ends the transaction: a body that swallows one fails all the same. `savepoint` is the exception.
package protocol Transaction {
    var engine: Engine { get }
    /// The engine's clock, milliseconds UTC, read once per transaction.
    var now: Int64 { get }
    /// How many statements this transaction has run.
    var statements: Int { get }

    func run(_ sql: String, _ arguments: [SQLValue]) throws
    /// Runs at the latest with the next statement or with COMMIT, which on PostgreSQL saves the round trip. An error of it ends the transaction.
    func post(_ sql: String, _ arguments: [SQLValue]) throws
    /// Rows changed; 0 for a statement that changes none by nature.
    func runCounting(_ sql: String, _ arguments: [SQLValue]) throws -> Int
    func each(_ sql: String, _ arguments: [SQLValue], _ row: (borrowing Row) throws -> Void) throws
    /// Several statements without arguments, as in a migration.
    func script(_ sql: String) throws
    /// What `body` did is undone if it throws, and the transaction goes on; the error is passed on for the caller to handle.
    func savepoint<T>(_ body: () throws -> T) throws -> T
}

extension Transaction {
    package func run(_ sql: String) throws { try run(sql, []) }

    /// The first row, or nil. Write `limit 1` where more could come: all rows are stepped through.
    package func first<T>(_ sql: String, _ arguments: [SQLValue] = [], _ map: (borrowing Row) throws -> T) throws -> T? {
        var found: T?
        try each(sql, arguments) { row in
            if found == nil { found = try map(row) }
        }
        return found
    }

    package func all<T>(_ sql: String, _ arguments: [SQLValue] = [], _ map: (borrowing Row) throws -> T) throws -> [T] {
        var rows: [T] = []
        try each(sql, arguments) { row in rows.append(try map(row)) }
        return rows
    }
}

/// A closure to be kept behind a lock: bare, each read through the lock's generic access would wrap it once more.
struct Callback: Sendable {
    let call: @Sendable () -> Void
}
