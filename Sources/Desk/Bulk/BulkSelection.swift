/// Which cases a bulk is for.
package enum BulkSelection: Sendable {
    /// By id or number.
    case cases([CaseReference])
    /// Whatever its author's list with these filters holds when it is prepared.
    case filter(CaseQuery)
    /// What another bulk was done to.
    case done(BulkID)

    package static let mostCases = 10_000
    /// A filter that finds more is refused before anything is done.
    package static let mostFound: Int64 = 100_000

    var json: String {
        var json = JSONText()
        json.object { json in
            switch self {
            case .cases(let references):
                json.key("cases")
                json.array(references) { $0.string($1.text) }
            case .filter(let query): json.field("filter", raw: query.json)
            case .done(let bulk): json.field("done", bulk)
            }
        }
        return json.text
    }

    init(kept text: String) throws {
        let value = try JSONParser.parse(Array(text.utf8))
        if let filter = value["filter"] {
            self = .filter(try CaseQuery(filter: filter))
        } else if let bulk = value["done"]?.text {
            self = .done(BulkID(bulk))
        } else {
            self = .cases(try (value["cases"]?.items ?? []).compactMap(\.text).map { try CaseReference(parsing: $0) })
        }
    }

    /// A list of ids and numbers. Throws `request.invalid`.
    package init(cases items: [JSONValue]) throws {
        guard !items.isEmpty else { throw DeskError.invalid("cases", "empty", "«cases» está vacía; elige al menos un caso.") }
        guard items.count <= Self.mostCases else {
            throw DeskError.invalid(
                "cases", "too_many", "«cases» lleva como máximo \(Self.mostCases) casos; para más, usa «filter».")
        }
        self = .cases(
            try items.enumerated().map { index, item in
                let malformed = DeskError.invalid("cases[\(index)]", "case.malformed", "«cases» lleva ids o números de casos.")
                guard let text = item.text else { throw malformed }
                do { return try CaseReference(parsing: text) } catch is DeskError { throw malformed }
            })
    }
}
