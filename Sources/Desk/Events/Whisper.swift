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

    /// From another node.
    func heard(_ payload: String) {
        guard let whisper = try? JSONDecoder().decode(Whisper.self, from: Data(payload.utf8)), whisper.node != node else { return }
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
    private let last = NIOLockedValueBox<[String: (at: Int64, word: String)]>([:])

    func mayPass(_ whisper: Whisper) -> Bool {
        let key = "\(whisper.caseID) \(whisper.agent ?? "")"
        let word = "\(whisper.viewing) \(whisper.typing)"
        let now = Clock.wall()
        return last.withLockedValue { last in
            if last.count > 10_000 { last = last.filter { now - $0.value.at < 3000 } }
            if let held = last[key], held.word == word, now - held.at < 3000 { return false }
            last[key] = (now, word)
            return true
        }
    }
}
