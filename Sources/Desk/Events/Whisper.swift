import FoundationEssentials
import NIOConcurrencyHelpers
import NIOCore
import Storage

/// Who looks, who types: told at once, never logged, never resumed. On several nodes it goes around by the database's notices.
package struct Whisper: Codable, Sendable {
    var caseID: String
    var audience: String
    /// Nil for the customer.
    var agent: String?
    var name: String?
    var viewing: Bool
    var typing: Bool
    var node: String
}

extension Desk {
    /// An agent looks at a case, or types in it. At most one word per person and case in three seconds is passed on, unless it changes something.
    package func notePresence(_ reference: CaseReference, viewing: Bool, typing: Bool, by viewer: Viewer, feed: Feed) async throws {
        presence.seen(viewer.id)
        let item = try await read { try $0.readableCase(reference, for: viewer) }
        await feed.whisper(
            Whisper(
                caseID: item.id.text, audience: item.audience.text, agent: viewer.id.text, name: viewer.name, viewing: viewing,
                typing: typing, node: feed.node
            ))
    }

    /// The customer's message is here: they type no more, and when they begin again that is news at once.
    package func noteWritten(by point: PointID, feed: Feed) async throws {
        guard feed.whispers.types(point) else { return }
        try await noteTyping(false, by: point, feed: feed)
    }

    /// The customer types in the web chat.
    package func noteTyping(_ isTyping: Bool, by point: PointID, feed: Feed) async throws {
        let item = try await read {
            try $0.first(
                "select \(Case.columns) from \(Case.tables) where c.point_id = $1 and c.state <> 'closed' order by c.created_at desc limit 1",
                [.text(point.text)], Case.init(row:))
        }
        guard let item else { return }
        await feed.whisper(
            Whisper(caseID: item.id.text, audience: item.audience.text, agent: nil, viewing: true, typing: isTyping, node: feed.node))
    }
}

extension Feed {
    func whisper(_ whisper: Whisper) async {
        guard whispers.mayPass(whisper) else { return }
        tell(whisper)
        guard database.engine == .postgres, let data = try? JSONEncoder().encode(whisper) else { return }
        await database.notify("ventanilla_whisper", String(decoding: data, as: UTF8.self))
    }

    /// An agent's last stream here is gone, and did not come back: they look at nothing and type nowhere.
    package func left(_ agent: UserID) async {
        for whisper in whispers.farewells(of: agent) { await self.whisper(whisper) }
    }

    /// From another node.
    func heard(_ payload: String) {
        guard let whisper = try? JSONDecoder().decode(Whisper.self, from: Data(payload.utf8)), whisper.node != node else { return }
        whispers.note(whisper)
        tell(whisper)
    }

    private func tell(_ whisper: Whisper) {
        guard let audience = Audience(text: whisper.audience) else { return }
        var json = JSONText()
        json.object { json in
            json.field("case", whisper.caseID)
            json.field("agent", whisper.agent)
            json.field("name", whisper.name)
            json.field("visitor", whisper.agent == nil)
            json.field("viewing", whisper.viewing)
            json.field("typing", whisper.typing)
        }
        send(EncodedEvent.frame(id: nil, kind: "presence", json.text)) { watcher in
            guard case .staff(let viewer) = watcher else { return false }
            return audience.sight(of: viewer) == .full && viewer.id.text != whisper.agent
        }
        guard let agent = whisper.agent, audience.agent?.text == agent else { return }
        send(EncodedEvent.frame(id: nil, kind: "typing", "{\"typing\":\(whisper.typing)}")) { watcher in
            if case .visitor(let point, _) = watcher { point == audience.point } else { false }
        }
    }
}

/// Lets a person's word on a case through once in three seconds, at once when it says something new.
final class WhisperGate: Sendable {
    private struct Word {
        let at: Int64
        let said: Whisper
        var viewing: Bool { said.viewing }
        var typing: Bool { said.typing }
    }
    private static let pause: Int64 = 3000
    /// After this long without a word a screen forgets who looked.
    private static let lapse: Int64 = 10_000
    private let last = NIOLockedValueBox<[String: Word]>([:])

    func mayPass(_ whisper: Whisper) -> Bool {
        let now = Clock.wall()
        return last.withLockedValue { last in
            let held = last[whisper.person]
            if let held, held.viewing == whisper.viewing, held.typing == whisper.typing, now - held.at < Self.pause { return false }
            Self.keep(whisper, at: now, in: &last)
            return true
        }
    }

    /// What another node let through.
    func note(_ whisper: Whisper) {
        let now = Clock.wall()
        last.withLockedValue { Self.keep(whisper, at: now, in: &$0) }
    }

    /// Whether the customer's last word was that they type.
    func types(_ point: PointID) -> Bool { last.withLockedValue { $0[Whisper.person(point)]?.typing ?? false } }

    /// What takes back an agent's words that somebody may still show.
    func farewells(of agent: UserID) -> [Whisper] {
        let now = Clock.wall()
        return last.withLockedValue { last in
            last.values.filter { $0.said.agent == agent.text && ($0.viewing || $0.typing) && now - $0.at < Self.lapse }.map { word in
                var whisper = word.said
                (whisper.viewing, whisper.typing) = (false, false)
                return whisper
            }
        }
    }

    private static func keep(_ whisper: Whisper, at now: Int64, in last: inout [String: Word]) {
        if last.count > 10_000 { last = last.filter { now - $0.value.at < Self.lapse } }
        last[whisper.person] = Word(at: now, said: whisper)
    }
}

extension Whisper {
    fileprivate static func person(_ point: PointID) -> String { "point:\(point)" }
    /// An agent is told apart by case; a customer types in one at a time.
    fileprivate var person: String {
        if let agent { return "\(caseID) \(agent)" }
        return Audience(text: audience).map { Self.person($0.point) } ?? caseID
    }
}
