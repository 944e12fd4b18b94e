import Storage

extension Desk {
    /// Where this case can be passed on to: campaigns, their queues with who waits, and their agents with state and load. What the case's own campaign
    /// does not allow is left out. Throws `case.not_found`.
    package func transferTargets(of reference: CaseReference, for viewer: Viewer) async throws -> [UInt8] {
        try await read { transaction in
            let item = try transaction.seenCase(reference, for: viewer)
            let campaigns = try Campaign.all(transaction)
            guard let own = campaigns.first(where: { $0.id == item.campaign }) else { throw DeskError.noCampaign }
            let targets = own.policy.transferTargets
            let mayQueue = targets.contains(.queue) || targets.contains(.campaign)
            let open = campaigns.filter { $0.archivedAt == 0 && (viewer.leads($0.id) || viewer.campaigns.contains($0.id)) }
            let queues = try Queue.all(transaction).filter { $0.archivedAt == 0 }
            let agents = try targets.contains(.agent) ? transaction.servingAgents() : [:]
            var json = JSONText(capacity: 8192)
            try json.object { json in
                json.field("needsOpen", own.policy.transferNeedsOpen)
                json.field("form", own.policy.transferForm.rawValue)
                json.field("unassigned", targets.contains(.unassigned) && (item.state == .open || item.state == .waiting))
                json.key("campaigns")
                try json.array(open) { json, campaign in
                    try json.object { json in
                        json.field("id", campaign.id)
                        json.field("name", campaign.name)
                        json.field("acceptance", campaign.policy.acceptance.rawValue)
                        json.field("offerTimeout", campaign.policy.offerTimeout)
                        json.key("form")
                        try transaction.writeNewestForm(of: campaign, to: &json)
                        json.key("queues")
                        try json.array(queues.filter { $0.campaign == campaign.id }) { json, queue in
                            try transaction.write(queue, of: item, mayQueue: mayQueue && queue.id != item.queue, agents, to: &json)
                        }
                    }
                }
            }
            return json.bytes
        }
    }
}

private struct ServingAgent {
    let id: UserID
    let name: String
    let state: String
    let since: Int64
    let load: Int64
    let capacity: Int64
}

extension Storage.Transaction {
    /// By queue: one walk of the members, however many queues.
    fileprivate func servingAgents() throws -> [String: [ServingAgent]] {
        var found: [String: [ServingAgent]] = [:]
        try each(
            """
            select m.queue_id, u.id, u.name, a.state, a.since, a.load, a.capacity from queue_member m join users u on u.id = m.user_id
                join agent a on a.user_id = m.user_id where u.archived_at = 0 order by m.queue_id, u.name, u.id
            """, []
        ) { row in
            found[row.text(0), default: []].append(
                ServingAgent(
                    id: ID(row.text(1)), name: row.text(2), state: row.text(3), since: row.int(4), load: row.int(5), capacity: row.int(6)))
        }
        return found
    }

    fileprivate func write(_ queue: Queue, of item: Case, mayQueue: Bool, _ agents: [String: [ServingAgent]], to json: inout JSONText)
        throws
    {
        let waiting = try Counters.value("queue:\(queue.id):waiting", self)
        let wait = try pace(of: queue.id).wait(ahead: waiting)
        json.object { json in
            json.field("id", queue.id)
            json.field("name", queue.name)
            json.field("waiting", waiting)
            json.key("expectedWait")
            if let wait { json.integer(wait / 1000) } else { json.null() }
            json.field("allowed", mayQueue)
            json.key("agents")
            json.array((agents[queue.id.text] ?? []).filter { $0.id != item.agent }) { json, agent in
                json.object { json in
                    json.field("id", agent.id)
                    json.field("name", agent.name)
                    json.field("state", agent.state)
                    json.field("since", time: agent.since)
                    json.field("load", agent.load)
                    json.field("capacity", agent.capacity)
                }
            }
        }
    }

    /// What whoever takes it there will fill.
    fileprivate func writeNewestForm(of campaign: Campaign, to json: inout JSONText) throws {
        guard campaign.policy.disposition != .off else { return json.null() }
        let form = try first(
            "select name, version from outcome_form where campaign_id = $1 and fields <> '[]' order by version desc limit 1",
            [.text(campaign.id.text)]
        ) { (name: $0.text(0), version: $0.int(1)) }
        guard let form else { return json.null() }
        json.object {
            $0.field("name", form.name)
            $0.field("version", form.version)
        }
    }
}
