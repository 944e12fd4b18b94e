import GRDBSQLite

/// The only file that knows SQLite's C interface: reading columns, and one connection with its prepared statements.
enum SQLite {
    typealias Statement = OpaquePointer

    static func isNull(_ statement: Statement, _ column: Int) -> Bool {
        sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
    }

    static func int(_ statement: Statement, _ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }
    static func double(_ statement: Statement, _ column: Int) -> Double { sqlite3_column_double(statement, Int32(column)) }

    static func bytes(_ statement: Statement, _ column: Int) -> UnsafeRawBufferPointer {
        let column = Int32(column)
        // For text and numbers too this answers the UTF-8 bytes, without the look at the type that sqlite3_column_text asks for.
        guard let start = sqlite3_column_blob(statement, column) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }
}

/// One connection, used by one thread at a time.
final class SQLiteConnection: EngineConnection {
    static let engine = Engine.sqlite

    enum Role { case writer(create: Bool), reader }

    private let handle: OpaquePointer
    private var statements = StatementCache<PreparedStatement>()
    private let isReader: Bool
    /// An error after which only a new connection can be trusted.
    private(set) var isBroken = false
    private var budget = Budget()

    init(path: String, role: Role) throws {
        var flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        if case .writer(create: true) = role { flags |= SQLITE_OPEN_CREATE }
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard let opened, code == SQLITE_OK else {
            let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(opened)
            throw StorageError(Self.kind(code, message), "\(path): \(message)")
        }
        handle = opened
        if case .reader = role { isReader = true } else { isReader = false }
        _disableDoubleQuotedStringLiterals(opened)
        sqlite3_busy_timeout(opened, 5000)
        if case .writer = role {
            guard sqlite3_db_readonly(opened, "main") == 0 else {
                throw StorageError(.readOnly, "\(path) can't be written: look at the rights of the file and its folder")
            }
            // A new connection starts at FULL, but WAL mode must be there before FULL means one sync per commit.
            do {
                try script("pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000")
            } catch let error as StorageError where error.kind == .corrupt {
                throw StorageError(.corrupt, "\(path) can't be used: \(error.message)")
            }
            try script("pragma journal_size_limit = 67108864; pragma cache_size = -16384; pragma foreign_keys = on")
            guard try text("pragma journal_mode") == "wal", try text("pragma synchronous") == "2" else {
                throw StorageError(.unavailable, "\(path): this file system can't keep a write-ahead log")
            }
        } else {
            try script("pragma cache_size = -2048; pragma query_only = on")
        }
        try script("pragma mmap_size = 268435456; pragma temp_store = memory; pragma secure_delete = off")
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// A read on the caller's thread may take this much of the thread's own time, which other processes don't eat up, or so long a wait for the disk.
    private struct Budget {
        static let work: Int64 = 4_000_000, wait: Int64 = 40_000_000  // nanoseconds
        var work = Int64.max, wait = Int64.max
        var isSpent = false
        var isRunning: Bool { work < .max }
    }

    func startBudget() {
        budget = Budget(work: WallClock.threadNanoseconds() + Budget.work, wait: WallClock.nanoseconds() + Budget.wait)
        let check: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { context in
            guard let context else { return 0 }
            return Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue().isOverBudget() ? 1 : 0
        }
        sqlite3_progress_handler(handle, 1000, check, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Whether the read came to its end within the budget.
    func endBudget() -> Bool {
        defer { budget = Budget() }
        return !budget.isSpent
    }

    /// A statement that was too slow is not tried here for a while.
    private func spend(on statement: PreparedStatement) throws {
        guard statement.skips > 0 else { return }
        statement.skips -= 1
        budget.isSpent = true
        throw StorageError(.busy, "too slow for the caller's thread")
    }

    private func isOverBudget() -> Bool {
        guard WallClock.threadNanoseconds() > budget.work || WallClock.nanoseconds() > budget.wait else { return false }
        budget.isSpent = true
        return true
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs one statement to its end; answers the number of rows changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue] = [], _ row: ((borrowing Row) throws -> Void)? = nil) throws -> Int {
        let statement = try prepare(sql)
        statement.isRunning = true
        defer { statement.finish() }
        try bind(arguments, to: statement, sql)
        if budget.isRunning { try spend(on: statement) }
        while true {
            switch sqlite3_step(statement.handle) {
            case SQLITE_ROW: try row?(Row(.sqlite(statement.handle)))
            case SQLITE_DONE: return statement.isReadOnly ? 0 : Int(sqlite3_changes64(handle))
            case SQLITE_INTERRUPT:
                statement.skips = 32
                throw failure(sql)
            default: throw failure(sql)
            }
        }
    }

    func post(_ sql: String, _ arguments: [SQLValue]) throws { try execute(sql, arguments) }

    func script(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
    }

    func clock() -> Int64 { WallClock.now() }

    /// A copy of what is committed; writers go on meanwhile.
    func copy(to path: String) throws {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE
        defer { sqlite3_close_v2(opened) }
        guard sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK, let opened else {
            throw StorageError(.unavailable, "\(path): \(opened.map { String(cString: sqlite3_errmsg($0)) } ?? "can't be opened")")
        }
        func check(_ code: Int32) throws {
            guard code == SQLITE_OK || code == SQLITE_DONE else {
                let message = String(cString: sqlite3_errmsg(opened))
                throw StorageError(Self.kind(code, message), "\(path): \(message)")
            }
        }
        guard let copy = sqlite3_backup_init(opened, "main", handle, "main") else {
            return try check(sqlite3_extended_errcode(opened))
        }
        let stepped = sqlite3_backup_step(copy, -1)
        let finished = sqlite3_backup_finish(copy)
        try check(stepped)
        try check(finished)
        // One file, without a log beside it.
        try check(sqlite3_exec(opened, "pragma journal_mode = delete", nil, nil, nil))
    }

    /// A statement that is running (a query inside its own rows) is prepared a second time.
    private func prepare(_ sql: String) throws -> PreparedStatement {
        let kept = statements.find(sql)
        if let kept, !kept.isRunning { return kept }
        var prepared: SQLite.Statement?
        guard sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil) == SQLITE_OK else {
            throw failure(sql)
        }
        guard let prepared else { throw StorageError(.other, "an empty statement") }
        let statement = PreparedStatement(prepared)
        if kept == nil { _ = statements.keep(statement, sql) }
        return statement
    }

    private func text(_ sql: String) throws -> String {
        var value = ""
        try execute(sql) { row in value = row.text(0) }
        return value
    }

    private func bind(_ arguments: [SQLValue], to statement: PreparedStatement, _ sql: String) throws {
        guard arguments.count == statement.wants else {
            throw StorageError(
                .other, "\(arguments.count) arguments for \(statement.wants) placeholders ($1…; casts as cast(x as y)): \(sql)")
        }
        for (index, argument) in statement.parameters.enumerated() {
            let code = try bind(arguments[argument], to: statement.handle, Int32(index + 1))
            guard code == SQLITE_OK else { throw failure(sql) }
        }
    }

    private func bind(_ value: SQLValue, to statement: SQLite.Statement, _ index: Int32) throws -> Int32 {
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)  // SQLITE_TRANSIENT
        switch value {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let number): return sqlite3_bind_int64(statement, index, number)
        case .real(let number): return sqlite3_bind_double(statement, index, number)
        case .text(var text):
            return try text.withUTF8 { utf8 in
                guard !utf8.contains(0) else { throw StorageError.nulByte }
                return utf8.withMemoryRebound(to: CChar.self) { bytes in
                    guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, copies) }
                    return sqlite3_bind_text(statement, index, start, Int32(bytes.count), copies)
                }
            }
        case .blob(let bytes):
            if bytes.isEmpty { return sqlite3_bind_zeroblob(statement, index, 0) }
            return sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), copies)
        }
    }

    private func failure(_ sql: String) -> StorageError {
        let code = sqlite3_extended_errcode(handle)
        let message = String(cString: sqlite3_errmsg(handle))
        let kind = Self.kind(code, message)
        switch kind {
        case .unavailable, .corrupt: isBroken = true
        case .readOnly: isBroken = !isReader  // a reader refuses changes by nature
        default: break
        }
        return StorageError(kind, kind == .other ? "\(message): \(sql)" : message)
    }

    private static func kind(_ code: Int32, _ message: String) -> StorageError.Kind {
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_CONSTRAINT where [1555, 2067, 2579].contains(code):  // PRIMARYKEY, UNIQUE, ROWID
            .unique(constraint: message.hasPrefix(uniquePrefix) ? String(message.dropFirst(uniquePrefix.count)) : message)
        case SQLITE_CONSTRAINT: .constraint
        case SQLITE_READONLY: .readOnly
        case SQLITE_FULL: .full
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PROTOCOL, SQLITE_NOMEM, SQLITE_PERM, SQLITE_AUTH: .unavailable
        default: .other
        }
    }

    private static let uniquePrefix = "UNIQUE constraint failed: "
}

/// A prepared statement with the way from SQLite's parameters to our arguments.
private final class PreparedStatement {
    let handle: SQLite.Statement
    let isReadOnly: Bool
    /// For each of SQLite's parameters, the index of its argument: "$3" is 2.
    let parameters: [Int]
    let wants: Int
    var isRunning = false
    /// How often more it is not tried on the caller's thread, because it was too slow there.
    var skips = 0

    init(_ handle: SQLite.Statement) {
        self.handle = handle
        isReadOnly = sqlite3_stmt_readonly(handle) != 0
        let numbers = (0..<sqlite3_bind_parameter_count(handle)).map { index in
            sqlite3_bind_parameter_name(handle, index + 1).flatMap { Int(String(cString: $0).dropFirst()) }
        }
        parameters = numbers.compactMap { $0 }.map { $0 - 1 }
        // A parameter that is no number, such as "$1::text", asks for arguments that nobody can give.
        wants = numbers.contains(nil) ? -1 : (parameters.max() ?? -1) + 1
    }

    deinit { sqlite3_finalize(handle) }

    func finish() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        isRunning = false
    }
}
