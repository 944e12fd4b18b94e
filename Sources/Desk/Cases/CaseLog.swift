import Storage

extension Desk {
    /// What happened to the case, oldest first: the log's own rows, who did it, the line that the conversation shows, and what each changed from what to what.
    package func caseLog(_ reference: CaseReference, for viewer: Viewer) async throws -> [UInt8] {
        try await read { transaction in
            let item = try transaction.readableCase(reference, for: viewer)
            var json = JSONText(capacity: 4096)
            var story = CaseStory(Names(transaction))
            json.openList()
            let rows = try transaction.all(
                """
                select e.at, e.kind, e.author, e.version, (select name from users u where u.id = e.author), e.card, e.message
                from event e where e.case_id = $1 and e.recipient = '' order by e.version, e.id limit 1000
                """, [.text(item.id.text)]
            ) {
                (
                    at: $0.int(0), kind: $0.text(1), author: $0.text(2), version: $0.int(3), name: $0.textOrNil(4), face: $0.text(5),
                    message: $0.text(6)
                )
            }
            for row in rows {
                let changes = try story.changes(to: row.face)
                let line = try CaseStory.line(row.message)
                json.object { json in
                    json.field("at", time: row.at)
                    json.field("kind", row.kind)
                    json.key("by")
                    if let name = row.name {
                        json.object {
                            $0.field("id", row.author)
                            $0.field("name", name)
                        }
                    } else {
                        json.null()
                    }
                    json.field("version", row.version)
                    json.key("line")
                    if let line { json.raw(line) } else { json.null() }
                    json.key("changes")
                    json.array(changes) { json, change in
                        json.object { json in
                            json.field("field", change.field)
                            json.field("before", change.before)
                            json.field("after", change.after)
                        }
                    }
                }
            }
            json.closeList(next: nil)
            return json.bytes
        }
    }
}

/// The cards of a case, one after the other: what of the fields that people care for is another than it was.
struct CaseStory {
    struct Change {
        let field: String
        let before: String?
        let after: String?
    }
    private let names: Names
    private var held: [String: String]?

    init(_ names: Names) { self.names = names }

    /// `face` is a card's members without braces; the first one changes nothing.
    mutating func changes(to face: String) throws -> [Change] {
        guard !face.isEmpty else { return [] }
        let now = try told(JSONParser.parse(Array("{\(face)}".utf8)))
        defer { held = now }
        guard let held else { return [] }
        return Set(held.keys).union(now.keys).sorted().compactMap { field in
            held[field] == now[field] ? nil : Change(field: field, before: held[field], after: now[field])
        }
    }

    /// The code and parameters of a line of kind `system` that came with an event; nil for other messages and none.
    static func line(_ message: String) throws -> String? {
        guard !message.isEmpty, let system = try JSONParser.parse(Array(message.utf8))["system"], let code = system["code"]?.text else {
            return nil
        }
        return Message.system(code, (system["params"]?.members ?? []).map { ($0.key, $0.value.text ?? "") })
    }

    private func told(_ face: JSONValue) throws -> [String: String] {
        var now: [String: String] = [:]
        for field in ["state", "priority", "type", "description"] { now[field] = face[field]?.text }
        now["queue"] = try face["queue"]?.text.map { try names.queue(ID($0)) }
        now["campaign"] = try face["campaign"]?.text.map { try names.campaign($0) }
        now["agent"] = try face["agent"]?.text.map { try names.person($0) }
        now["outcome"] = face["outcome"]?["text"]?.text
        now["contact"] = face["contact"]?["name"]?.text
        let tags = try (face["tags"]?.items ?? []).compactMap(\.text).map { try names.tag($0) }
        if !tags.isEmpty { now["tags"] = tags.joined(separator: ", ") }
        if face["marks"]?["flagged"]?.isTrue == true { now["flag"] = "true" }
        return now.filter { !$0.value.isEmpty }
    }
}
