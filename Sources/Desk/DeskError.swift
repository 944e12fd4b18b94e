/// What a verb answers when it refuses: a stable code for programs, a sentence for people, and the field at fault.
///
/// `Server` maps codes to HTTP in one file; anything that is not a `DeskError` is logged with an id and shown as "internal".
package struct DeskError: Error, Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package let field: String
        package let code: String
        package let message: String
        package init(_ field: String, _ code: String, _ message: String) {
            self.field = field
            self.code = code
            self.message = message
        }
    }

    /// Dotted and stable, e.g. `case.taken`.
    package let code: String
    package let message: String
    package var fields: [Field]
    /// Further members of the problem document, as ready JSON by key (`holder`, `since`, `state`…).
    package var extra: [String: String]

    package init(_ code: String, _ message: String, field: String? = nil, fields: [Field] = [], extra: [String: String] = [:]) {
        self.code = code
        self.message = message
        self.fields = field.map { [Field($0, code, message)] } ?? fields
        self.extra = extra
    }
}

extension DeskError {
    /// Not there, or not yours: the two are never told apart.
    package static func notFound(_ noun: String, _ id: String) -> DeskError {
        DeskError("\(noun).not_found", "No hay ningún \(noun) con el identificador \(id.prefix(64)) que puedas ver.")
    }
    package static func forbidden(_ message: String) -> DeskError { DeskError("forbidden", message) }
    package static func invalid(_ field: String, _ code: String, _ message: String) -> DeskError {
        DeskError("request.invalid", message, fields: [Field(field, code, message)])
    }
}
