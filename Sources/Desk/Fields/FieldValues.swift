/// The values of some fields by their ids: strings, decimal numbers, true or false. What is empty is not there.
package struct FieldValues: Sendable, Equatable {
    private(set) var values: [String: JSONValue] = [:]

    init() {}
    /// As the column holds it.
    init(json: String) throws {
        guard json != "{}" else { return }
        for member in try JSONParser.parse(Array(json.utf8)).members { values[member.key] = member.value }
    }

    subscript(_ id: String) -> JSONValue? { values[id] }
    var isEmpty: Bool { values.isEmpty }

    /// Members by name, so that the same values are the same text.
    var json: String {
        var json = JSONText()
        write(to: &json)
        return json.text
    }

    func write(to json: inout JSONText) {
        json.object { json in
            for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                json.key(named: name)
                Self.write(value, to: &json)
            }
        }
    }

    /// One value as it stands in the object.
    static func json(of value: JSONValue) -> String {
        var json = JSONText()
        write(value, to: &json)
        return json.text
    }

    private static func write(_ value: JSONValue, to json: inout JSONText) {
        switch value {
        case .string(let text): json.string(text)
        case .number(let digits): json.raw(digits)
        case .bool(let answer): json.bool(answer)
        case .null, .array, .object: json.null()
        }
    }

    /// What somebody writes into some of the fields: null or an empty text takes a value away. A value that no field asks for is refused by name.
    mutating func take(_ changes: [String: JSONValue], by fields: [CustomField], _ path: String, _ check: inout FieldCheck) {
        for (id, value) in changes.sorted(by: { $0.key < $1.key }) {
            let place = "\(path).\(id)"
            guard let field = fields.first(where: { $0.id == id }) else {
                check.fault(
                    String(place.prefix(120)), "field.unknown",
                    "Ninguna campaña de aquí tiene el campo «\(id.prefix(40))»; recarga la página.")
                continue
            }
            guard let normal = field.normal(value, place, &check) else { continue }
            if normal == .null, field.required, values[id] != nil {
                check.fault(place, "field.required", "«\(field.label)» es obligatorio: cámbialo, pero no lo dejes vacío.")
            }
            values[id] = normal == .null ? nil : normal
        }
    }
}

extension CustomField {
    /// The one form of a value: trimmed, a number's digits, a telephone with its country. `.null` where it is empty, nil where it is none of this field's.
    func normal(_ value: JSONValue, _ path: String, _ check: inout FieldCheck) -> JSONValue? {
        switch (kind, value) {
        case (_, .null): return .null
        case (.checkbox, .bool(let answer)): return .bool(answer)
        case (.number, .number(let digits)): return number(digits, path, &check)
        case (.checkbox, _): return unfit(path, &check, "«\(label)» es sí o no.")
        case (_, .string(let text)):
            let trimmed = FieldCheck.trim(text)
            if trimmed.isEmpty { return .null }
            return words(trimmed, path, &check)
        default: return unfit(path, &check, "«\(label)» no admite ese valor.")
        }
    }

    private func words(_ text: String, _ path: String, _ check: inout FieldCheck) -> JSONValue? {
        switch kind {
        case .text: return .string(check.text(text, path, 1...500, lines: true))
        case .number: return number(text.replacing(",", with: "."), path, &check)
        case .date:
            return CalendarDate(text).map { .string($0.text) } ?? unfit(path, &check, "«\(label)» debe ser una fecha como 2026-11-21.")
        case .choice:
            return options.contains(text)
                ? .string(text) : unfit(path, &check, "«\(label)» debe ser una de: \(options.joined(separator: ", ")).")
        case .phone:
            return PhoneNumber(text, country: "").map { .string($0.value) }
                ?? unfit(path, &check, "«\(label)» debe ser un teléfono con código de país, como +51 987 654 321.")
        case .email:
            return EmailAddress.normalise(text).map { .string($0) }
                ?? unfit(path, &check, "«\(label)» debe ser un correo como nombre@empresa.com.")
        case .checkbox: return nil
        }
    }

    /// As it is written, so that nobody rounds it: a sign, up to 15 digits and 6 decimals.
    private func number(_ text: String, _ path: String, _ check: inout FieldCheck) -> JSONValue? {
        Decimals.normal(text, whole: 15, decimals: 6).map { .number($0) }
            ?? unfit(path, &check, "«\(label)» debe ser un número, como 12 o 12.5.")
    }

    private func unfit(_ path: String, _ check: inout FieldCheck, _ why: Phrase) -> JSONValue? {
        check.fault(path, "field.\(kind.rawValue)", why)
        return nil
    }
}

/// Decimal numbers as digits. Pure.
enum Decimals {
    /// Without leading zeros, the decimals kept as written; nil where it is no such number.
    static func normal(_ text: String, whole: Int, decimals: Int) -> String? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            return nil
        }
        let units = parts[0].drop { $0 == "0" }
        guard units.utf8.count <= whole, parts.count == 1 || parts[1].utf8.count <= decimals else { return nil }
        let digits = (units.isEmpty ? "0" : String(units)) + (parts.count == 2 ? ".\(parts[1])" : "")
        return isNegative && digits.contains(where: { ("1"..."9").contains($0) }) ? "-\(digits)" : digits
    }
}

/// A day of the calendar, such as a birth: no time, no zone.
struct CalendarDate: Equatable {
    let text: String

    /// `YYYY-MM-DD` of a day that exists, from 1850 to 2199.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }), (1850...2199).contains(year), (1...12).contains(month)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        guard (1...days).contains(day) else { return nil }
        self.text = text
    }
}
