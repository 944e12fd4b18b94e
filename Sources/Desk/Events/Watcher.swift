import NIOCore

/// Whose stream it is: staff by their sight, a customer by their own address on one account.
package enum Watcher: Sendable, Hashable {
    case staff(Viewer)
    /// A token of scope `bot`: the cases it has, and nothing of its owner's.
    case bot(Viewer)
    case visitor(PointID, AccountID)
}

/// One open stream. It holds no buffer of ours: where it can't be written it is closed, and comes back with its cursor.
package protocol FeedSink: AnyObject, Sendable {
    var loop: any EventLoop { get }
    /// Called on `loop`.
    func write(_ frame: ByteBuffer)
    /// Called on `loop`, after the last frame: the access it was opened with is gone.
    func end()
}

/// One event as each kind of watcher gets it: encoded once, shared by all.
struct EncodedEvent: Sendable {
    let event: LoggedEvent
    /// Everything up to here is applied by whoever applied the whole span.
    let end: LogPosition
    let full: ByteBuffer
    let card: ByteBuffer
    let gone: ByteBuffer
    let visitor: ByteBuffer?

    init(_ event: LoggedEvent, end: LogPosition) {
        self.event = event
        self.end = end
        let id = event.position.text
        if event.face.isEmpty {
            full = Self.frame(id: id, kind: event.kind, event.data.isEmpty ? "{}" : event.data)
            card = full
            gone = full
        } else {
            let attended = event.kind == "attended.added" ? ",\"attended\":true" : ""
            let message = event.message.isEmpty ? "" : ",\"message\":\(event.message)"
            full = Self.frame(
                id: id, kind: event.kind, "{\"case\":{\(event.face),\"preview\":\(event.preview),\"sight\":\"full\"\(attended)}\(message)}")
            card = Self.frame(id: id, kind: event.kind, "{\"case\":{\(event.face),\"preview\":null,\"sight\":\"card\"}}")
            gone = Self.frame(id: id, kind: "case.gone", "{\"id\":\"\(event.caseID)\",\"version\":\(event.version)}")
        }
        visitor = Self.visitorFrame(event)
    }

    /// What this watcher is shown of it; nil where it is none of their business.
    func frame(for watcher: Watcher) -> ByteBuffer? {
        switch watcher {
        case .visitor(let point, _):
            guard let frame = visitor, event.after?.point == point || event.before?.point == point else { return nil }
            return frame
        case .staff(let viewer):
            if event.kind == "session.ended" { return ends(watcher) ? full : nil }
            if !event.recipient.isEmpty { return event.recipient == viewer.id.text ? full : nil }
            if event.caseID.isEmpty, let audience = event.after { return audience.sight(of: viewer) == .full ? full : nil }
            if event.caseID.isEmpty { return full }
            return caseFrame(for: viewer)
        case .bot(let viewer):
            if ends(watcher) { return full }
            return event.recipient.isEmpty && !event.caseID.isEmpty ? caseFrame(for: viewer) : nil
        }
    }

    private func caseFrame(for viewer: Viewer) -> ByteBuffer? {
        switch event.after?.sight(of: viewer) ?? .none {
        case .full: full
        case .card: card
        case .none: (event.before?.sight(of: viewer) ?? .none) > .none ? gone : nil
        }
    }

    /// This event ends the stream of whom it concerns: their rights have changed.
    func ends(_ watcher: Watcher) -> Bool {
        switch (watcher, event.kind) {
        case (.staff(let viewer), "reset"): event.recipient == viewer.id.text
        case (.bot(let viewer), "reset"): event.recipient == viewer.credential
        case (.staff(let viewer), "session.ended"), (.bot(let viewer), "session.ended"):
            event.recipient == viewer.id.text && event.data.contains(viewer.credential) && !viewer.credential.isEmpty
        default: false
        }
    }

    private static func visitorFrame(_ event: LoggedEvent) -> ByteBuffer? {
        guard !event.data.isEmpty, !event.face.isEmpty else { return nil }
        let id = event.position.text
        switch event.kind {
        case "case.created", "message.received", "message.sent": return frame(id: id, kind: "message", "{\"message\":\(event.data)}")
        case "case.accepted", "case.released", "case.queued": return frame(id: id, kind: "agent", event.data)
        case "case.read": return frame(id: id, kind: "status", event.data)
        case "case.closed": return frame(id: id, kind: "closed", event.data)
        default: return nil
        }
    }

    static func frame(id: String?, kind: String, _ data: String) -> ByteBuffer {
        var text = ""
        text.reserveCapacity(data.utf8.count + 80)
        if let id { text += "id: \(id)\n" }
        text += "event: \(kind)\ndata: \(data)\n\n"
        return ByteBuffer(string: text)
    }
}
