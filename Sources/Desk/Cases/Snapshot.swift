import Storage

extension Desk {
    /// What a desk shows at its start, with the position from which its events go on: one read transaction.
    package func snapshot(for viewer: Viewer) async throws -> [UInt8] {
        let me = try await me(viewer)
        let epoch = settings.eventEpoch, today = me.organisation.day(at: now())
        return try await read { transaction in
            var json = JSONText(capacity: 96 * 1024)
            try json.object { json in
                json.field("position", try EventLog.head(epoch: epoch, transaction).text)
                json.key("me")
                me.write(to: &json)
                try transaction.writeSetUp(for: viewer, to: &json)
                json.key("counts")
                try transaction.writeCounts(for: viewer, me, today: today, to: &json)
                json.key("cases")
                try transaction.writeDeskCases(for: viewer, to: &json)
            }
            return json.bytes
        }
    }
}

extension Storage.Transaction {
    fileprivate func writeDeskCases(for viewer: Viewer, to json: inout JSONText) throws {
        let parts: [(sql: String, arguments: [SQLValue], attended: Bool)]
        var wide: [(sql: String, arguments: [SQLValue], attended: Bool)] = []
        if !viewer.leadsAll {
            let queues = viewer.queues.map(\.text).sorted()
            let places = queues.isEmpty ? "''" : queues.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
            let me = SQLValue.text(viewer.id.text)
            var own: [(sql: String, arguments: [SQLValue], attended: Bool)] = [
                (
                    "c.agent_id = $1 and c.state in ('offered', 'open', 'waiting') order by c.created_at desc, c.number desc limit 500",
                    [me], false
                ),
                (
                    """
                    c.state in ('bot', 'queued', 'offered') and (c.agent_id is null or c.agent_id <> $1) and c.queue_id in (\(places)) \
                    order by c.created_at desc, c.number desc limit 200
                    """, [me] + queues.map { .text($0) }, false
                ),
                ("c.closed_by = $1 and c.state = 'closed' order by c.closed_at desc, c.number desc limit 50", [me], true),
            ]
            if let led = viewer.led?.map(\.text).sorted() {
                // What is theirs already, or waits in a queue of theirs, is not written twice.
                own.append(
                    (
                        """
                        c.campaign_id in (\(led.indices.map { "$\($0 + 2 + queues.count)" }.joined(separator: ", "))) and c.state in ('bot', 'queued', 'offered', 'open', 'waiting') \
                        and (c.agent_id is null or c.agent_id <> $1) \
                        and not (c.state in ('bot', 'queued', 'offered') and c.queue_id in (\(places))) \
                        order by c.created_at desc, c.number desc limit 200
                        """, [me] + queues.map { .text($0) } + led.map { .text($0) }, false
                    ))
            }
            parts = own
            wide = try sharedCases(of: viewer)
        } else {
            parts = [
                (
                    "c.state in ('bot', 'queued', 'offered', 'open', 'waiting') order by c.created_at desc, c.number desc limit 200", [],
                    false
                ),
                (
                    "c.closed_by = $1 and c.state = 'closed' order by c.closed_at desc, c.number desc limit 50", [.text(viewer.id.text)],
                    true
                ),
            ]
        }
        // The last part is what they keep of cases that they passed on.
        try json.array((parts + wide).map(Optional.some) + [nil]) { json, part in
            guard let part else { return try writeAttended(of: viewer, to: &json) }
            try each("select \(Case.columns) from \(Case.tables) where \(part.sql)", part.arguments) { row in
                row.writeCard(to: &json, sight: row.sight(of: viewer), attended: part.attended)
            }
        }
    }

    /// Colleagues' open cases, in the campaigns whose list shows all that one may see.
    private func sharedCases(of viewer: Viewer) throws -> [(sql: String, arguments: [SQLValue], attended: Bool)] {
        let shared = try Campaign.all(self).filter {
            $0.policy.defaultView == .all && $0.archivedAt == 0 && !viewer.leads($0.id)
                && ($0.policy.visibility == .everyone || viewer.campaigns.contains($0.id))
        }
        guard !shared.isEmpty else { return [] }
        let sight = SightSQL(viewer, first: 2 + shared.count)
        let places = shared.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        return [
            (
                """
                c.visibility in ('queue', 'campaign', 'everyone') and c.state in ('open', 'waiting') and c.campaign_id in (\(places))
                    and c.agent_id <> $1 and \(sight.clause) order by c.created_at desc, c.number desc limit 200
                """, [.text(viewer.id.text)] + shared.map { .text($0.id.text) } + sight.arguments.map { .text($0) }, false
            )
        ]
    }

    /// A queue's waiting total is its members' to see; open and closed totals are the queue's where its cases are.
    fileprivate func writeCounts(for viewer: Viewer, _ me: Me, today: String, to json: inout JSONText) throws {
        let queues = try all(
            """
            select q.id, (select p.policy from campaign p where p.id = q.campaign_id), q.campaign_id from queue q where q.archived_at = 0 order by q.id
            """, []
        ) { (id: QueueID($0.text(0)), policy: $0.text(1), campaign: CampaignID($0.text(2))) }
        try json.object { json in
            json.key("queues")
            try json.array(queues.filter { viewer.leads($0.campaign) || viewer.queues.contains($0.id) }) { json, queue in
                let visibility = try PolicyCache.policy(queue.policy).visibility
                let isWide = viewer.leads(queue.campaign) || (visibility != .exclusive && visibility != .assignee)
                try writeCounts(of: queue.id, wide: isWide, today: today, to: &json)
            }
            json.key("mine")
            me.writeCounts(to: &json)
        }
    }

    /// `today` is the organisation's day.
    func writeCounts(of queue: QueueID, wide: Bool, today: String, to json: inout JSONText) throws {
        try json.object { json in
            json.field("queue", queue)
            json.field("waiting", try Counters.value("queue:\(queue):waiting", self))
            json.key("open")
            if wide { json.integer(try Counters.value("queue:\(queue):open", self)) } else { json.null() }
            json.key("closed")
            if wide { json.integer(try Counters.value("queue:\(queue):closed", self)) } else { json.null() }
            json.key("closedToday")
            if wide { json.integer(try Counters.value("queue:\(queue):closed:\(today)", self)) } else { json.null() }
        }
    }
}
