/// What happened, as it goes into the log: once, with everything each kind of watcher may be shown.
package struct Event: Sendable {
    package var kind: String
    package var caseID: CaseID?
    package var version: Int64 = 0
    package var before: Audience?
    package var after: Audience?
    /// A personal event: only this user's streams carry it, or those of the bot's token with this id.
    package var recipient: UserID?
    /// The card's members without braces, and its preview: the two frames are put together from them.
    package var face = ""
    package var preview = ""
    package var message = ""
    package var data = ""
    /// Why routing decided so, as JSON: kept in the log, on no stream.
    package var trace = ""

    /// A change of a case. `before` is nil for a new one.
    package static func on(_ item: Case, _ kind: String, before: Audience?, message: String = "", data: String = "") -> Event {
        Event(
            kind: kind, caseID: item.id, version: item.version, before: before, after: item.audience, face: item.face,
            preview: item.previewJSON,
            message: message, data: data)
    }
    /// An event about something else than a case, for all staff or one person.
    package static func about(_ kind: String, to recipient: UserID? = nil, data: String) -> Event {
        Event(kind: kind, recipient: recipient, data: data)
    }
    /// What a bot's token reaches has changed: its streams end with a `reset`, and it reads everything again.
    package static func reset(bot token: String) -> Event {
        Event(kind: "reset", recipient: UserID(token), data: "{\"reason\":\"access\"}")
    }
    /// The card as it stood when this person passed it on or closed it; nothing of the case after it.
    package static func attended(_ item: Case, to recipient: UserID) -> Event {
        Event(
            kind: "attended.added", caseID: item.id, version: item.version, recipient: recipient, face: item.face, preview: item.previewJSON
        )
    }
}

/// One row of the log, with the position a client may resume from after having applied it.
package struct LoggedEvent: Sendable {
    package let position: LogPosition
    package let id: Int64
    package let kind: String
    package let caseID: String
    package let version: Int64
    package let before: Audience?
    package let after: Audience?
    package let recipient: String
    package let face: String
    package let preview: String
    package let message: String
    package let data: String
}

/// Where a reader of the log stands: opaque to clients. On SQLite `id` counts, on PostgreSQL `xid` (all below it is applied).
package struct LogPosition: Sendable, Equatable, Comparable {
    package var epoch: Int64
    package var xid: Int64
    package var id: Int64
    package init(epoch: Int64, xid: Int64, id: Int64) {
        self.epoch = epoch
        self.xid = xid
        self.id = id
    }
    package var text: String { "\(epoch).\(xid).\(id)" }
    package init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let epoch = Int64(parts[0]), let xid = Int64(parts[1]), let id = Int64(parts[2]), epoch > 0, xid >= 0,
            id >= 0
        else { return nil }
        self.init(epoch: epoch, xid: xid, id: id)
    }
    package static func < (a: LogPosition, b: LogPosition) -> Bool { (a.epoch, a.xid, a.id) < (b.epoch, b.xid, b.id) }
}
