/// Gathers what is wrong with a request's fields, so that one answer names all of it. Texts come back trimmed.
package struct FieldCheck {
    private var faults: [DeskError.Field] = []

    package init() {}

    package mutating func text(_ value: String, _ field: String, _ length: ClosedRange<Int>, lines: Bool = false) -> String {
        let text = Self.trim(value)
        if text.unicodeScalars.contains(where: { Self.isControl($0, lines: lines) }) {
            fault(field, "\(field).control", "«\(field)» tiene caracteres de control; quítalos.")
        } else if text.isEmpty, length.lowerBound > 0 {
            fault(field, "\(field).empty", "«\(field)» está vacío; escribe de \(length.lowerBound) a \(length.upperBound) caracteres.")
        } else if text.utf8.count > 4 * length.upperBound || !length.contains(text.count) {
            fault(field, "\(field).length", "«\(field)» debe tener de \(length.lowerBound) a \(length.upperBound) caracteres.")
        }
        return text
    }
    package mutating func text(_ value: String?, _ field: String, _ length: ClosedRange<Int>, lines: Bool = false) -> String? {
        value.map { text($0, field, length, lines: lines) }
    }

    /// The address, folded: how people sign in and how contacts are found.
    package mutating func email(_ value: String, _ field: String) -> String {
        guard let address = EmailAddress.normalise(value) else {
            fault(field, "\(field).malformed", "«\(field)» debe ser un correo como nombre@empresa.com, de 254 caracteres como máximo.")
            return ""
        }
        return address
    }

    /// `[a-z0-9-]{1,64}`, in lower case: what stands in addresses.
    package mutating func slug(_ value: String, _ field: String = "slug") -> String {
        let slug = Self.trim(value).lowercased()
        let isPlain = slug.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
        // Slugs and ids are looked up in one place: none may look like the other.
        if !isPlain || slug.isEmpty || slug.utf8.count > 64 || slug.hasPrefix("-") || slug.hasSuffix("-") || UUIDText.isValid(slug) {
            fault(field, "\(field).malformed", "«\(field)» admite letras sin tilde, números y guiones, hasta 64; por ejemplo «garantias».")
        }
        return slug
    }

    package mutating func password(_ value: String, _ field: String = "password") {
        if value.count < 10 || value.utf8.count > 512 {
            fault(field, "\(field).length", "La contraseña debe tener de 10 a 512 caracteres.")
        } else if value.utf8.contains(0) {
            fault(field, "\(field).control", "La contraseña tiene un carácter nulo; quítalo.")
        }
    }

    package mutating func locale(_ value: String, _ field: String = "locale") {
        choice(value, ["es", "en", "pt"], field)
    }

    package mutating func choice(_ value: String, _ choices: Set<String>, _ field: String) {
        guard !choices.contains(value) else { return }
        fault(field, "\(field).unknown", "«\(field)» debe ser uno de: \(choices.sorted().joined(separator: ", ")).")
    }

    package mutating func range(_ value: Int64, _ range: ClosedRange<Int64>, _ field: String) {
        guard !range.contains(value) else { return }
        fault(field, "\(field).range", "«\(field)» debe estar entre \(range.lowerBound) y \(range.upperBound).")
    }

    package mutating func fault(_ field: String, _ code: String, _ message: Phrase) { faults.append(DeskError.Field(field, code, message)) }

    /// Throws `request.invalid` with every fault.
    package func finish() throws {
        guard let first = faults.first else { return }
        throw DeskError("request.invalid", first.message, fields: faults)
    }

    static func trim(_ value: String) -> String {
        let start = value.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
    private static func isControl(_ scalar: Unicode.Scalar, lines: Bool) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: !lines
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}
