import Storage

/// Where a transfer goes, judged.
struct TransferTarget {
    let queue: Queue
    let agent: (id: UserID, name: String)?
    /// Back to its own queue, as `release` does it.
    var isRelease = false
}

extension Change {
    /// Throws what keeps it from going there, in the sentence that names the way out.
    func target(of new: NewTransfer, from item: Case, _ policy: Policy, by viewer: Viewer) throws -> TransferTarget {
        let queue = try destination(new)
        guard viewer.leads(queue.campaign) || viewer.campaigns.contains(queue.campaign) else {
            throw DeskError(
                "transfer.not_assigned",
                "Solo puedes transferir a campañas que tienes asignadas, y la de la cola «\(queue.name)» no lo está.",
                field: "campaign")
        }
        if let agent = new.agent {
            guard policy.transferTargets.contains(.agent) else {
                throw Self.refused("agent", Phrase("La campaña no permite transferir a un agente; elige una cola."))
            }
            guard agent != item.agent else {
                throw DeskError.invalid("agent", "transfer.same_agent", "El caso ya es de esa persona; elige a otra o una cola.")
            }
            return TransferTarget(queue: queue, agent: (agent, try receiver(agent, in: queue, from: item)))
        }
        if queue.id == item.queue {
            guard policy.transferTargets.contains(.unassigned), item.agent != nil else {
                throw DeskError.invalid(
                    "queue", "transfer.same_queue", "El caso ya está en la cola «\(queue.name)»; elige otra, o devuélvelo a la cola.")
            }
            return TransferTarget(queue: queue, agent: nil, isRelease: true)
        }
        guard policy.transferTargets.contains(.queue) || policy.transferTargets.contains(.campaign) else {
            throw Self.refused("queue", Phrase("La campaña solo permite transferir a un agente; elige a quién."))
        }
        return TransferTarget(queue: queue, agent: nil)
    }

    private static func refused(_ field: String, _ message: Phrase) -> DeskError { DeskError("transfer.refused", message, field: field) }

    /// An archived queue says so: who chose it saw it in a list.
    private func destination(_ new: NewTransfer) throws -> Queue {
        if let id = new.queue {
            guard let queue = try Queue.find(id, transaction) else { throw DeskError.noQueue }
            guard queue.archivedAt == 0 else {
                throw DeskError("queue.archived", "La cola «\(queue.name)» está archivada y no recibe casos; elige otra.", field: "queue")
            }
            return try home(id, new.campaign)
        }
        let queues = try all(
            """
            select q.id from queue q where q.campaign_id = $1 and q.archived_at = 0
                and (cast($2 as text) = '' or exists (select 1 from queue_member m where m.queue_id = q.id and m.user_id = $2)) order by q.id limit 2
            """, [.text(new.campaign.text), .text(new.agent?.text ?? "")]
        ) { QueueID($0.text(0)) }
        guard let only = queues.first else { throw new.agent == nil ? DeskError.noQueue : Self.notMember }
        guard queues.count == 1 else {
            throw DeskError.invalid("queue", "transfer.queue_needed", "La campaña tiene varias colas; di a cuál pasa el caso.")
        }
        return try home(only, new.campaign)
    }

    /// The name of whoever is to get it. The queues are locked before their state is read: who goes offline meanwhile is seen, or sees the offer.
    private func receiver(_ agent: UserID, in queue: Queue, from item: Case) throws -> String {
        let freed = try item.agent.map { try ServedQueue.ids(of: $0, transaction) } ?? []
        for queue in Set(freed + [queue.id]).sorted(by: { $0.text < $1.text }) { try lock(queue: queue) }
        let found = try first(
            """
            select u.name, a.state from users u join queue_member m on m.user_id = u.id join agent a on a.user_id = u.id
            where u.id = $1 and m.queue_id = $2 and u.archived_at = 0
            """, [.text(agent.text), .text(queue.id.text)]
        ) { (name: $0.text(0), state: $0.text(1)) }
        guard let found else { throw Self.notMember }
        guard found.state != AgentState.Kind.offline.rawValue else {
            throw DeskError(
                "agent.offline", "\(found.name) no está en línea; transfiere a la cola «\(queue.name)» y lo tomará quien esté.",
                field: "agent")
        }
        return found.name
    }

    private static let notMember = DeskError(
        "agent.not_member", "Esa persona no atiende esa cola; elige a uno de sus agentes o la cola.", field: "agent")
}
