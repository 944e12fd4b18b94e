import Storage

/// On PostgreSQL neither a sequence nor the transaction id is the commit order. A reader takes the whole span from its cursor up to the oldest
/// transaction still running, puts each case's events in the order of its version, and gives every frame but the span's last the position the
/// span began at: a resume may repeat, never skip.
enum EventLogPostgres {
    static func head(epoch: Int64, _ transaction: any Transaction) throws -> LogPosition {
        let xmin = try transaction.first("select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)", []) { $0.int(0) }
        return LogPosition(epoch: epoch, xid: xmin ?? 0, id: 0)
    }

    static func read(after cursor: LogPosition, limit: Int?, _ transaction: any Transaction) throws -> EventLog.Answer {
        let bounds = try transaction.first(
            """
            select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint),
                   (select count(*) from (select 1 from event where epoch = $1
                       and xid >= pg_snapshot_xmin(pg_current_snapshot()) limit 1) held)
            """, [.integer(cursor.epoch)]
        ) { (xmin: $0.int(0), held: $0.int(1)) }
        guard let (xmin, held) = bounds, cursor.xid <= xmin else { return .reset }
        let end = held > 0 ? try orderedEnd(from: cursor, to: xmin, transaction) : xmin
        let head = LogPosition(epoch: cursor.epoch, xid: end, id: 0)
        if cursor.xid >= end { return .span(EventLog.Span(events: [], head: cursor, isHeldBack: held > 0)) }
        let cut = limit.map { " limit \($0 + 1)" } ?? ""
        var events = try transaction.all(
            """
            select \(EventLog.columns) from event where epoch = $1 and xid >= cast($2 as xid8) and xid < cast($3 as xid8)
            order by xid, id\(cut)
            """, [.integer(cursor.epoch), .text("\(cursor.xid)"), .text("\(end)")]
        ) { EventLog.event($0, position: cursor) }
        if let limit, events.count > limit { return .reset }
        arrange(&events)
        if let last = events.popLast() { events.append(last.moved(to: head)) }
        return .span(EventLog.Span(events: events, head: head, isHeldBack: held > 0))
    }

    /// Where the span must end so that no case's later version comes before an earlier one: a transaction with an older id may have touched the
    /// case after one with a newer id committed, and a third, still running, may stand between the two.
    private static func orderedEnd(from cursor: LogPosition, to xmin: Int64, _ transaction: any Transaction) throws -> Int64 {
        var end = xmin
        while end > cursor.xid {
            let early = try transaction.first(
                """
                select coalesce(min(cast(cast(e.xid as text) as bigint)), 0) from event f join event e on e.case_id = f.case_id and e.version > f.version
                    and e.epoch = f.epoch and e.xid >= cast($2 as xid8) and e.xid < cast($3 as xid8)
                where f.epoch = $1 and f.xid >= cast($3 as xid8) and f.case_id <> ''
                """, [.integer(cursor.epoch), .text("\(cursor.xid)"), .text("\(end)")]
            ) { $0.int(0) }
            guard let early, early > 0 else { return end }
            end = early
        }
        return end
    }

    /// Each case keeps the places its events have in the span, filled in the order of its version.
    private static func arrange(_ events: inout [LoggedEvent]) {
        var places: [String: [Int]] = [:]
        for (index, event) in events.enumerated() where !event.caseID.isEmpty { places[event.caseID, default: []].append(index) }
        for indexes in places.values where indexes.count > 1 {
            let sorted = indexes.map { events[$0] }.sorted { ($0.version, $0.id) < ($1.version, $1.id) }
            for (place, event) in zip(indexes, sorted) { events[place] = event }
        }
    }
}

extension LoggedEvent {
    func moved(to position: LogPosition) -> LoggedEvent {
        LoggedEvent(
            position: position, id: id, kind: kind, caseID: caseID, version: version, before: before, after: after, recipient: recipient,
            face: face,
            preview: preview, message: message, data: data)
    }
}
