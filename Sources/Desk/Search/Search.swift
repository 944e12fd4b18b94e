import Storage

/// What is looked for, and where.
package struct SearchQuery: Sendable {
    package enum Scope: String, Sendable, CaseIterable { case cases, contacts, messages }
    package enum Sort: String, Sendable, CaseIterable { case newest, relevance }

    package var q: String
    package var scope: Scope?
    package var sort: Sort = .newest
    package var campaign: CampaignID?
    package var cursor: String?
    package var limit = 50
    package init(_ q: String) { self.q = q }

    /// A page goes on only with what it was asked for.
    var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(q)\u{0}\(scope?.rawValue ?? "")\u{0}\(sort.rawValue)\u{0}\(campaign?.text ?? "")".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 36)
    }
    func place() throws -> String? {
        guard let cursor else { return nil }
        let parts = cursor.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw DeskError.malformedCursor
        }
        guard parts[0] == fingerprint else {
            throw DeskError.invalid("cursor", "cursor.other_list", "El cursor es de otra búsqueda; empieza por la primera página.")
        }
        return parts[1]
    }
}

extension Desk {
    /// How many of each are shown while nobody asked for one kind.
    static let firstFew = 5

    /// Cases, contacts and messages that have all of it, as the whole answer's bytes: the first few of each, or a page of one kind.
    /// Throws `search.too_long`, `request.invalid`.
    package func search(_ query: SearchQuery, for viewer: Viewer) async throws -> [UInt8] {
        try viewer.require(.read)
        let question = try SearchQuestion(query.q)
        if query.cursor != nil, query.scope == nil {
            throw DeskError.invalid("cursor", "cursor.malformed", "Un cursor vale sólo con «scope»: pide una de las listas.")
        }
        let place = try query.place()
        return try await read { transaction in
            let search = SearchPage(question, query, viewer, transaction)
            var json = JSONText(capacity: 16 * 1024)
            try json.object { json in
                if let scope = query.scope {
                    try search.write(scope, after: place, limit: query.limit, to: &json)
                } else {
                    for scope in SearchQuery.Scope.allCases {
                        json.key(named: scope.rawValue)
                        try json.object { try search.write(scope, after: nil, limit: min(query.limit, Self.firstFew), to: &$0) }
                    }
                }
                json.field("indexing", try transaction.backlog() != nil)
            }
            return json.bytes
        }
    }
}
