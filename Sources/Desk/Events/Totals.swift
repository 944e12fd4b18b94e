import NIOCore
import Storage

extension Feed {
    /// A queue's totals to its staff by what each may know, each agent's own to them.
    func tell(_ queues: Set<QueueID>, _ agents: Set<UserID>) async throws {
        let organisation = try await desk.organisation()
        let day = organisation.day(at: desk.now())
        let frames = try await desk.read { transaction in
            let counts = try queues.compactMap { queue in try transaction.totals(of: queue, today: day) }
            let mine = try agents.map { agent in
                var json = JSONText()
                try json.object { json in
                    json.field("open", try Counters.value("agent:\(agent):open", transaction))
                    json.field("closedToday", try Counters.value("agent:\(agent):closed:\(day)", transaction))
                    json.field("timeZone", organisation.timeZone)
                }
                return (agent, EncodedEvent.frame(id: nil, kind: "me.counts", json.text))
            }
            return (counts, mine)
        }
        if hasVisitors { try await tellPlaces(in: queues) }
        for told in frames.0 {
            send(told.wide) { if case .staff(let viewer) = $0 { viewer.leads(told.campaign) } else { false } }
            send(told.narrow) {
                if case .staff(let viewer) = $0 { !viewer.leads(told.campaign) && viewer.queues.contains(told.queue) } else { false }
            }
        }
        for (agent, frame) in frames.1 { send(frame) { if case .staff(let viewer) = $0 { viewer.id == agent } else { false } } }
    }
}

extension Feed {
    /// Customers who wait in a web chat learn their place: each queue is read once for all of them.
    private func tellPlaces(in queues: Set<QueueID>) async throws {
        let places = try await desk.read { transaction in
            var places: [Watcher: QueuePlace] = [:]
            for queue in queues {
                let waiting = try transaction.all(
                    """
                    select c.point_id, c.account_id, c.channel from cases c where c.queue_id = $1 and c.state = 'queued'
                    order by c.priority, c.queued_at, c.number limit \(QueuePlace.counted)
                    """, [.text(queue.text)]
                ) { (watcher: Watcher.visitor(ID($0.text(0)), ID($0.text(1))), isChat: $0.text(2) == "webchat") }
                guard waiting.contains(where: \.isChat) else { continue }
                let pace = try transaction.pace(of: queue)
                for (ahead, one) in waiting.enumerated() where one.isChat && places[one.watcher] == nil {
                    places[one.watcher] = QueuePlace(position: Int64(ahead) + 1, isMore: false, wait: pace.wait(ahead: Int64(ahead)))
                }
            }
            return places
        }
        guard !places.isEmpty else { return }
        send { watcher in
            guard let place = places[watcher] else { return nil }
            var json = JSONText()
            place.write(to: &json)
            return EncodedEvent.frame(id: nil, kind: "queue", json.text)
        }
    }
}

private struct QueueTotals {
    let queue: QueueID
    let campaign: CampaignID
    /// For who supervises the campaign, and for the queue's members.
    let wide: ByteBuffer
    let narrow: ByteBuffer
}

extension Storage.Transaction {
    fileprivate func totals(of queue: QueueID, today: String) throws -> QueueTotals? {
        let found = try first(
            "select p.policy, p.id from campaign p join queue q on q.campaign_id = p.id where q.id = $1", [.text(queue.text)]
        ) {
            (policy: $0.text(0), campaign: CampaignID($0.text(1)))
        }
        guard let found else { return nil }
        let visibility = try PolicyCache.policy(found.policy).visibility
        let isWide = visibility != .exclusive && visibility != .assignee
        return QueueTotals(
            queue: queue, campaign: found.campaign, wide: try countsFrame(of: queue, wide: true, today: today),
            narrow: try countsFrame(of: queue, wide: isWide, today: today))
    }

    fileprivate func countsFrame(of queue: QueueID, wide: Bool, today: String) throws -> ByteBuffer {
        var json = JSONText()
        try writeCounts(of: queue, wide: wide, today: today, to: &json)
        return EncodedEvent.frame(id: nil, kind: "queue.counts", json.text)
    }
}
