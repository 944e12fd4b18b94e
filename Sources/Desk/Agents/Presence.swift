import NIOConcurrencyHelpers
import Storage

/// Which agents are connected to this node: streams counted, other requests remembered for a while. Written to one lease row per node.
package final class Presence: Sendable {
    private struct Held {
        var streams: [UserID: Int] = [:]
        var seen: [UserID: Int64] = [:]
    }
    private let held = NIOLockedValueBox(Held())
    package init() {}

    package func opened(_ agent: UserID) { held.withLockedValue { $0.streams[agent, default: 0] += 1 } }
    package func closed(_ agent: UserID) {
        held.withLockedValue {
            $0.streams[agent, default: 1] -= 1
            if $0.streams[agent] ?? 0 <= 0 { $0.streams[agent] = nil }
            $0.seen[agent] = Clock.wall()
        }
    }
    package func hasStream(_ agent: UserID) -> Bool { held.withLockedValue { $0.streams[agent] != nil } }
    /// A request without a stream counts too: API clients have none.
    package func seen(_ agent: UserID) { held.withLockedValue { $0.seen[agent] = Clock.wall() } }

    func connected(within grace: Int64) -> Set<UserID> {
        held.withLockedValue { held in
            let limit = Clock.wall() - grace
            held.seen = held.seen.filter { $0.value > limit }
            return Set(held.streams.keys).union(held.seen.keys)
        }
    }
}

extension Desk {
    static let leaseLength: Int64 = 15_000

    /// Renews this node's lease and sends offline whoever no live node has seen for the grace period. A restart orphans nobody: the period
    /// begins anew when a node starts or a lease lapses.
    func keepPresence(node: String) async throws {
        let here = presence.connected(within: 10_000).map(\.text).sorted().joined(separator: " ")
        let grace = settings.offlineGrace
        let late = try await write(by: .system) { change in
            try change.run(
                """
                insert into presence (node, agents, expires_at) values ($1, $2, $3)
                on conflict (node) do update set agents = excluded.agents, expires_at = excluded.expires_at
                """, [.text(node), .text(here), .integer(change.now + Self.leaseLength)])
            let lapsed = try change.all("delete from presence where expires_at < $1 returning node", [.integer(change.now)]) { $0.text(0) }
            let present = Set(
                try change.all("select agents from presence", []) { $0.text(0) }.joined(separator: " ").split(separator: " ").map(
                    String.init))
            let working = try change.all("select user_id, absent_since from agent where state <> 'offline' order by user_id", []) {
                (id: $0.text(0), absent: $0.int(1))
            }
            var late: [UserID] = []
            for agent in working {
                if present.contains(agent.id) {
                    if agent.absent != 0 { try change.run("update agent set absent_since = 0 where user_id = $1", [.text(agent.id)]) }
                } else if agent.absent == 0 || !lapsed.isEmpty {
                    try change.run("update agent set absent_since = $2 where user_id = $1", [.text(agent.id), .integer(change.now)])
                } else if change.now - agent.absent >= grace {
                    late.append(UserID(agent.id))
                }
            }
            return late
        }
        for agent in late {
            _ = try await write(by: .system) { change in
                // Judged again: they may be back since.
                let still = try change.first(
                    "select absent_since from agent where user_id = $1 and state <> 'offline'", [.text(agent.text)]
                ) { $0.int(0) }
                guard let still, still > 0, change.now - still >= grace else { return }
                _ = try change.set(state: .offline, reason: "", of: agent)
            }
        }
    }

    /// At start: nobody's absence counts yet.
    func beginPresence() async throws {
        try await write(by: .system) { try $0.run("update agent set absent_since = 0 where absent_since > 0") }
    }
}
