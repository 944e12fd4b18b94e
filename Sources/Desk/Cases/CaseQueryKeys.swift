extension CaseQuery {
    /// What `init(keys:)` reads, besides `attribute.<field>`.
    package static let keyNames: Set<String> = [
        "case", "campaign", "queue", "account", "state", "assignee", "channel", "contact", "priority", "type", "tag", "label", "outcome",
        "unread",
        "flag", "mark", "q", "from", "subject", "createdFrom", "createdTo", "updatedFrom", "updatedTo", "customerFrom", "customerTo",
        "slaAgeMin",
        "slaAgeMax", "followUp", "sort", "cursor", "limit",
    ]
    package static let attributePrefix = "attribute."
    /// Of one key.
    package static let mostValues = 200

    /// Reads keys with their values, however often a key stands there; empty values ask for nothing. Throws `request.unknown_parameter`, or
    /// `request.invalid` that names every key at fault.
    package init(keys pairs: [(key: String, values: [String])]) throws {
        self.init()
        for (key, _) in pairs where !Self.knows(key) {
            throw DeskError(
                "request.unknown_parameter", "El parámetro «\(key.prefix(80))» no existe aquí.", field: String(key.prefix(80)))
        }
        var read = KeyReading(pairs)
        cases = read.all("case") { try? CaseReference(parsing: $0) }
        campaigns = read.ids("campaign")
        queues = read.ids("queue")
        accounts = read.ids("account")
        states = read.words("state")
        assignees = read.all("assignee", "id.malformed", Phrase("«assignee» admite «none», «me» y el id de un usuario.")) {
            Assignee(word: $0)
        }
        channels = read.texts("channel", longest: 64)
        contacts = read.ids("contact")
        priorities = read.all(
            "priority", "priority.unknown", Phrase("«priority» debe ser una de: critical, high, medium, low.")
        ) { Priority(word: $0) }
        types = read.texts("type", longest: 200)
        tags = read.ids("tag")
        labels = read.ids("label")
        outcomes = read.texts("outcome", longest: 500)
        unread = read.bool("unread")
        flagged = read.bool("flag")
        marks = read.words("mark")
        for key in Set(pairs.map(\.key)) where key.hasPrefix(Self.attributePrefix) {
            let values = read.texts(key, longest: 500)
            if !values.isEmpty { attributes[String(key.dropFirst(Self.attributePrefix.count))] = values }
        }
        q = read.text("q")
        from = read.text("from")
        subject = read.text("subject")
        created = read.span("created")
        updated = read.span("updated")
        customer = read.span("customer")
        slaAgeMin = read.minutes("slaAgeMin")
        slaAgeMax = read.minutes("slaAgeMax")
        if let slaAgeMin, let slaAgeMax, slaAgeMin > slaAgeMax { read.reversed("slaAgeMin", "slaAgeMax") }
        followUp = (read.words("followUp", once: true) as [FollowUp]).first
        if let order = read.one("sort") {
            descending = order.hasPrefix("-")
            let name = descending ? String(order.dropFirst()) : order
            if let known = Sort(rawValue: name) { sort = known } else { read.unknown("sort", Sort.allCases.map(\.rawValue)) }
        }
        if sort == .relevance, q == nil {
            read.check.fault(
                "sort", "sort.needs_question", "Sólo se puede ordenar por relevancia lo que se busca: escribe «q», o elige otro orden.")
        }
        cursor = read.one("cursor")
        if let text = read.one("limit") {
            limit = Int(text) ?? 0
            if !(1...200).contains(limit) { read.check.range(Int64(limit), 1...200, "limit") }
        }
        try read.check.finish()
    }

    /// A bulk action's filter, or what a view keeps: an object of values, or lists of them.
    package init(filter: JSONValue, _ field: String = "filter") throws {
        guard case .object(let members) = filter else {
            throw DeskError.invalid(field, "type", "«\(field)» debe ser un objeto de filtros, como {\"state\": [\"open\"]}.")
        }
        try self.init(
            keys: members.map { member in
                let values = if case .array(let items) = member.value { items } else { [member.value] }
                return (
                    member.key,
                    try values.map { value in
                        switch value {
                        case .string(let text): return text
                        case .number(let digits): return digits
                        case .bool(let answer): return answer ? "true" : "false"
                        case .null, .array, .object:
                            throw DeskError.invalid(
                                member.key, "type", "«\(member.key)» debe ser un texto, un número, true o false, o una lista de ellos.")
                        }
                    }
                )
            })
    }

    static func knows(_ key: String) -> Bool {
        keyNames.contains(key) || key.hasPrefix(attributePrefix) && (1...64).contains(key.utf8.count - attributePrefix.utf8.count)
    }
}

extension CaseQuery.Assignee {
    init?(word: String) {
        switch word {
        case "none": self = .none
        case "me": self = .me
        default:
            guard UUIDText.isValid(word) else { return nil }
            self = .user(UserID(word.lowercased()))
        }
    }
}

/// The values of each key, and what is wrong with them.
private struct KeyReading {
    private var values: [String: [String]] = [:]
    var check = FieldCheck()

    init(_ pairs: [(key: String, values: [String])]) {
        for (key, all) in pairs { values[key, default: []] += all.filter { !$0.isEmpty } }
        for (key, all) in values.sorted(by: { $0.key < $1.key }) where all.count > CaseQuery.mostValues {
            check.fault(key, "too_many", "«\(key)» admite como máximo \(CaseQuery.mostValues) valores.")
            values[key] = []
        }
    }

    /// Each value once, in the order given.
    private func all(_ key: String) -> [String] {
        var seen: Set<String> = []
        return (values[key] ?? []).filter { seen.insert($0).inserted }
    }
    mutating func one(_ key: String) -> String? {
        let all = values[key] ?? []
        if all.count > 1 { check.fault(key, "repeated", "«\(key)» sólo puede darse una vez.") }
        return all.first
    }
    mutating func all<T>(_ key: String, _ code: String, _ why: Phrase, _ read: (String) -> T?) -> [T] {
        all(key).compactMap { text in
            let value = read(text)
            if value == nil { check.fault(key, code, why) }
            return value
        }
    }
    mutating func all(_ key: String, _ read: (String) -> CaseReference?) -> [CaseReference] {
        all(key, "case.malformed", Phrase("«\(key)» debe ser el id o el número de un caso."), read)
    }
    mutating func ids<Of>(_ key: String) -> [ID<Of>] {
        all(key, "id.malformed", Phrase("\(key) debe ser un UUID, como 019aa5c2-7c1e-7a31-b6c4-5d3f0e8a9b10.")) {
            UUIDText.isValid($0) ? ID($0.lowercased()) : nil
        }
    }
    mutating func words<Word: RawRepresentable & CaseIterable>(_ key: String, once: Bool = false) -> [Word] where Word.RawValue == String {
        let found = once ? one(key).map { [$0] } ?? [] : all(key)
        return found.compactMap { text in
            let word = Word(rawValue: text)
            if word == nil { unknown(key, Word.allCases.map(\.rawValue)) }
            return word
        }
    }
    mutating func unknown(_ key: String, _ choices: [String]) {
        check.fault(key, "choice", "«\(key)» debe ser uno de: \(choices.joined(separator: ", ")).")
    }
    mutating func texts(_ key: String, longest: Int) -> [String] { all(key).map { check.text($0, key, 1...longest) } }
    mutating func text(_ key: String) -> String? {
        guard let text = one(key).map({ check.text($0, key, 0...500) }), !text.isEmpty else { return nil }
        return text
    }
    mutating func bool(_ key: String) -> Bool? {
        switch one(key) {
        case nil: return nil
        case "true": return true
        case "false": return false
        default:
            check.fault(key, "type", "«\(key)» debe ser true o false.")
            return nil
        }
    }
    mutating func minutes(_ key: String) -> Int64? {
        guard let text = one(key) else { return nil }
        guard let minutes = Int64(text), (0...5_256_000).contains(minutes) else {
            check.fault(key, "minutes", "«\(key)» es un número de minutos, de 0 a 5256000.")
            return nil
        }
        return minutes
    }
    mutating func span(_ name: String) -> CaseQuery.Span {
        let span = CaseQuery.Span(from: moment("\(name)From"), to: moment("\(name)To"))
        if let from = span.from?.fixed, let to = span.to?.fixed, from > to { reversed("\(name)From", "\(name)To") }
        return span
    }
    mutating func reversed(_ from: String, _ to: String) {
        check.fault(from, "range.reversed", "«\(from)» está después de «\(to)»: así no hay ningún caso. Cambia uno de los dos.")
    }
    private mutating func moment(_ key: String) -> Moment? {
        guard let text = one(key) else { return nil }
        if let moment = Moment(text) { return moment }
        check.fault(
            key, "time",
            "«\(key)» debe ser un momento como 2026-11-21T15:42:31.120Z, un día como 2026-11-21, o relativo: today, yesterday, week, month, -7d, -12h."
        )
        return nil
    }
}
