import Storage

/// A call that rings or is spoken now, as its case's card shows it.
struct LiveCall: Sendable, Equatable {
    let callId: String
    let status: CallEvent.Status
    let direction: CallEvent.Direction
    /// Milliseconds.
    let startedAt: Int64

    /// A call that began so long ago is over, whatever its switchboard forgot to say.
    var until: Int64 { startedAt + (status == .ringing ? 10 * 60_000 : 6 * 3_600_000) }

    /// Nil where the call is over.
    init?(_ call: CallEvent, since at: Int64) {
        guard call.status == .ringing || call.status == .answered else { return nil }
        callId = call.callId
        status = call.status
        direction = call.direction
        startedAt = at
    }

    var json: String {
        var json = JSONText()
        json.object { json in
            json.field("callId", callId)
            json.field("status", status.rawValue)
            json.field("direction", direction.rawValue)
            json.field("startedAt", time: startedAt)
        }
        return json.text
    }
}

extension Change {
    /// What the case's card says of its calls, after this one began at `at` or went on. Nothing once the case is closed.
    func show(_ call: CallEvent, since at: Int64, in item: Case) throws -> Case {
        guard item.state != .closed else { return item }
        let others = try calls(of: item.id).map(\.live).filter { $0?.callId != call.callId }
        let live = (others + [LiveCall(call, since: at)]).compactMap { $0 }
        let shown = live.filter { $0.until > now }.max { $0.startedAt < $1.startedAt }
        if !live.isEmpty { madeWork = true }
        return try set(
            item, "live_call = $2, call_until = $3", [.text(shown?.json ?? ""), .integer(live.map(\.until).min() ?? 0)])
    }

    /// The case's newest calls; `live` is nil for those that are over.
    func calls(of id: CaseID) throws -> [(message: MessageID, event: CallEvent, live: LiveCall?)] {
        try all(
            "select id, data, at from message where case_id = $1 and kind = 'call' order by at desc, place desc limit 20", [.text(id.text)]
        ) { (message: MessageID($0.text(0)), event: CallEvent(json: $0.text(1)), at: $0.int(2)) }
        .compactMap { row in row.event.map { (row.message, $0, LiveCall($0, since: row.at)) } }
    }
}
