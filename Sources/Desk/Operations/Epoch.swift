import Storage

/// The log's epoch: raised whenever old cursors would point into another history (restore, import, another cluster).
package enum Epoch {
    /// The epoch to serve with. On PostgreSQL a start that finds another cluster than the stored one, or a log from ahead of this one, raises it.
    package static func settle(_ database: any Database) async throws -> Int64 {
        try await database.write { transaction in
            let stored = try value("event_epoch", transaction).flatMap { Int64($0) }
            var epoch = stored ?? 1
            if transaction.engine == .postgres {
                let cluster =
                    try transaction.first("select cast(system_identifier as text) from pg_control_system()", []) { $0.text(0) } ?? ""
                let known = try value("system_identifier", transaction)
                let isAhead =
                    try transaction.first(
                        "select 1 from event where epoch = $1 and xid > pg_current_xact_id() limit 1", [.integer(epoch)]
                    ) { $0.int(0) } != nil
                if (known != nil && known != cluster) || isAhead { epoch += 1 }
                try store("system_identifier", cluster, transaction)
            }
            try store("event_epoch", "\(epoch)", transaction)
            return epoch
        }
    }

    /// After a restore or an import.
    package static func raise(_ database: any Database) async throws {
        try await database.write { transaction in
            let epoch = try value("event_epoch", transaction).flatMap { Int64($0) } ?? 1
            try store("event_epoch", "\(epoch + 1)", transaction)
        }
    }

    private static func value(_ name: String, _ transaction: any Transaction) throws -> String? {
        try transaction.first("select value from setting where name = $1", [.text(name)]) { $0.text(0) }
    }
    private static func store(_ name: String, _ value: String, _ transaction: any Transaction) throws {
        try transaction.run(
            "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
            [.text(name), .text(value)])
    }
}
