/// One numbered step of the schema. Lines between `-- sqlite:` or `-- postgres:` and `-- end` are for that engine only.
package struct Migration: Sendable {
    package let number: Int
    package let name: String
    package let sql: String

    package init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    func sql(for engine: Engine) throws -> String {
        var only: Engine?
        var lines: [Substring] = []
        for line in sql.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            switch line.filter({ !$0.isWhitespace }) {
            case "--sqlite:", "--postgres:":
                guard only == nil else { throw StorageError(.other, "migration \(number): an engine's block inside another") }
                only = line.contains("sqlite") ? .sqlite : .postgres
            case "--end":
                guard only != nil else { throw StorageError(.other, "migration \(number): -- end without a block") }
                only = nil
            default:
                if only == nil || only == engine { lines.append(line) }
            }
        }
        guard only == nil else { throw StorageError(.other, "migration \(number): a block without -- end") }
        return lines.joined(separator: "\n")
    }
}

/// Brings a database forward, never back. What was applied stands in the table `migration`.
package enum Migrator {
    /// Each migration has its own transaction; of several processes that start together one does it and the others wait.
    ///
    /// - Returns: the numbers applied now.
    package static func migrate(_ database: any Database, _ migrations: [Migration]) async throws -> [Int] {
        var applied: [Int] = []
        for migration in migrations {
            let isNew = try await database.write { transaction in
                try prepare(transaction)
                guard try missing(transaction, migrations).contains(migration.number) else { return false }
                try transaction.script(try migration.sql(for: transaction.engine))
                let row: [SQLValue] = [SQLValue(migration.number), .text(migration.name), .integer(transaction.now)]
                try transaction.run("insert into migration (number, name, applied_at) values ($1, $2, $3)", row)
                return true
            }
            if isNew { applied.append(migration.number) }
        }
        return applied
    }

    /// The numbers that `migrate` would apply; throws as it would when the database is newer than this program.
    package static func pending(_ database: any Database, _ migrations: [Migration]) async throws -> [Int] {
        try await database.read { transaction in
            let table =
                transaction.engine == .sqlite
                ? "select 1 from sqlite_master where type = 'table' and name = 'migration'"
                : "select 1 where to_regclass('migration') is not null"
            guard try transaction.first(table, [], { $0.int(0) }) != nil else { return migrations.map(\.number) }
            return try missing(transaction, migrations)
        }
    }

    private static func prepare(_ transaction: any Transaction) throws {
        if transaction.engine == .postgres {
            try transaction.script(
                """
                set local lock_timeout = 0; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
                select pg_advisory_xact_lock(8678362845)
                """)
        }
        try transaction.run(
            "create table if not exists migration (number bigint primary key, name text not null, applied_at bigint not null)")
    }

    private static func missing(_ transaction: any Transaction, _ migrations: [Migration]) throws -> [Int] {
        let numbers = migrations.map(\.number)
        guard zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw StorageError(.other, "the migrations are not in ascending order: \(numbers)")
        }
        let applied = try transaction.all("select number, name from migration order by number", []) { (Int($0.int(0)), $0.text(1)) }
        for (number, name) in applied {
            guard let known = migrations.first(where: { $0.number == number }) else {
                throw StorageError(
                    .other, "the database is at migration \(number), \"\(name)\", which this program doesn't know: use a newer one")
            }
            guard known.name == name else {
                throw StorageError(.other, "migration \(number) is \"\(name)\" in the database and \"\(known.name)\" in this program")
            }
        }
        let newest = applied.last?.0 ?? Int.min
        let missing = numbers.filter { number in !applied.contains { $0.0 == number } }
        guard missing.allSatisfy({ $0 > newest }) else {
            throw StorageError(.other, "migrations \(missing.filter { $0 < newest }) are older than \(newest), which is applied already")
        }
        return missing
    }
}
