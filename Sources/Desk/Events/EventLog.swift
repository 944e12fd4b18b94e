import Storage

/// The log that live push, reconnect, audit and reports all read. Its two engines differ only in what a position is.
package enum EventLog {
    /// A stretch of the log from one cursor to the newest that is safe to show.
    package struct Span: Sendable {
        package let events: [LoggedEvent]
        package let head: LogPosition
        /// Rows exist that can't be shown yet: a transaction that began before them is still running.
        package let isHeldBack: Bool
    }
    package enum Answer: Sendable {
        case span(Span)
        /// The cursor is older than the log keeps, of another epoch, or ahead of the log.
        case reset
    }
    /// A cursor further behind than this reloads a snapshot: cheaper for both sides.
    package static let replayLimit = 5000

    static func append(_ events: [Event], at now: Int64, epoch: Int64, author: String, _ transaction: any Transaction) throws {
        var rest = events[...]
        while !rest.isEmpty {
            let batch = rest.prefix(8)
            rest = rest.dropFirst(8)
            var rows: [String] = []
            var arguments: [SQLValue] = [.integer(epoch), .integer(now), .text(author)]
            for event in batch {
                let next = arguments.count + 1
                rows.append("($1, $2, $3, " + (0..<11).map { "$\(next + $0)" }.joined(separator: ", ") + ")")
                arguments += [
                    .text(event.kind), .text(event.caseID?.text ?? ""), .integer(event.version), .text(event.before?.text ?? ""),
                    .text(event.after?.text ?? ""), .text(event.recipient?.text ?? ""), .text(event.face), .text(event.preview),
                    .text(event.message), .text(event.data), .text(event.trace),
                ]
            }
            try transaction.post(
                """
                insert into event (epoch, at, author, kind, case_id, version, before, after, recipient, card, preview, message, data, trace)
                values \(rows.joined(separator: ", "))
                """, arguments)
        }
    }

    package static func head(epoch: Int64, _ transaction: any Transaction) throws -> LogPosition {
        switch transaction.engine {
        case .sqlite: try EventLogSQLite.head(epoch: epoch, transaction)
        case .postgres: try EventLogPostgres.head(epoch: epoch, transaction)
        }
    }

    /// Everything after `cursor` that is safe to show. `limit` bounds a client's replay; the live reader passes none.
    package static func read(after cursor: LogPosition, epoch: Int64, limit: Int?, _ transaction: any Transaction) throws -> Answer {
        guard cursor.epoch == epoch else { return .reset }
        return switch transaction.engine {
        case .sqlite: try EventLogSQLite.read(after: cursor, limit: limit, transaction)
        case .postgres: try EventLogPostgres.read(after: cursor, limit: limit, transaction)
        }
    }

    static let columns = "id, kind, case_id, version, before, after, recipient, card, preview, message, data"
    static func event(_ row: borrowing Row, position: LogPosition) -> LoggedEvent {
        LoggedEvent(
            position: position, id: row.int(0), kind: row.text(1), caseID: row.text(2), version: row.int(3),
            before: Audience(text: row.text(4)),
            after: Audience(text: row.text(5)), recipient: row.text(6), face: row.text(7), preview: row.text(8), message: row.text(9),
            data: row.text(10))
    }
}
