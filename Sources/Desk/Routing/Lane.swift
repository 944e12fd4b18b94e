import Storage

/// Waiting cases of a queue that weigh the same and ask for the same skills: an agent may take all of a lane or none of it,
/// so its first is found without a walk past what they can't take.
struct Lane: Sendable, Equatable {
    let weight: Int64
    let skills: Set<String>

    static let usual = Lane(weight: 1, skills: [])

    init(weight: Int64, skills: Set<String>) {
        self.weight = weight
        self.skills = skills
    }
    init(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        weight = Int64(parts[0]) ?? 1
        skills = Set(parts.count > 1 ? Self.words(String(parts[1])) : [])
    }
    var text: String { "\(weight):\(skills.sorted().joined(separator: " "))" }

    static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}

/// A queue that an agent serves, as routing reads it.
struct ServedQueue: Sendable {
    let queue: QueueID
    let policy: Policy
    var lanes: [Lane]

    var asksForSkills: Bool { lanes.contains { !$0.skills.isEmpty } }

    static func ids(of agent: UserID, _ transaction: any Transaction) throws -> [QueueID] {
        try transaction.all("select queue_id from queue_member where user_id = $1 order by queue_id", [.text(agent.text)]) {
            ID($0.text(0))
        }
    }

    /// By ascending id.
    static func all(of agent: UserID, _ transaction: any Transaction) throws -> [ServedQueue] {
        var found: [ServedQueue] = []
        try transaction.each(
            """
            select m.queue_id, p.policy, coalesce(l.lane, '') from queue_member m join queue q on q.id = m.queue_id
                join campaign p on p.id = q.campaign_id left join queue_lane l on l.queue_id = m.queue_id
            where m.user_id = $1 order by m.queue_id, l.lane
            """, [.text(agent.text)]
        ) { row in
            let queue = QueueID(row.text(0))
            if found.last?.queue != queue {
                found.append(ServedQueue(queue: queue, policy: try PolicyCache.policy(row.text(1)), lanes: [.usual]))
            }
            let lane = row.text(2)
            if !lane.isEmpty { found[found.count - 1].lanes.append(Lane(text: lane)) }
        }
        return found
    }
}

extension Change {
    /// The queue remembers every lane but the usual one that a case of it ever had.
    func note(lane: Lane, of queue: QueueID) throws {
        guard lane != .usual else { return }
        try run("insert into queue_lane (queue_id, lane) values ($1, $2) on conflict do nothing", [.text(queue.text), .text(lane.text)])
    }
}
