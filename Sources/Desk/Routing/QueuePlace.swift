import Storage

/// Where a waiting case stands, and how long it may take (product §5.2).
package struct QueuePlace: Sendable, Equatable {
    /// From 1; beyond `counted` nobody counts.
    package let position: Int64
    package let isMore: Bool
    /// Milliseconds; nil under ten samples, or where nobody is on duty.
    package let wait: Int64?

    static let counted: Int64 = 200
    static let samples = 50
    static let enough = 10

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("position", position)
            json.field("orMore", isMore)
            json.key("expectedWait")
            if let wait { json.integer(wait / 1000) } else { json.null() }
        }
    }
}

/// How fast a queue goes: what it takes to handle one, and how many are handled at once.
struct QueuePace: Sendable {
    /// Milliseconds, the median of the newest closed cases; nil under ten.
    let handling: Int64?
    let capacity: Int64

    func wait(ahead: Int64) -> Int64? {
        guard let handling, capacity > 0 else { return nil }
        return ahead * handling / capacity
    }
}

extension Storage.Transaction {
    func pace(of queue: QueueID) throws -> QueuePace {
        let times = try all(
            """
            select closed_at - opened_at from cases where queue_id = $1 and state = 'closed' and opened_at > 0 order by closed_at desc limit \(QueuePlace.samples)
            """, [.text(queue.text)]
        ) { $0.int(0) }.sorted()
        let middle = times.count / 2
        let median = times.isEmpty ? 0 : times.count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2
        let capacity =
            try first(
                """
                select cast(coalesce(sum(a.capacity), 0) as bigint) from queue_member m join agent a on a.user_id = m.user_id
                where m.queue_id = $1 and m.duty = 1
                """, [.text(queue.text)]
            ) { $0.int(0) } ?? 0
        return QueuePace(handling: times.count >= QueuePlace.enough ? median : nil, capacity: capacity)
    }

    func place(of item: Case) throws -> QueuePlace {
        let ahead =
            try first(
                """
                select count(*) from (select 1 from cases c where c.queue_id = $1 and c.state = 'queued'
                    and (c.priority, c.queued_at, c.number) < ($2, $3, $4)
                    and not exists (select 1 from contact k where k.id = c.contact_id and k.blocked_at > 0) order by c.priority, c.queued_at, c.number limit \(QueuePlace.counted)) ahead
                """,
                [.text(item.queue.text), .integer(item.priority.rawValue), .integer(item.queuedAt), .integer(item.number)]
            ) { $0.int(0) } ?? 0
        return QueuePlace(
            position: ahead + 1, isMore: ahead >= QueuePlace.counted, wait: try pace(of: item.queue).wait(ahead: ahead))
    }
}
