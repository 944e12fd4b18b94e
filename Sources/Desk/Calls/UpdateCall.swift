import FoundationEssentials
import Storage

extension Change {
    /// A later event of a call that is here already, whatever their order: its status is a maximum too. One that says nothing new leaves no trace.
    func update(call: CallEvent, of seen: Received) throws {
        guard let known = try held(seen.message), let before = CallEvent(json: known.data), before.joined(call) != before else { return }
        let item = try touch(.id(seen.caseID), for: .system)
        // Read again under the case's lock: another event may have come first.
        guard var message = try held(seen.message), let before = CallEvent(json: message.data) else { return }
        let after = before.joined(call)
        message.data = after.json
        message.version = item.version
        try run(
            "update message set data = $2, version = $3 where id = $1",
            [.text(message.id.text), .text(message.data), .integer(message.version)])
        var shown = try show(after, since: message.at, in: item)
        if shown.preview.kind == "call", shown.lastMessageAt == message.at {
            shown = try set(shown, "preview_call = $2", [.text(after.status.rawValue)])
        }
        announce(.on(shown, "message.updated", before: item.audience, message: message.json))
    }

    private func held(_ id: MessageID) throws -> Message? {
        try first("select \(Message.columns) from message m where m.id = $1 and m.kind = 'call'", [.text(id.text)], Message.init(row:))
    }
}

extension CallEvent {
    var json: String {
        var json = JSONText()
        json.object { json in
            json.field("callId", callId)
            json.field("direction", direction.rawValue)
            json.field("status", status.rawValue)
            json.key("duration")
            if let duration { json.integer(duration) } else { json.null() }
            json.field("recording", recording)
        }
        return json.text
    }
}
