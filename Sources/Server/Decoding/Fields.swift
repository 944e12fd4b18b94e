import Desk

/// The members of one JSON object in a request. Each is taken once by name and type; what is left at the end is refused by name.
package struct Fields {
    private var members: [JSONValue.Member]
    private let path: String

    package init(_ value: JSONValue, path: String = "") throws {
        guard case .object(let members) = value else {
            throw DeskError.invalid(path.isEmpty ? "body" : path, "type", "Se esperaba un objeto, no \(value.noun).")
        }
        self.members = members
        self.path = path
    }

    /// Reads an object with `body` and refuses members it did not ask for.
    package static func read<T>(_ value: JSONValue, path: String = "", _ body: (inout Fields) throws -> T) throws -> T {
        var fields = try Fields(value, path: path)
        let result = try body(&fields)
        guard let unknown = fields.members.first else { return result }
        let name = fields.place(unknown.key)
        throw DeskError("request.unknown_field", "El campo «\(name.prefix(80))» no existe aquí.", field: String(name.prefix(80)))
    }

    // MARK: Required

    /// - Parameter longest: Unicode scalars allowed.
    package mutating func text(_ name: String, longest: Int = 200) throws -> String {
        guard let text = try optionalText(name, longest: longest) else { throw missing(name) }
        return text
    }

    /// A text that is not blank.
    package mutating func filledText(_ name: String, longest: Int = 200) throws -> String {
        let text = try text(name, longest: longest)
        guard text.contains(where: { !$0.isWhitespace }) else { throw wrong(name, "empty", "«\(place(name))» no puede quedar vacío.") }
        return text
    }

    package mutating func bool(_ name: String) throws -> Bool {
        guard let value = try optionalBool(name) else { throw missing(name) }
        return value
    }

    package mutating func id<Of>(_ name: String, as _: Of.Type = Of.self) throws -> ID<Of> {
        guard let id: ID<Of> = try optionalID(name) else { throw missing(name) }
        return id
    }

    package mutating func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, of _: Choice.Type = Choice.self) throws -> Choice
    where Choice.RawValue == String {
        guard let choice: Choice = try optionalChoice(name) else { throw missing(name) }
        return choice
    }

    package mutating func object<T>(_ name: String, _ body: (inout Fields) throws -> T) throws -> T {
        guard let object = try optionalObject(name, body) else { throw missing(name) }
        return object
    }

    // MARK: Optional: absent and null are the same

    package mutating func optionalText(_ name: String, longest: Int = 200) throws -> String? {
        guard let value = take(name) else { return nil }
        guard case .string(let text) = value else { throw mismatch(name, "un texto", value) }
        guard text.utf8.count <= longest || text.unicodeScalars.count <= longest else {
            throw wrong(name, "too_long", "«\(place(name))» tiene más de \(longest) caracteres.")
        }
        return text
    }

    package mutating func optionalBool(_ name: String) throws -> Bool? {
        guard let value = take(name) else { return nil }
        guard case .bool(let answer) = value else { throw mismatch(name, "un booleano", value) }
        return answer
    }

    package mutating func optionalInteger(_ name: String, in range: ClosedRange<Int64> = 0...Int64.max) throws -> Int64? {
        guard let value = take(name) else { return nil }
        guard case .number(let digits) = value, let number = Int64(digits) else { throw mismatch(name, "un número entero", value) }
        guard range.contains(number) else { throw DeskError.outOfRange(place(name), range) }
        return number
    }

    package mutating func optionalID<Of>(_ name: String, as _: Of.Type = Of.self) throws -> ID<Of>? {
        guard let text = try optionalText(name) else { return nil }
        return try ID(parsing: text, field: place(name))
    }

    /// RFC 3339, as milliseconds.
    package mutating func optionalTime(_ name: String) throws -> Int64? {
        guard let text = try optionalText(name) else { return nil }
        guard let time = Timestamp.parse(text) else {
            throw wrong(name, "time", "«\(place(name))» debe ser un momento como 2026-11-21T15:42:31.120Z.")
        }
        return time
    }

    package mutating func optionalChoice<Choice: RawRepresentable & CaseIterable>(_ name: String, of _: Choice.Type = Choice.self) throws
        -> Choice?
    where Choice.RawValue == String {
        guard let text = try optionalText(name) else { return nil }
        return try Choice(choosing: text, for: place(name))
    }

    /// A word of a fixed list whose members can't be told.
    package mutating func optionalWord<Word: RawRepresentable>(_ name: String, of _: Word.Type = Word.self) throws -> Word?
    where Word.RawValue == String {
        guard let text = try optionalText(name) else { return nil }
        guard let word = Word(rawValue: text) else { throw wrong(name, "choice", "«\(place(name))» no puede ser «\(text.prefix(40))».") }
        return word
    }

    package mutating func word<Word: RawRepresentable>(_ name: String, of _: Word.Type = Word.self) throws -> Word
    where Word.RawValue == String {
        guard let word: Word = try optionalWord(name) else { throw missing(name) }
        return word
    }

    package mutating func optionalObject<T>(_ name: String, _ body: (inout Fields) throws -> T) throws -> T? {
        guard let value = take(name) else { return nil }
        return try Fields.read(value, path: place(name), body)
    }

    package mutating func optionalTexts(_ name: String, most: Int = 200, longest: Int = 200) throws -> [String]? {
        try optionalItems(name, most: most) { value, path in
            guard case .string(let text) = value else {
                throw Self.mismatch(path, "un texto", value)
            }
            guard text.unicodeScalars.count <= longest else {
                throw DeskError.invalid(path, "too_long", "«\(path)» tiene más de \(longest) caracteres.")
            }
            return text
        }
    }

    package mutating func optionalChoices<Choice: RawRepresentable & CaseIterable>(_ name: String, of _: Choice.Type = Choice.self) throws
        -> [Choice]?
    where Choice.RawValue == String {
        try optionalItems(name, most: 100) { value, path in
            guard case .string(let text) = value else { throw Self.mismatch(path, "un texto", value) }
            return try Choice(choosing: text, for: path)
        }
    }

    /// Whole numbers by names that the request chooses.
    package mutating func optionalNumbers(_ name: String, most: Int = 100) throws -> [String: Int64]? {
        try optionalObject(name) { fields in
            let names = fields.members.map(\.key)
            guard names.count <= most else {
                throw DeskError.invalid(fields.path, "too_many", "«\(fields.path)» tiene más de \(most) elementos.")
            }
            var numbers: [String: Int64] = [:]
            for name in names { numbers[name] = try fields.optionalInteger(name) }
            return numbers
        }
    }

    /// Values by names that the request chooses, as they are: whose fields they are judges them.
    package mutating func optionalMembers(_ name: String, most: Int) throws -> [String: JSONValue]? {
        guard let value = take(name) else { return nil }
        guard case .object(let members) = value else { throw mismatch(name, "un objeto", value) }
        guard members.count <= most else { throw wrong(name, "too_many", "«\(place(name))» tiene más de \(most) elementos.") }
        return Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
    }

    package mutating func optionalIDs<Of>(_ name: String, as _: Of.Type = Of.self, most: Int = 500) throws -> [ID<Of>]? {
        try optionalItems(name, most: most) { value, path in
            guard case .string(let text) = value else {
                throw Self.mismatch(path, "un texto", value)
            }
            return try ID(parsing: text, field: path)
        }
    }

    package mutating func optionalItems<T>(_ name: String, most: Int, _ item: (JSONValue, String) throws -> T) throws -> [T]? {
        guard let value = take(name) else { return nil }
        guard case .array(let items) = value else { throw mismatch(name, "una lista", value) }
        guard items.count <= most else { throw wrong(name, "too_many", "«\(place(name))» tiene más de \(most) elementos.") }
        return try items.enumerated().map { try item($1, "\(place(name))[\($0)]") }
    }

    /// A value whose shape the verb judges.
    package mutating func value(_ name: String) throws -> JSONValue {
        guard let value = take(name) else { throw missing(name) }
        return value
    }

    /// What an object changes of a value that is not known yet: read when it is.
    package mutating func optionalPatch<T>(_ name: String, _ body: @escaping @Sendable (T, inout Fields) throws -> T) throws
        -> (@Sendable (T) throws -> T)?
    {
        guard let value = take(name) else { return nil }
        let path = place(name)
        _ = try Fields(value, path: path)
        return { held in try Fields.read(value, path: path) { try body(held, &$0) } }
    }

    /// What a patch says about a member: nothing (nil), take it away (`.some(nil)`) or set it.
    package mutating func patchedText(_ name: String, longest: Int = 200) throws -> String?? {
        guard members.contains(where: { $0.key == name }) else { return nil }
        return .some(try optionalText(name, longest: longest))
    }

    package mutating func patchedObject<T>(_ name: String, _ body: (inout Fields) throws -> T) throws -> T?? {
        guard members.contains(where: { $0.key == name }) else { return nil }
        return .some(try optionalObject(name, body))
    }

    package func wrong(_ name: String, _ code: String, _ message: Phrase) -> DeskError { DeskError.invalid(place(name), code, message) }

    private mutating func take(_ name: String) -> JSONValue? {
        guard let index = members.firstIndex(where: { $0.key == name }) else { return nil }
        let value = members.remove(at: index).value
        return value == .null ? nil : value
    }

    private func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    package func missing(_ name: String) -> DeskError { wrong(name, "required", "Falta «\(place(name))».") }
    private func mismatch(_ name: String, _ expected: Phrase, _ value: JSONValue) -> DeskError {
        Self.mismatch(place(name), expected, value)
    }
    private static func mismatch(_ place: String, _ expected: Phrase, _ value: JSONValue) -> DeskError {
        DeskError.invalid(place, "type", "«\(place)» debe ser \(expected), no \(value.noun).")
    }
}

extension DeskError {
    static func outOfRange(_ field: String, _ range: ClosedRange<Int64>) -> DeskError {
        invalid(field, "out_of_range", "«\(field)» debe estar entre \(range.lowerBound) y \(range.upperBound).")
    }
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
    /// One of a fixed list of words; what is none of them is refused with all that are.
    init(choosing text: String, for field: String) throws {
        guard let choice = Self(rawValue: text) else {
            let all = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw DeskError.invalid(field, "choice", "«\(field)» debe ser uno de: \(all).")
        }
        self = choice
    }
}
