extension CaseQuery {
    /// The normal form: what asks for the same is the same list, by key, values by their text. Neither cursor nor length is part of it.
    package var keys: [(key: String, values: [String])] {
        var all: [(key: String, values: [String])] = []
        func add(_ key: String, _ values: [String]) { if !values.isEmpty { all.append((key, Set(values).sorted())) } }
        func add(_ name: String, _ span: Span) {
            add("\(name)From", span.from.map { [$0.text] } ?? [])
            add("\(name)To", span.to.map { [$0.text] } ?? [])
        }
        add("case", cases.map(\.text))
        add("campaign", campaigns.map(\.text))
        add("queue", queues.map(\.text))
        add("account", accounts.map(\.text))
        add("state", states.map(\.rawValue))
        add("assignee", assignees.map(\.word))
        add("channel", channels)
        add("contact", contacts.map(\.text))
        add("priority", priorities.map(\.word))
        add("type", types)
        add("tag", tags.map(\.text))
        add("label", labels.map(\.text))
        add("outcome", outcomes)
        add("unread", unread.map { ["\($0)"] } ?? [])
        add("flag", flagged.map { ["\($0)"] } ?? [])
        add("mark", marks.map(\.rawValue))
        for (name, values) in attributes { add(Self.attributePrefix + name, values) }
        add("q", q.map { [$0] } ?? [])
        add("from", from.map { [$0] } ?? [])
        add("subject", subject.map { [$0] } ?? [])
        add("created", created)
        add("updated", updated)
        add("customer", customer)
        add("slaAgeMin", slaAgeMin.map { ["\($0)"] } ?? [])
        add("slaAgeMax", slaAgeMax.map { ["\($0)"] } ?? [])
        add("followUp", followUp.map { [$0.rawValue] } ?? [])
        add("sort", [(descending ? "-" : "") + sort.rawValue])
        return all.sorted { $0.key < $1.key }
    }

    /// The normal form as an object of lists, for a row that keeps it.
    package var json: String {
        var json = JSONText()
        json.object { json in
            for (key, values) in keys {
                json.key(named: key)
                json.array(values) { $0.string($1) }
            }
        }
        return json.text
    }

    /// Tells lists apart, and says nothing of what they ask for (FNV-1a, 64 bits).
    var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xff) &* 0x100_0000_01b3
        }
        for (key, values) in keys {
            mix(key)
            values.forEach(mix)
        }
        return String(hash, radix: 36)
    }
}

extension CaseQuery.Assignee {
    var word: String {
        switch self {
        case .none: "none"
        case .me: "me"
        case .user(let id): id.text
        }
    }
}
