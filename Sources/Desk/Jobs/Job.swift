import Storage

/// Work that leaves the house: claimed under a lease, in order per lane, again later with backoff.
package struct Job: Sendable {
    package enum Kind: String, Sendable { case deliver, fetch, react, tellRead, bulk, importContacts, erase }
    package let id: Int64
    package let kind: Kind
    package let lane: String
    package let data: String
    package let attempts: Int64
}

extension Change {
    func enqueue(_ kind: Job.Kind, lane: String, data: String, delay: Int64 = 0) throws {
        madeWork = true
        try run(
            "insert into job (kind, lane, data, run_at, created_at) values ($1, $2, $3, $4, $5)",
            [.text(kind.rawValue), .text(lane), .text(data), .integer(now + delay), .integer(now)])
    }
    func finish(_ job: Job) throws {
        madeWork = true  // the lane's next may go
        try run("delete from job where id = $1", [.integer(job.id)])
    }
    /// Work that may take longer than a lease: uploads and conversions.
    func extendLease(of job: Job) throws {
        try run("update job set lease_until = $2 where id = $1", [.integer(job.id), .integer(now + 3 * JobClaim.lease)])
    }
    /// Work of many short transactions, each of which says that somebody is at it: a node that dies in one is not waited for longer than need be.
    func keepLease(of job: Job) throws {
        try run("update job set lease_until = $2 where id = $1", [.integer(job.id), .integer(now + JobClaim.shortLease)])
    }
    /// Puts it back until later; the lane waits behind it.
    func postpone(_ job: Job, by delay: Int64) throws {
        try run(
            "update job set run_at = $2, lease_until = 0, attempts = attempts + 1 where id = $1", [.integer(job.id), .integer(now + delay)])
    }
}

enum JobClaim {
    /// Longer than any send may take; a node that dies holding one gives it up after this.
    static let lease: Int64 = 60_000
    static let shortLease: Int64 = 10_000

    /// The first due job of each free lane.
    static func take(_ limit: Int, _ change: Change) throws -> [Job] {
        let skip = change.transaction.engine == .postgres ? JobClaimPostgres.lock : ""
        return try change.all(
            """
            update job set lease_until = $1 where id in (
                select j.id from job j where j.run_at <= $2 and j.lease_until <= $2
                    and not exists (select 1 from job e where e.lane = j.lane and e.id < j.id)
                order by j.run_at, j.id limit $3\(skip))
            returning id, kind, lane, data, attempts
            """, [.integer(change.now + lease), .integer(change.now), .integer(Int64(limit))]
        ) { row in
            Job(
                id: row.int(0), kind: Job.Kind(rawValue: row.text(1)) ?? .deliver, lane: row.text(2), data: row.text(3),
                attempts: row.int(4))
        }
    }
}

enum JobClaimPostgres {
    static let lock = " for update of j skip locked"
}

enum Backoff {
    /// 2 s, 4 s, 8 s … up to 10 minutes, each shifted by up to a fifth either way, so that many don't come back at once.
    static func delay(attempt: Int64) -> Int64 {
        let base: Int64 = min(2000 << min(attempt, 12), 600_000)
        return base + Int64.random(in: (-base / 5)...(base / 5))
    }
    /// Then people must decide.
    static let attempts: Int64 = 12
}
