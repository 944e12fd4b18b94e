import Storage

/// One page of one kind, written as it is found.
struct SearchPage {
    private let question: SearchQuestion
    private let query: SearchQuery
    private let viewer: Viewer
    private let transaction: any Transaction

    init(_ question: SearchQuestion, _ query: SearchQuery, _ viewer: Viewer, _ transaction: any Transaction) {
        (self.question, self.query, self.viewer, self.transaction) = (question, query, viewer, transaction)
    }

    /// Members of an object: `items` and `next`.
    func write(_ scope: SearchQuery.Scope, after place: String?, limit: Int, to json: inout JSONText) throws {
        guard !question.isEmpty || question.number != nil else {
            json.key("items")
            json.raw("[]")
            return json.field("next", String?.none)
        }
        switch scope {
        case .cases: try writeCases(after: place, limit, &json)
        case .contacts: try writeContacts(after: place, limit, &json)
        case .messages: try writeMessages(after: place, limit, &json)
        }
    }

    private func next(_ place: String?) -> String? {
        var asked = query
        // The first few lead to the page of their kind.
        if asked.scope == nil { return nil }
        asked.cursor = nil
        return place.map { "\(asked.fingerprint).\($0)" }
    }

    private func writeContacts(after place: String?, _ limit: Int, _ json: inout JSONText) throws {
        if let place, !UUIDText.isValid(place) { throw DeskError.malformedCursor }
        let found = try transaction.contactHits(question, for: viewer, after: place, limit: limit + 1)
        json.key("items")
        json.array(found.prefix(limit)) { $1.write(to: &$0) }
        json.field("next", next(found.count > limit ? found[limit - 1].id.text : nil))
    }

    /// Those that are named, all on the first page; then by what is found in them, each where its newest hit is.
    private func writeCases(after place: String?, _ limit: Int, _ json: inout JSONText) throws {
        if query.sort == .relevance { return try writeRanked(after: place, limit, isOfCases: true, &json) }
        let before = try place.map { try Self.number($0) }
        let named = Array(try transaction.named(question, query.campaign, for: viewer).prefix(limit))
        var ids = before == nil ? named : []
        var seen = Set(named)
        var walk = try FoundWalk(question, campaign: query.campaign, for: viewer, transaction)
        let room = limit - ids.count
        var fresh: [CaseID] = []
        var next = before ?? .max as Int64?
        if room > 0 {
            next = try walk.hits(before: before) { hits in
                guard let hit = hits.last, seen.insert(hit.item).inserted else { return false }
                if let before, try transaction.isFound(hit.item, by: question, from: before) { return false }
                fresh.append(hit.item)
                return fresh.count == room
            }.next
        }
        ids += fresh
        if ids.isEmpty, before == nil, next == nil {
            ids = Array(try transaction.named(question, query.campaign, misspelt: true, for: viewer).prefix(limit))
        }
        try writeCards(ids, &json)
        json.field("next", self.next(next.map { "\($0)" }))
    }

    private func writeMessages(after place: String?, _ limit: Int, _ json: inout JSONText) throws {
        if query.sort == .relevance { return try writeRanked(after: place, limit, isOfCases: false, &json) }
        var walk = try FoundWalk(question, campaign: query.campaign, messagesOnly: true, for: viewer, transaction)
        let (hits, next) = try walk.hits(before: try place.map { try Self.number($0) }) { $0.count == limit }
        try write(messages: hits, &json)
        json.field("next", self.next(next.map { "\($0)" }))
    }

    /// Of the newest thousand hits, the best first: more of it word for word, then less said around it, then the newer.
    private func writeRanked(after place: String?, _ limit: Int, isOfCases: Bool, _ json: inout JSONText) throws {
        let from = Int(clamping: try place.map { try Self.number($0) } ?? 0)
        guard from >= 0 else { throw DeskError.malformedCursor }
        if isOfCases {
            let ids = try transaction.rankedCases(question, query.campaign, for: viewer).cases
            try writeCards(Array(ids.dropFirst(from).prefix(limit)), &json)
            json.field("next", next(ids.count > from + limit ? "\(from + limit)" : nil))
        } else {
            var walk = try FoundWalk(question, campaign: query.campaign, messagesOnly: true, for: viewer, transaction)
            let ranked = try transaction.ranked(walk.hits(before: nil) { $0.count == Relevance.most }.hits, question)
            try write(messages: Array(ranked.dropFirst(from).prefix(limit)), &json)
            json.field("next", next(ranked.count > from + limit ? "\(from + limit)" : nil))
        }
    }

    private func writeCards(_ ids: [CaseID], _ json: inout JSONText) throws {
        let rows = try transaction.cases(ids)
        json.key("items")
        json.array(ids.compactMap { rows[$0] }) { $1.writeCard(to: &$0, sight: $1.audience.sight(of: viewer)) }
    }

    private func write(messages hits: [Hit], _ json: inout JSONText) throws {
        let rows = try transaction.cases(Array(Set(hits.map(\.item))))
        var messages: [MessageID: Message] = [:]
        let ids = hits.compactMap(\.message)
        if !ids.isEmpty {
            for message in try transaction.all(
                "select \(Message.columns) from message m where m.id in (\(ids.indices.map { "$\($0 + 1)" }.joined(separator: ", ")))",
                ids.map { .text($0.text) }, Message.init(row:))
            {
                messages[message.id] = message
            }
        }
        json.key("items")
        try json.array(hits) { json, hit in
            guard let id = hit.message, let message = messages[id], let item = rows[hit.item] else { return json.null() }
            try json.object { json in
                json.key("message")
                message.write(to: &json)
                json.key("snippet")
                try Snippet(
                    FoundText.of(kind: message.kind, body: message.body, data: message.data, attachments: message.attachments), question
                ).write(to: &json)
                json.key("case")
                item.writeCard(to: &json, sight: item.audience.sight(of: viewer))
            }
        }
    }

    private static func number(_ text: String) throws -> Int64 {
        guard let number = Int64(text) else { throw DeskError.malformedCursor }
        return number
    }
}

extension Storage.Transaction {
    /// Whether a page before this one had it already: a case stands where its newest hit is.
    fileprivate func isFound(_ item: CaseID, by question: SearchQuestion, from seq: Int64) throws -> Bool {
        var isFound = false
        try each(
            "select m.kind, m.body, m.data, m.attachments from message m where m.case_id = $1 and m.found >= $2",
            [.text(item.text), .integer(seq)]
        ) { row in
            let text = try FoundText.of(
                kind: MessageKind(rawValue: row.text(0)) ?? .unsupported, body: row.text(1), data: row.text(2), attachments: row.text(3))
            if !isFound { isFound = question.isIn(FoundWords(text)) }
        }
        guard !isFound, let held = try cases([item])[item],
            try first("select 1 from cases c where c.id = $1 and c.found >= $2", [.text(item.text), .integer(seq)], { $0.int(0) }) != nil
        else { return isFound }
        return question.isIn(CaseWords.of(held, tags: try names(ofTags: held.tags)))
    }

    func cases(_ ids: [CaseID]) throws -> [CaseID: Case] {
        guard !ids.isEmpty else { return [:] }
        var rows: [CaseID: Case] = [:]
        for item in try all(
            "select \(Case.columns) from \(Case.tables) where c.id in (\(ids.indices.map { "$\($0 + 1)" }.joined(separator: ", ")))",
            ids.map { .text($0.text) }, Case.init(row:))
        {
            rows[item.id] = item
        }
        return rows
    }
}
