/// Reads a form's questions from JSON, as an administrator sends them and as they are kept. What is wrong is gathered by its path.
extension FormField {
    package static let most = 60
    package static let mostOptions = 1000
    package static let deepest = 5

    package static func read(_ value: JSONValue, _ check: inout FieldCheck) -> [FormField] {
        guard case .array(let items) = value else {
            check.fault("fields", "type", "«fields» debe ser la lista de las preguntas del formulario.")
            return []
        }
        if items.count > most { check.fault("fields", "fields.too_many", "Un formulario admite hasta \(most) campos.") }
        var reader = FormReader(check: check)
        let fields = items.prefix(most).enumerated().compactMap { reader.field($1, "fields[\($0)]") }
        check = reader.check
        return fields
    }
}

private struct FormReader {
    var check: FieldCheck
    private var options = 0

    init(check: FieldCheck) { self.check = check }

    mutating func field(_ value: JSONValue, _ path: String) -> FormField? {
        let known = ["id", "label", "kind", "required", "help", "primary", "options", "min", "max", "currency", "shownIf", "requiredIf"]
        guard members(value, path, known) else { return nil }
        guard let kind = FormField.Kind(rawValue: value["kind"]?.text ?? "") else {
            let all = FormField.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            check.fault("\(path).kind", "kind.unknown", "«\(path).kind» debe ser uno de: \(all).")
            return nil
        }
        return FormField(
            id: id(value["id"], "\(path).id"), label: text(value["label"], "\(path).label", 1...120), kind: kind,
            required: flag(value["required"], "\(path).required"), help: text(value["help"], "\(path).help", 0...300),
            primary: flag(value["primary"], "\(path).primary"), options: options(value["options"], "\(path).options", depth: 1),
            min: bound(value["min"], kind, "\(path).min"), max: bound(value["max"], kind, "\(path).max"),
            currency: text(value["currency"], "\(path).currency", 0...3), shownIf: condition(value["shownIf"], "\(path).shownIf", depth: 1),
            requiredIf: condition(value["requiredIf"], "\(path).requiredIf", depth: 1))
    }

    private mutating func options(_ value: JSONValue?, _ path: String, depth: Int) -> [FormOption] {
        guard let value, value != .null else { return [] }
        guard case .array(let items) = value else {
            check.fault(path, "type", "«\(path)» debe ser una lista de opciones.")
            return []
        }
        guard depth <= FormField.deepest else {
            check.fault(path, "options.depth", "Un árbol admite hasta \(FormField.deepest) niveles.")
            return []
        }
        options += items.count
        guard options <= FormField.mostOptions else {
            check.fault(path, "options.too_many", "Un formulario admite hasta \(FormField.mostOptions) opciones en total.")
            return []
        }
        return items.enumerated().compactMap { index, item in
            let path = "\(path)[\(index)]"
            guard members(item, path, ["id", "label", "code", "options"]) else { return nil }
            var code: DispositionCode?
            if let word = item["code"], word != .null {
                code = DispositionCode(rawValue: word.text ?? "")
                if code == nil { check.fault("\(path).code", "code.unknown", "«\(path).code» debe ser uno de: final, nonFinal, spam.") }
            }
            return FormOption(
                id: id(item["id"], "\(path).id"), label: text(item["label"], "\(path).label", 1...120), code: code,
                options: options(item["options"], "\(path).options", depth: depth + 1))
        }
    }

    private mutating func condition(_ value: JSONValue?, _ path: String, depth: Int) -> FormCondition? {
        guard let value, value != .null else { return nil }
        guard depth <= 4 else {
            check.fault(path, "condition.depth", "Una condición admite hasta 4 niveles.")
            return nil
        }
        switch Set(value.members.map(\.key)) {
        case ["field", "is"]: return .isOne(field: value["field"]?.text ?? "", of: value["is"]?.items.compactMap(\.text) ?? [])
        case ["field", "filled"]:
            if case .bool(let filled) = value["filled"] { return .filled(field: value["field"]?.text ?? "", filled) }
        case ["all"], ["any"]:
            let key = value.members[0].key
            guard case .array(let items) = value.members[0].value, (1...20).contains(items.count) else { break }
            let parts = items.enumerated().compactMap { condition($1, "\(path).\(key)[\($0)]", depth: depth + 1) }
            return key == "all" ? .all(parts) : .any(parts)
        default: break
        }
        check.fault(
            path, "condition.malformed",
            "«\(path)» debe ser una condición: un campo con «is» (opciones) o «filled» (sí o no), o varias de ellas en «all» o «any».")
        return nil
    }

    /// Of a number its digits, of a date a day or `today`.
    private mutating func bound(_ value: JSONValue?, _ kind: FormField.Kind, _ path: String) -> String {
        guard let value, value != .null else { return "" }
        switch (kind, value) {
        case (.number, .number(let digits)), (.money, .number(let digits)):
            if let plain = FormNumber.plain(digits), let found = FormNumber.digits(plain), found.decimals <= 6 { return found.digits }
        case (.text, .number(let digits)), (.longText, .number(let digits)), (.choices, .number(let digits)):
            if let count = Int(digits), (0...FormText.longestLong).contains(count) { return digits }
        case (.date, .string(let day)): if day == "today" || FormDate.isDay(day) { return day }
        default: break
        }
        check.fault(
            path, "bound.malformed",
            "«\(path)» no sirve para ese tipo de campo: un número en textos, números y listas, o un día como 2026-11-21 o «today» en fechas."
        )
        return ""
    }

    private mutating func members(_ value: JSONValue, _ path: String, _ known: [String]) -> Bool {
        guard case .object(let members) = value else {
            check.fault(path, "type", "«\(path)» debe ser un objeto.")
            return false
        }
        for member in members where !known.contains(member.key) {
            let place = "\(path).\(member.key.prefix(40))"
            check.fault(place, "request.unknown_field", "El campo «\(place)» no existe aquí.")
        }
        return true
    }

    /// A letter, then letters, figures, hyphens and low lines: what stands in conditions and in answers.
    private mutating func id(_ value: JSONValue?, _ path: String) -> String {
        if case .string(let id) = value, (1...40).contains(id.utf8.count), id.utf8.first.map(isLetter) == true,
            id.utf8.allSatisfy({ isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F })
        {
            return id
        }
        check.fault(
            path, "id.malformed", "«\(path)» debe empezar con una letra sin tilde y seguir con letras, cifras, «-» o «_», hasta 40.")
        return ""
    }
    private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }

    private mutating func text(_ value: JSONValue?, _ path: String, _ length: ClosedRange<Int>) -> String {
        switch value {
        case nil, .null: return check.text("", path, length)
        case .string(let text): return check.text(text, path, length)
        default:
            check.fault(path, "type", "«\(path)» debe ser un texto.")
            return ""
        }
    }

    private mutating func flag(_ value: JSONValue?, _ path: String) -> Bool {
        switch value {
        case nil, .null: return false
        case .bool(let flag): return flag
        default:
            check.fault(path, "type", "«\(path)» debe ser verdadero o falso.")
            return false
        }
    }
}
