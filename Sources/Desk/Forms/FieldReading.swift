/// One answer as its field takes it.
enum FieldReading: Equatable {
    case empty
    case right(FormValue)
    case wrong(FormFaultCode, about: String)
    /// A tree's branch is chosen, but no leaf yet.
    case branch(String)

    init(_ answer: JSONValue, as field: FormField, today: String) {
        switch answer {
        case .null: self = .empty
        case .string(let text):
            let trimmed = FormText.trim(text)
            self = trimmed.isEmpty ? .empty : Self.read(text: trimmed, as: field, today: today)
        case .number(let digits): self = Self.read(number: digits, as: field)
        case .bool(let yes): self = field.kind != .checkbox ? .wrong(.type, about: "") : yes ? .right(.yes) : .empty
        case .array(let items): self = Self.read(items, as: field)
        case .object: self = .wrong(.type, about: "")
        }
    }

    private static func read(text: String, as field: FormField, today: String) -> FieldReading {
        switch field.kind {
        case .text, .longText: return FormText.read(text, lines: field.kind == .longText, min: field.min, max: field.max)
        case .number, .money: return FormNumber.read(text, as: field)
        case .date: return FormDate.read(text, min: field.min, max: field.max, today: today)
        case .phone: return FormText.phone(text).map { .right(.text($0)) } ?? .wrong(.phone, about: "")
        case .email: return EmailAddress.normalise(text).map { .right(.text($0)) } ?? .wrong(.email, about: "")
        case .choice: return field.options.contains { $0.id == text } ? .right(.option(text)) : .wrong(.option, about: "")
        case .tree:
            guard let found = field.options.path(to: text).last else { return .wrong(.option, about: "") }
            return found.options.isEmpty ? .right(.option(text)) : .branch(text)
        case .choices, .checkbox: return .wrong(.type, about: "")
        }
    }

    private static func read(number digits: String, as field: FormField) -> FieldReading {
        guard field.kind == .number || field.kind == .money else { return .wrong(.type, about: "") }
        guard let plain = FormNumber.plain(digits) else { return .wrong(.number, about: "") }
        return FormNumber.read(plain, as: field)
    }

    private static func read(_ items: [JSONValue], as field: FormField) -> FieldReading {
        guard field.kind == .choices else { return .wrong(.type, about: "") }
        var wanted: Set<String> = []
        for item in items {
            guard case .string(let id) = item else { return .wrong(.type, about: "") }
            guard field.options.contains(where: { $0.id == id }) else { return .wrong(.option, about: "") }
            wanted.insert(id)
        }
        guard !wanted.isEmpty else { return .empty }
        if let most = Int(field.max), wanted.count > most { return .wrong(.tooMany, about: field.max) }
        if let least = Int(field.min), wanted.count < least { return .wrong(.tooFew, about: field.min) }
        return .right(.options(field.options.map(\.id).filter(wanted.contains)))
    }
}
