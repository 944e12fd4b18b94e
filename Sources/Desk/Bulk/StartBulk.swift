import Crypto
import Storage

package struct NewBulk: Sendable {
    package let act: BulkAct
    package let selection: BulkSelection
    /// The count that its author agreed to.
    package let expected: Int64?
    package init(act: BulkAct, selection: BulkSelection, expected: Int64? = nil) {
        self.act = act
        self.selection = selection
        self.expected = expected
    }
}

extension Desk {
    /// One person's bulks follow each other; so many may wait.
    static let mostBulks: Int64 = 20

    /// Asks for one act on many cases: a job does it, each case by its own verb and in a transaction of its own. A repeat with the same id answers the same.
    /// Throws `id.conflict`, `bulk.too_many`.
    package func startBulk(_ id: BulkID, _ new: NewBulk, by viewer: Viewer) async throws -> (created: Bool, bulk: Bulk) {
        let (action, selection) = (new.act.json, new.selection.json)
        let digest = hex(SHA256.hash(data: Array("\(action)\n\(selection)\n\(new.expected ?? -1)".utf8)))
        return try await write(by: .staff(viewer)) { change in
            if let held = try change.transaction.bulk(id) {
                guard held.author == viewer.id, held.digest == digest else { throw DeskError.idConflict(id.text) }
                return (false, held)
            }
            let bulk = try change.begin(id, (action, selection, digest), expected: new.expected, undoes: "", by: viewer)
            return (true, bulk)
        }
    }
}

extension Change {
    func begin(
        _ id: BulkID, _ asked: (action: String, selection: String, digest: String), expected: Int64?, undoes: String, by viewer: Viewer
    )
        throws -> Bulk
    {
        let live = try first(
            "select count(*) from bulk where author = $1 and state in ('preparing', 'running')", [.text(viewer.id.text)]
        ) { $0.int(0) }
        guard live ?? 0 < Desk.mostBulks else {
            throw DeskError(
                "bulk.too_many", "Ya tienes \(Desk.mostBulks) acciones masivas en curso; espera a que termine alguna o cancélala.")
        }
        let made = try first(
            "insert into bulk (id, author, digest, expected, undoes, created_at, told_at) values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing returning id",
            [
                .text(id.text), .text(viewer.id.text), .text(asked.digest), .integer(expected ?? -1), .text(undoes), .integer(now),
            ]
        ) { $0.text(0) }
        // Somebody took the id meanwhile.
        guard made != nil else { throw DeskError.idConflict(id.text) }
        try run(
            "insert into bulk_request (bulk_id, action, selection) values ($1, $2, $3)",
            [.text(id.text), .text(asked.action), .text(asked.selection)])
        try enqueue(.bulk, lane: "bulk:\(viewer.id)", data: id.text)
        guard let bulk = try transaction.bulk(id) else { throw DeskError.noBulk }
        try tell(bulk)
        return bulk
    }
}
