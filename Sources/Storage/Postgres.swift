import CPostgres
#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The only file that knows libpq: reading columns, and one connection with its prepared statements.
enum Postgres {
    /// One row of a result, in text format.
    struct Tuple {
        let result: OpaquePointer
        let row: Int32

        func isNull(_ column: Int) -> Bool { PQgetisnull(result, row, Int32(column)) != 0 }
        func isBlob(_ column: Int) -> Bool { PQftype(result, Int32(column)) == 17 }

        func bytes(_ column: Int) -> UnsafeRawBufferPointer {
            let start = PQgetvalue(result, row, Int32(column))
            return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(PQgetlength(result, row, Int32(column))))
        }

        /// Reads "-12", "t" and the whole part of "3.5"; 0 for anything else, as SQLite does.
        func int(_ column: Int) -> Int64 {
            var value: Int64 = 0
            var isNegative = false
            for byte in bytes(column) {
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"):
                    let digit = Int64(byte - UInt8(ascii: "0"))
                    value = value &* 10 &+ (isNegative ? -digit : digit)
                case UInt8(ascii: "-"): isNegative = true
                case UInt8(ascii: "t"): return 1
                default: return value
                }
            }
            return value
        }

        func double(_ column: Int) -> Double { Double(String(decoding: bytes(column), as: UTF8.self)) ?? 0 }

        /// A bytea, which arrives as `\x` and hexadecimal digits.
        func blob(_ column: Int) -> [UInt8] {
            let digits = bytes(column).dropFirst(2)
            func value(_ digit: UInt8) -> UInt8 { digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10 }
            return stride(from: digits.startIndex, to: digits.endIndex - 1, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
        }
    }
}

/// One connection, used by one thread at a time; every call blocks that thread.
final class PostgresConnection: EngineConnection {
    static let engine = Engine.postgres

    private let handle: OpaquePointer
    private var statements = StatementCache<String>()
    private var prepared = 0
    private var parameters = PostgresParameters()
    /// The server changed in a way that asks for a new connection: no longer the primary, or statements prepared on an older schema.
    private var isStale = false
    /// BEGIN and what was posted: sent with the next statement, in one round trip.
    private var waiting: [Command] = []
    private var isFinishing = false

    /// The URL wins over these; several hosts are tried in order until one can be written.
    private static let defaults = [
        ("connect_timeout", "3"), ("fallback_application_name", "ventanilla"), ("client_encoding", "UTF8"),
        ("target_session_attrs", "read-write"), ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "10000"),
    ]
    private static let settings = """
        set idle_in_transaction_session_timeout = 5000; set lock_timeout = 3000; set statement_timeout = 30000;
        set client_min_messages = warning; set timezone = 'UTC'; set bytea_output = hex
        """

    init(_ url: String) throws {
        let keywords = Self.defaults + [("dbname", url)]
        var names: [UnsafePointer<CChar>?] = keywords.map { UnsafePointer(strdup($0.0)) } + [nil]
        var values: [UnsafePointer<CChar>?] = keywords.map { UnsafePointer(strdup($0.1)) } + [nil]
        defer { for text in names + values { free(UnsafeMutablePointer(mutating: text)) } }
        guard let handle = PQconnectdbParams(&names, &values, 1) else { throw StorageError(.unavailable, "out of memory") }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            // libpq's own words, which it gives no code for: every host was reached, and none can be written.
            throw StorageError(message.contains("session is read-only") ? .readOnly : .unavailable, message)
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try script(Self.settings)
    }

    deinit { PQfinish(handle) }

    var isUsable: Bool { PQstatus(handle) == CONNECTION_OK && !isStale }
    var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

    var isInTransaction: Bool {
        let status = PQtransactionStatus(handle)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }

    /// BEGIN goes out with the first statement, in one round trip.
    func begin(_ sql: String) {
        while let answer = isFinishing ? PQgetResult(handle) : nil { PQclear(answer) }
        isFinishing = false
        waiting = [Command(sql: sql)]
    }

    /// Ends a transaction that changed nothing; nobody waits for the answer, which is read before the next one.
    func finish() {
        waiting = []
        if isInTransaction { isFinishing = PQsendQuery(handle, "commit") == 1 }
    }

    /// The database's clock when the transaction began.
    func clock() throws -> Int64 {
        var now: Int64 = 0
        _ = try execute("select (extract(epoch from transaction_timestamp()) * 1000)::bigint", []) { now = $0.int(0) }
        return now
    }

    func execute(_ sql: String, _ arguments: [SQLValue], _ row: ((borrowing Row) throws -> Void)?) throws -> Int {
        let result = waiting.isEmpty ? try later(sql, arguments) : try pipeline(Command(sql: sql, arguments: arguments, isPrepared: true))
        defer { PQclear(result) }
        try check(result, sql)
        guard let result else { return 0 }
        if let row { for index in 0..<PQntuples(result) { try row(Row(.postgres(Postgres.Tuple(result: result, row: index)))) } }
        return Self.changed(result)
    }

    func post(_ sql: String, _ arguments: [SQLValue]) throws {
        try Self.refuseNul(arguments)
        waiting.append(Command(sql: sql, arguments: arguments, isPrepared: true))
    }

    func script(_ sql: String) throws {
        let result = waiting.isEmpty ? nil : try pipeline(nil)
        defer { PQclear(result) }
        if result != nil { try check(result, sql) }
        _ = try command(sql)
    }

    /// After an error that the body swallowed the server answers ROLLBACK to COMMIT.
    func commit() throws {
        if waiting.count == 1, !waiting[0].isPrepared { return }  // BEGIN was never sent
        let result = waiting.isEmpty ? PQexec(handle, "commit") : try pipeline(Command(sql: "commit"))
        defer { PQclear(result) }
        do { try check(result, "commit") } catch {
            // What was posted failed, and COMMIT was not tried.
            if isInTransaction { PQclear(PQexec(handle, "rollback")) }
            throw error
        }
        guard let status = PQcmdStatus(result), String(cString: status) == "COMMIT" else {
            throw StorageError(.other, "the server rolled the transaction back")
        }
    }

    /// Runs statements without arguments in one round trip; answers the first value of the last.
    private func command(_ sql: String) throws -> String? {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        try check(result, sql)
        guard PQntuples(result) > 0 else { return nil }
        return PQgetvalue(result, 0, 0).map { String(cString: $0) }
    }

    // MARK: Notifications

    var socket: Int32 { PQsocket(handle) }

    /// What has arrived, without waiting; throws when the connection is gone.
    func notifications() throws -> [(channel: String, payload: String)] {
        guard PQconsumeInput(handle) == 1 else { throw StorageError(.unavailable, message) }
        var found: [(String, String)] = []
        while let notification = PQnotifies(handle) {
            found.append((String(cString: notification.pointee.relname), String(cString: notification.pointee.extra)))
            PQfreemem(notification)
        }
        return found
    }

    // MARK: Statements and errors

    private func later(_ sql: String, _ arguments: [SQLValue]) throws -> OpaquePointer? {
        var name = statements.find(sql)
        if name == nil {
            let new = nextName()
            let result = PQprepare(handle, new, sql, 0, nil)
            defer { PQclear(result) }
            try check(result, sql)
            keep(new, sql)
            name = new
        }
        return try parameters.with(arguments) { count, values, lengths, formats in
            PQexecPrepared(handle, name, count, values, lengths, formats, 0)
        }
    }

    private struct Command {
        let sql: String
        var arguments: [SQLValue] = []
        /// Else it is one of BEGIN and COMMIT.
        var isPrepared = false
    }

    /// Sends what waits, then `last`, in one round trip; answers the last result, or the first that failed.
    private func pipeline(_ last: Command?) throws -> OpaquePointer? {
        try Self.refuseNul(last?.arguments ?? [])  // before anything is on its way
        let commands = waiting + (last.map { [$0] } ?? [])
        waiting = []
        guard PQenterPipelineMode(handle) == 1 else { throw brokenPipeline() }
        // What each result is of: a statement prepared, or one run.
        var parts: [(name: String, sql: String)?] = []
        var fresh: [String: String] = [:]
        for command in commands {
            guard command.isPrepared else {
                guard PQsendQueryParams(handle, command.sql, 0, nil, nil, nil, nil, 0) == 1 else { throw brokenPipeline() }
                parts.append(nil)
                continue
            }
            let kept = statements.find(command.sql) ?? fresh[command.sql]
            let name = kept ?? nextName()
            if kept == nil {
                guard PQsendPrepare(handle, name, command.sql, 0, nil) == 1 else { throw brokenPipeline() }
                fresh[command.sql] = name
                parts.append((name, command.sql))
            }
            let isSent = try parameters.with(command.arguments) { count, values, lengths, formats in
                PQsendQueryPrepared(handle, name, count, values, lengths, formats, 0) == 1
            }
            guard isSent else { throw brokenPipeline() }
            parts.append(nil)
        }
        guard PQpipelineSync(handle) == 1 else { throw brokenPipeline() }
        // Each part answers a result and then nil; after one that failed the others are only marked as such.
        var answer: OpaquePointer?
        var prepared: [(name: String, sql: String)] = []
        for (place, part) in parts.enumerated() {
            let result = PQgetResult(handle)
            PQclear(PQgetResult(handle))
            let isGood = [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result))
            if answer == nil, !isGood || place == parts.count - 1 { answer = result } else { PQclear(result) }
            if let new = part, isGood { prepared.append(new) }
        }
        PQclear(PQgetResult(handle))  // the mark of the pipeline's end
        if PQexitPipelineMode(handle) == 0 { isStale = true }
        for new in prepared { keep(new.name, new.sql) }
        return answer
    }

    private static func refuseNul(_ arguments: [SQLValue]) throws {
        for case .text(let text) in arguments where text.utf8.contains(0) { throw StorageError.nulByte }
    }

    private func brokenPipeline() -> StorageError {
        isStale = true
        return StorageError(.unavailable, message)
    }

    private func nextName() -> String {
        prepared += 1
        return "v\(prepared)"
    }

    private func keep(_ name: String, _ sql: String) {
        if let evicted = statements.keep(name, sql) { PQclear(PQexec(handle, "deallocate \(evicted)")) }
    }

    private func check(_ result: OpaquePointer?, _ sql: String) throws {
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return
        default: throw failure(result, sql)
        }
    }

    private func failure(_ result: OpaquePointer?, _ sql: String) -> StorageError {
        guard isAlive else { return StorageError(.unavailable, message) }
        func field(_ code: Character) -> String? {
            code.asciiValue.flatMap { PQresultErrorField(result, Int32($0)) }.map { String(cString: $0) }
        }
        let state = field("C") ?? ""
        let text = field("M") ?? message
        let kind = StorageError.Kind(sqlState: state, constraint: field("n") ?? "")
        // The plan of a statement is older than the schema: the repetition gets a new connection.
        let isOldPlan = state == "0A000" && text.hasPrefix("cached plan")
        if isOldPlan || kind == .readOnly { isStale = true }
        return StorageError(isOldPlan ? .serialization : kind, kind == .other ? "\(text) (\(state)): \(sql)" : text)
    }

    /// SELECT too has a count in its tag, but changes nothing.
    private static func changed(_ result: OpaquePointer) -> Int {
        guard let tag = PQcmdStatus(result), ["I", "U", "D", "M"].contains(Character(Unicode.Scalar(UInt8(tag[0])))) else { return 0 }
        return PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// libpq's message can have several lines, one per host.
    private var message: String {
        let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return text.split(whereSeparator: \.isNewline).map { $0.drop { $0.isWhitespace } }.joined(separator: "; ")
    }
}
