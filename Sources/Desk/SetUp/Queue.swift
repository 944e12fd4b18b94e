import Storage

/// A waiting line of one campaign and the people who serve it.
package struct Queue: Sendable, Equatable {
    package let id: QueueID
    package let slug: String
    package let name: String
    package let campaign: CampaignID
    package let archivedAt: Int64
    /// By id.
    package var members: [UserID] = []

    static let columns = "id, slug, name, campaign_id, archived_at"
    init(row: borrowing Row) {
        id = ID(row.text(0))
        slug = row.text(1)
        name = row.text(2)
        campaign = ID(row.text(3))
        archivedAt = row.int(4)
    }

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("slug", slug)
            json.field("name", name)
            json.field("campaign", campaign)
            json.key("members")
            json.array(members) { $0.string($1.text) }
            json.field("archivedAt", time: archivedAt)
        }
    }

    static func find(_ id: QueueID, _ transaction: any Transaction) throws -> Queue? {
        guard var queue = try transaction.first("select \(columns) from queue where id = $1", [.text(id.text)], { Queue(row: $0) }) else {
            return nil
        }
        queue.members = try transaction.all("select user_id from queue_member where queue_id = $1 order by user_id", [.text(id.text)]) {
            ID($0.text(0))
        }
        return queue
    }
    static func all(_ transaction: any Transaction) throws -> [Queue] {
        var members: [String: [UserID]] = [:]
        try transaction.each("select queue_id, user_id from queue_member order by queue_id, user_id", []) {
            members[$0.text(0), default: []].append(ID($0.text(1)))
        }
        return try transaction.all("select \(columns) from queue order by created_at, id") { row in
            var queue = Queue(row: row)
            queue.members = members[queue.id.text] ?? []
            return queue
        }
    }
}

extension Desk {
    package func queues(for viewer: Viewer) async throws -> [Queue] {
        try viewer.require(.read)
        return try await read { try Queue.all($0) }
    }
}

extension DeskError {
    static let noQueue = DeskError("queue.not_found", "No hay ninguna cola con ese identificador. Revisa la lista de colas.")
}
