extension BulkAct {
    /// What a request asks for: exactly one act. Throws `bulk.one_action`, `request.invalid`, `request.unknown_field`.
    package init(_ value: JSONValue) throws {
        guard case .object(let members) = value else { throw BulkReading.mismatch("action", "un objeto", value) }
        guard members.count == 1, let asked = members.first else {
            throw DeskError.invalid(
                "action", "bulk.one_action",
                "«action» lleva una sola acción, por ejemplo {\"flag\": true}; para hacer otra, envía otra acción masiva.")
        }
        let place = "action.\(asked.key.prefix(40))", given = asked.value
        switch asked.key {
        case "assign": self = .assign(try BulkReading.id(given, place))
        case "unassign":
            try BulkReading.isTrue(given, place)
            self = .unassign
        case "transfer":
            self = try BulkReading.object(given, place) { read in
                let campaign = try read.required("campaign")
                return .transfer(
                    try NewTransfer(
                        id: "", campaign: BulkReading.id(campaign, "\(place).campaign"), queue: read.optional("queue", BulkReading.id),
                        agent: read.optional("agent", BulkReading.id), reason: read.optional("reason", BulkReading.text) ?? "",
                        note: read.optional("note", BulkReading.text) ?? ""
                    ).checked())
            }
        case "priority":
            guard let priority = Priority(word: try BulkReading.text(given, place)) else {
                throw DeskError.invalid(place, "priority.unknown", "«priority» debe ser una de: critical, high, medium, low.")
            }
            self = .priority(priority)
        case "type": self = .type(given == .null ? "" : try BulkReading.text(given, place))
        case "addTags": self = .addTags(try BulkReading.ids(given, place))
        case "removeTags": self = .removeTags(try BulkReading.ids(given, place))
        case "flag": self = .flag(try BulkReading.bool(given, place))
        case "close":
            self = .close(try BulkReading.object(given, place) { read in try read.optional("disposition", Answer.init) })
        case "read":
            try BulkReading.isTrue(given, place)
            self = .read
        case "followUp": self = .followUp(given == .null ? nil : try FollowUp(given, place))
        case "export":
            let word = try BulkReading.text(given, place)
            guard let format = Format(rawValue: word) else {
                throw BulkReading.noChoice(place, Format.allCases.map(\.rawValue))
            }
            self = .export(format)
        default: throw DeskError("request.unknown_field", "El campo «\(place)» no existe aquí.", field: place)
        }
    }

    /// What was kept of a request, which was judged then.
    init(kept text: String) throws {
        let value = try JSONParser.parse(Array(text.utf8))
        if let undone = value["undo"]?.text {
            self = .undo(BulkID(undone))
        } else {
            try self.init(value)
        }
    }
}

extension BulkAct.Answer {
    fileprivate init(_ value: JSONValue, _ place: String) throws {
        self = try BulkReading.object(value, place) { read in
            let version = try read.required("formVersion"), values = try read.required("values")
            guard case .number(let digits) = version, let version = Int64(digits), version >= 0 else {
                throw BulkReading.mismatch("\(place).formVersion", "un número entero", version)
            }
            guard case .object(let members) = values else { throw BulkReading.mismatch("\(place).values", "un objeto", values) }
            let code = try read.optional("code", BulkReading.text).map { word in
                guard let code = DispositionCode(rawValue: word) else {
                    throw BulkReading.noChoice("\(place).code", DispositionCode.allCases.map(\.rawValue))
                }
                return code
            }
            return Self(formVersion: version, values: members, code: code)
        }
    }
}

extension BulkAct.FollowUp {
    fileprivate init(_ value: JSONValue, _ place: String) throws {
        self = try BulkReading.object(value, place) { read in
            let field = "\(place).at"
            guard let at = Timestamp.parse(try BulkReading.text(read.required("at"), field)) else {
                throw DeskError.invalid(field, "time", "«\(field)» debe ser un momento como 2026-11-21T15:42:31.120Z.")
            }
            var check = FieldCheck()
            let note = check.text(try read.optional("note", BulkReading.text) ?? "", "\(place).note", 0...500, lines: true)
            try check.finish()
            return Self(at: at, note: note)
        }
    }
}

/// The members of an object, each taken once; what is left is refused by name.
private struct BulkReading {
    private var left: [JSONValue.Member]
    private let place: String

    static func object<T>(_ value: JSONValue, _ place: String, _ body: (inout BulkReading) throws -> T) throws -> T {
        guard case .object(let members) = value else { throw mismatch(place, "un objeto", value) }
        var read = BulkReading(left: members, place: place)
        let result = try body(&read)
        if let unknown = read.left.first {
            let name = String("\(place).\(unknown.key)".prefix(80))
            throw DeskError("request.unknown_field", "El campo «\(name)» no existe aquí.", field: name)
        }
        return result
    }

    mutating func required(_ name: String) throws -> JSONValue {
        let field = "\(place).\(name)"
        guard let value = take(name) else { throw DeskError.invalid(field, "required", "Falta «\(field)».") }
        return value
    }
    mutating func optional<T>(_ name: String, _ read: (JSONValue, String) throws -> T) throws -> T? {
        try take(name).map { try read($0, "\(place).\(name)") }
    }
    private mutating func take(_ name: String) -> JSONValue? {
        guard let index = left.firstIndex(where: { $0.key == name }) else { return nil }
        let value = left.remove(at: index).value
        return value == .null ? nil : value
    }

    static func text(_ value: JSONValue, _ place: String) throws -> String {
        guard case .string(let text) = value else { throw mismatch(place, "un texto", value) }
        guard text.utf8.count <= 20_000 else {
            throw DeskError.invalid(place, "too_long", "«\(place)» tiene más de \(20_000) caracteres.")
        }
        return text
    }
    static func id<Of>(_ value: JSONValue, _ place: String) throws -> ID<Of> { try ID(parsing: text(value, place), field: place) }
    /// Each once, and at least one.
    static func ids<Of>(_ value: JSONValue, _ place: String) throws -> [ID<Of>] {
        guard case .array(let items) = value else { throw mismatch(place, "una lista", value) }
        guard items.count <= 50 else { throw DeskError.invalid(place, "too_many", "«\(place)» tiene más de \(50) elementos.") }
        guard !items.isEmpty else { throw DeskError.invalid(place, "empty", "«\(place)» no puede quedar vacío.") }
        var seen: Set<ID<Of>> = []
        return try items.enumerated().map { try id($1, "\(place)[\($0)]") }.filter { seen.insert($0).inserted }
    }
    static func bool(_ value: JSONValue, _ place: String) throws -> Bool {
        guard case .bool(let answer) = value else { throw mismatch(place, "un booleano", value) }
        return answer
    }
    static func isTrue(_ value: JSONValue, _ place: String) throws {
        guard value == .bool(true) else { throw DeskError.invalid(place, "choice", "«\(place)» solo admite true.") }
    }
    static func noChoice(_ place: String, _ words: [String]) -> DeskError {
        let all = words.joined(separator: ", ")
        return DeskError.invalid(place, "choice", "«\(place)» debe ser uno de: \(all).")
    }
    static func mismatch(_ place: String, _ expected: Phrase, _ value: JSONValue) -> DeskError {
        DeskError.invalid(place, "type", "«\(place)» debe ser \(expected), no \(value.noun).")
    }
}
