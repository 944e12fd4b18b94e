/// What both engines' connections can do for a transaction.
protocol EngineConnection: AnyObject {
    static var engine: Engine { get }
    var isInTransaction: Bool { get }
    /// Runs one statement to its end; answers the number of rows changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue], _ row: ((borrowing Row) throws -> Void)?) throws -> Int
    /// Runs one statement whose answer nobody waits for: at the latest with the next one, or with COMMIT.
    func post(_ sql: String, _ arguments: [SQLValue]) throws
    func script(_ sql: String) throws
    /// Milliseconds UTC, the same throughout a transaction.
    func clock() throws -> Int64
}

final class RunningTransaction<Connection: EngineConnection>: Transaction {
    private let connection: Connection
    private var depth = 0
    private(set) var statements = 0
    /// The first error of the database that no savepoint undid.
    private(set) var failure: StorageError?

    private var time: Int64?

    var engine: Engine { Connection.engine }

    init(_ connection: Connection) { self.connection = connection }

    /// Asked for when first needed; if that fails, so does the transaction.
    var now: Int64 {
        if let time { return time }
        do {
            if let failure { throw failure }
            let read = try connection.clock()
            time = read
            return read
        } catch {
            failure = failure ?? error as? StorageError ?? StorageError(.other, "\(error)")
            return WallClock.now()
        }
    }

    func run(_ sql: String, _ arguments: [SQLValue]) throws {
        try perform { _ = try connection.execute(sql, arguments, nil) }
    }

    func post(_ sql: String, _ arguments: [SQLValue]) throws {
        try perform { try connection.post(sql, arguments) }
    }

    func runCounting(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try perform { try connection.execute(sql, arguments, nil) }
    }

    func each(_ sql: String, _ arguments: [SQLValue], _ row: (borrowing Row) throws -> Void) throws {
        try withoutActuallyEscaping(row) { row in
            try perform { _ = try connection.execute(sql, arguments, row) }
        }
    }

    func script(_ sql: String) throws {
        try perform { try connection.script(sql) }
    }

    func savepoint<T>(_ body: () throws -> T) throws -> T {
        if let failure { throw failure }
        depth += 1
        defer { depth -= 1 }
        let name = "inner\(depth)"
        try perform { try connection.script("savepoint \(name)") }
        do {
            let value = try body()
            if let failure { throw failure }
            try perform { try connection.script("release \(name)") }
            return value
        } catch {
            if let failure, !failure.concernsContent || !connection.isInTransaction { throw failure }
            failure = nil
            try perform { try connection.script("rollback to \(name); release \(name)") }
            throw error
        }
    }

    /// What the caller is told when the body ended with `error`: a lost database comes before whatever the body made of it.
    func verdict(on error: any Error) -> any Error {
        if let failure, !failure.concernsContent { return failure }
        return error
    }

    /// After an error of the database the rest is refused, as PostgreSQL does, until a savepoint undoes it.
    private func perform<R>(_ statement: () throws -> R) throws -> R {
        if let failure { throw failure }
        statements += 1
        do {
            return try statement()
        } catch let error as StorageError {
            failure = failure ?? error
            throw error
        }
    }
}
