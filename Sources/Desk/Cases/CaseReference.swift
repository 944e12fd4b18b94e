import Storage

/// `{case}` in a route: the id or the short number.
package enum CaseReference: Sendable, Equatable {
    case id(CaseID)
    case number(Int64)

    package init(parsing text: String) throws {
        if let number = Int64(text), number > 0 {
            self = .number(number)
        } else if UUIDText.isValid(text) {
            self = .id(ID(text.lowercased()))
        } else {
            throw DeskError.notFound("case", text)
        }
    }
    var look: (column: String, value: SQLValue) {
        switch self {
        case .id(let id): ("id", .text(id.text))
        case .number(let number): ("number", .integer(number))
        }
    }
    var text: String {
        switch self {
        case .id(let id): id.text
        case .number(let number): "\(number)"
        }
    }
}
