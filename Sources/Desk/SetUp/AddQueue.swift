import Storage

package struct NewQueue: Sendable {
    package var id: QueueID?
    package var slug: String
    package var name: String
    package var campaign: CampaignID
    package var members: [UserID]

    package init(id: QueueID? = nil, slug: String, name: String, campaign: CampaignID, members: [UserID] = []) {
        self.id = id
        self.slug = slug
        self.name = name
        self.campaign = campaign
        self.members = members
    }
}

extension Desk {
    /// A repeat with the same id and data answers the same. Throws `request.invalid`, `queue.slug_taken`, `campaign.not_found`, `id.conflict`.
    package func addQueue(_ new: NewQueue, by author: Author) async throws -> (created: Bool, queue: Queue) {
        try author.requireAdministrator()
        return try await write(by: author) { try $0.add(queue: new) }
    }
}

extension Change {
    func add(queue new: NewQueue) throws -> (created: Bool, queue: Queue) {
        var check = FieldCheck()
        let slug = check.slug(new.slug)
        let name = check.text(new.name, "name", 1...200)
        try check.finish()
        let id = new.id ?? self.id()
        guard let campaign = try Campaign.find(new.campaign, transaction), campaign.archivedAt == 0 else { throw DeskError.noCampaign }
        let made = try first(
            "insert into queue (id, slug, name, campaign_id, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing returning id",
            [.text(id.text), .text(slug), .text(name), .text(campaign.id.text), .integer(now)]
        ) { $0.text(0) }
        if made == nil {
            guard let held = try Queue.find(id, transaction) else { throw DeskError.slugTaken("queue", slug) }
            let isSame = held.slug == slug && held.name == name && held.campaign == campaign.id && Set(held.members) == Set(new.members)
            guard isSame else { throw DeskError.idConflict(id.text) }
            return (false, held)
        }
        try setMembers(of: id, to: new.members)
        try configured("queue.added", id.text)
        guard let queue = try Queue.find(id, transaction) else { throw DeskError.noQueue }
        return (true, queue)
    }

    /// Who serves a queue, from now on. Those who come or go see something else at once; who comes may be free for what waits there.
    func setMembers(of queue: QueueID, to members: [UserID]) throws {
        let held = Set(try all("select user_id from queue_member where queue_id = $1", [.text(queue.text)]) { UserID($0.text(0)) })
        let wanted = Set(members)
        guard wanted.count <= 5000 else { throw DeskError.invalid("members", "members.count", "Una cola tiene como máximo 5000 miembros.") }
        for user in wanted.subtracting(held).sorted(by: { $0.text < $1.text }) {
            let isFit = try first(
                "select 1 from users u join agent a on a.user_id = u.id where u.id = $1 and u.archived_at = 0 and u.role <> 'administrator'",
                [.text(user.text)]
            ) { $0.int(0) }
            guard isFit != nil else {
                throw DeskError.invalid(
                    "members", "members.unknown", "\(user) no es un agente ni un supervisor activo; solo ellos atienden una cola.")
            }
            try run(
                "insert into queue_member (queue_id, user_id) values ($1, $2) on conflict do nothing",
                [.text(queue.text), .text(user.text)])
            accessChanged(of: user)
            isEligible(user)
        }
        for user in held.subtracting(wanted).sorted(by: { $0.text < $1.text }) {
            try run("delete from queue_member where queue_id = $1 and user_id = $2", [.text(queue.text), .text(user.text)])
            accessChanged(of: user)
        }
    }
}
