/// What a verb answers when it refuses: a stable code for programs, a sentence for people, and the field at fault.
///
/// `Server` maps codes to HTTP in one file; anything that is not a `DeskError` is logged with an id and shown as "internal".
package struct DeskError: Error, Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package let field: String
        package let code: String
        package let message: Phrase
        package init(_ field: String, _ code: String, _ message: Phrase) {
            self.field = field
            self.code = code
            self.message = message
        }
    }

    /// Dotted and stable, e.g. `case.taken`.
    package let code: String
    package let message: Phrase
    package var fields: [Field]
    /// Further members of the problem document, as ready JSON by key (`holder`, `since`, `state`…).
    package var extra: [String: String]

    package init(_ code: String, _ message: Phrase, field: String? = nil, fields: [Field] = [], extra: [String: String] = [:]) {
        self.code = code
        self.message = message
        self.fields = field.map { [Field($0, code, message)] } ?? fields
        self.extra = extra
    }
}

extension DeskError {
    /// Not there, or not yours: the two are never told apart.
    package static func notFound(_ noun: String, _ id: String) -> DeskError {
        let id = id.prefix(64)
        let sentence: Phrase =
            switch noun {
            case "case": Phrase("No hay ningún caso con el identificador \(id) que puedas ver.")
            case "message": Phrase("No hay ningún mensaje con el identificador \(id) que puedas ver.")
            case "contact": noContact.message
            case "attachment": noAttachment.message
            case "campaign": noCampaign.message
            case "queue": noQueue.message
            case "account": noAccount.message
            case "user": noUser.message
            default: Phrase("No hay nada con el identificador \(id) que puedas ver.")
            }
        return DeskError("\(noun).not_found", sentence)
    }
    package static func forbidden(_ message: Phrase) -> DeskError { DeskError("forbidden", message) }
    package static func invalid(_ field: String, _ code: String, _ message: Phrase) -> DeskError {
        DeskError("request.invalid", message, fields: [Field(field, code, message)])
    }
    static let malformedCursor = invalid(
        "cursor", "cursor.malformed", "El cursor no es de esta lista; usa el valor «next» de la página anterior.")
}
