/// Why routing decided as it did, written with the event of the decision; `GET …/routing` says it in words.
struct RoutingTrace: Sendable, Equatable {
    enum Cause: String, Sendable, Decodable {
        /// The case came or came back, and somebody was free.
        case waiting
        /// Somebody became free, and this case was next.
        case freed
    }
    let rule: Policy.Strategy
    let cause: Cause
    /// Milliseconds in the queue.
    let waited: Int64
    /// The chosen one first.
    let free: [FreeAgents.Candidate]

    var json: String {
        var json = JSONText()
        json.object { json in
            json.field("rule", rule.rawValue)
            json.field("cause", cause.rawValue)
            json.field("waited", waited)
            json.key("free")
            json.array(free) { json, one in
                json.object { json in
                    json.field("agent", one.agent)
                    json.field("load", one.load)
                    json.field("capacity", one.capacity)
                    json.field("routedAt", one.routedAt)
                    json.field("idleSince", one.idleSince)
                }
            }
        }
        return json.text
    }
}

extension Event {
    /// Nobody's stream carries it.
    func because(_ trace: RoutingTrace) -> Event {
        var event = self
        event.trace = trace.json
        return event
    }
}
