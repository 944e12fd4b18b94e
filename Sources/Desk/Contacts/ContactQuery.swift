import Storage

/// What a list of contacts asks for: any of each key's values, and all keys together.
package struct ContactQuery: Sendable {
    package enum Sort: String, Sendable, CaseIterable { case name, created, updated }

    package var q = ""
    package var labels: [ContactLabelID] = []
    package var campaigns: [CampaignID] = []
    package var vip: Bool?
    package var blocked: Bool?
    package var createdFrom: Int64?
    package var createdTo: Int64?
    /// By the field's id; values in the one form that its field gives them.
    package var attributes: [String: [String]] = [:]
    package var sort: Sort = .name
    package var descending = false
    package var cursor: String?
    package var limit = 50
    package init() {}

    /// From a request's query, each key with its values. Throws `request.invalid` with the key at fault, `request.unknown_parameter`.
    package init(keys: [(key: String, values: [String])]) throws {
        var faults: [DeskError.Field] = []
        for (key, values) in keys where !values.isEmpty {
            do { try take(key, values) } catch let error as DeskError where error.code == "request.invalid" { faults += error.fields }
        }
        if let first = faults.first { throw DeskError("request.invalid", first.message, fields: faults) }
        if let from = createdFrom, let to = createdTo, from > to {
            throw DeskError.invalid("createdFrom", "filter.empty", "«createdFrom» debe ser anterior a «createdTo».")
        }
    }

    private mutating func take(_ key: String, _ values: [String]) throws {
        guard values.count <= 50 else { throw DeskError.invalid(key, "too_many", "«\(key.prefix(80))» tiene más de 50 valores.") }
        func one() throws -> String {
            guard values.count == 1 else { throw DeskError.invalid(key, "repeated", "«\(key)» sólo puede darse una vez.") }
            return values[0]
        }
        func answer() throws -> Bool {
            switch try one() {
            case "true": return true
            case "false": return false
            default: throw DeskError.invalid(key, "type", "«\(key)» debe ser true o false.")
            }
        }
        func time() throws -> Int64 {
            guard let time = Timestamp.parse(try one()) else {
                throw DeskError.invalid(key, "time", "«\(key)» debe ser un momento como 2026-11-21T15:42:31.120Z.")
            }
            return time
        }
        switch key {
        case "q": q = try one()
        case "label": labels = try values.map { try ID(parsing: $0, field: key) }
        case "campaign": campaigns = try values.map { try ID(parsing: $0, field: key) }
        case "vip": vip = try answer()
        case "blocked": blocked = try answer()
        case "createdFrom": createdFrom = try time()
        case "createdTo": createdTo = try time()
        case "sort": try takeSort(try one())
        case "cursor": cursor = try one()
        case "limit":
            guard let number = Int(try one()), (1...200).contains(number) else {
                throw DeskError.invalid("limit", "out_of_range", "«limit» debe estar entre 1 y 200.")
            }
            limit = number
        default:
            let name = String(key.dropFirst("attribute.".count))
            guard key.hasPrefix("attribute."), !name.isEmpty, name.utf8.count <= 40 else {
                throw DeskError(
                    "request.unknown_parameter", "El parámetro «\(key.prefix(80))» no existe aquí.", field: String(key.prefix(80)))
            }
            attributes[name, default: []] += values.map(ContactValues.cut)
        }
    }

    private mutating func takeSort(_ text: String) throws {
        guard let sort = Sort(rawValue: text.hasPrefix("-") ? String(text.dropFirst()) : text) else {
            let all = Sort.allCases.map(\.rawValue).joined(separator: ", ")
            throw DeskError.invalid("sort", "choice", "«sort» debe ser uno de: \(all); con - delante, al revés.")
        }
        self.sort = sort
        descending = text.hasPrefix("-")
    }

    /// All that decides which rows a list has and in which order, as one text: what a cursor is bound to.
    var fingerprint: String {
        let ids = labels.map(\.text).sorted() + ["/"] + campaigns.map(\.text).sorted()
        let flags = [vip, blocked].map { $0.map { $0 ? "1" : "0" } ?? "-" } + [createdFrom, createdTo].map { $0.map { "\($0)" } ?? "-" }
        let values = attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.sorted().joined(separator: "\u{1}"))" }
        let all = ([Text.fold(q), sort.rawValue, descending ? "-" : "+"] + ids + flags + values).joined(separator: "\u{2}")
        return String(all.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }, radix: 36)
    }
}

/// Where a page of contacts ends: the sort's key and the contact, bound to the list it is of.
struct ContactCursor {
    let key: SQLValue
    let id: String

    init(key: SQLValue, id: String) {
        self.key = key
        self.id = id
    }

    /// Throws `cursor.other_list` for a cursor of another sort or other filters, `request.invalid` for what is none.
    init(_ text: String, of query: ContactQuery) throws {
        let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, UUIDText.isValid(parts[1]) else {
            throw DeskError.malformedCursor
        }
        guard parts[0] == query.fingerprint else {
            throw DeskError(
                "cursor.other_list", "El cursor es de una lista con otro orden u otros filtros; empieza otra vez sin él.", field: "cursor")
        }
        switch query.sort {
        case .name: key = .text(parts[2])
        case .created, .updated:
            guard let number = Int64(parts[2]) else {
                throw DeskError.malformedCursor
            }
            key = .integer(number)
        }
        id = parts[1]
    }

    func text(of query: ContactQuery) -> String {
        switch key {
        case .text(let text): "\(query.fingerprint).\(id).\(text)"
        case .integer(let number): "\(query.fingerprint).\(id).\(number)"
        case .null, .real, .blob: ""
        }
    }
}
