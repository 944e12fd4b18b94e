import Storage

/// On SQLite the row number is the commit order: one writer.
enum EventLogSQLite {
    static func head(epoch: Int64, _ transaction: any Transaction) throws -> LogPosition {
        let newest = try transaction.first("select coalesce(max(id), 0) from event", []) { $0.int(0) }
        return LogPosition(epoch: epoch, xid: 0, id: newest ?? 0)
    }

    static func read(after cursor: LogPosition, limit: Int?, _ transaction: any Transaction) throws -> EventLog.Answer {
        let head = try head(epoch: cursor.epoch, transaction)
        guard cursor.id <= head.id else { return .reset }
        if let limit, head.id - cursor.id > Int64(limit) { return .reset }
        if cursor.id < head.id {
            let oldest = try transaction.first("select min(id) from event", []) { $0.int(0) }
            if let oldest, cursor.id < oldest - 1 { return .reset }
        }
        let events = try transaction.all("select \(EventLog.columns) from event where id > $1 order by id", [.integer(cursor.id)]) { row in
            EventLog.event(row, position: LogPosition(epoch: cursor.epoch, xid: 0, id: row.int(0)))
        }
        return .span(EventLog.Span(events: events, head: events.last?.position ?? cursor, isHeldBack: false))
    }
}
