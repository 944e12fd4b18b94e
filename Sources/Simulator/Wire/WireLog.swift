/// What travelled between the provider, the desk and the customers, newest last.
struct WireLog: Sendable {
    struct Entry: Sendable {
        var number = 0
        let at: Int64
        let from: String
        let to: String
        /// `messages.text`, `statuses.read`, `media.upload`, …
        let kind: String
        let method: String
        let path: String
        /// 0 when there was no answer.
        let status: Int
        let milliseconds: Int64
        var request = ""
        var response = ""
        /// Headers worth seeing; never a token or a secret.
        var headers: [(String, String)] = []
        /// `repeated`, `retried`, `cut`, …
        var note: String?

        var json: JSON {
            .of([
                "number": JSON(number), "at": JSON(at), "from": JSON(from), "to": JSON(to), "kind": JSON(kind), "method": JSON(method),
                "path": JSON(path), "status": JSON(status), "ms": JSON(milliseconds), "request": JSON(request), "response": JSON(response),
                "headers": .array(headers.map { [JSON($0.0), JSON($0.1)] }), "note": note.map { JSON($0) },
            ])
        }
    }

    static let most = 300
    static let longestBody = 16_384

    private(set) var entries: [Entry] = []
    private(set) var last = 0

    mutating func add(_ entry: Entry) -> Entry {
        last += 1
        var entry = entry
        entry.number = last
        entries.append(entry)
        if entries.count > Self.most { entries.removeFirst(entries.count - Self.most) }
        return entry
    }

    mutating func clear() { entries.removeAll() }

    /// A body as text where it is one; else how much of what.
    static func text(_ bytes: [UInt8], type: String) -> String {
        guard !bytes.isEmpty else { return "" }
        let isText = type.hasPrefix("application/json") || type.hasPrefix("text/") || type.contains("problem+json")
        guard isText else { return "<\(bytes.count) bytes, \(type.isEmpty ? "no type" : type)>" }
        let shown = String(decoding: bytes.prefix(longestBody), as: UTF8.self)
        return bytes.count > longestBody ? shown + "…" : shown
    }
}
