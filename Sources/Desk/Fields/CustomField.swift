import FoundationEssentials

/// One thing more that a campaign wants to know of a contact, of a case, or of a product of one type.
///
/// Values are kept by its id. Of contacts and products they are the organisation's: a field of the same id in two campaigns is the same field.
package struct CustomField: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable { case text, number, date, choice, checkbox, phone, email }

    package let id: String
    package let label: String
    package let kind: Kind
    /// What a choice may be; empty for all other kinds.
    package let options: [String]
    /// Once it has a value it can be changed, not emptied.
    package let required: Bool

    package init(id: String, label: String, kind: Kind, options: [String] = [], required: Bool = false) {
        self.id = id
        self.label = label
        self.kind = kind
        self.options = options
        self.required = required
    }

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("label", label)
            json.field("kind", kind.rawValue)
            json.key("options")
            json.array(options) { $0.string($1) }
            json.field("required", required)
        }
    }
}

/// What a customer of a campaign may own, with the fields of its own.
package struct ProductType: Codable, Sendable, Equatable {
    package let id: String
    package let label: String
    package let fields: [CustomField]

    package init(id: String, label: String, fields: [CustomField] = []) {
        self.id = id
        self.label = label
        self.fields = fields
    }

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("label", label)
            json.key("fields")
            json.array(fields) { $1.write(to: &$0) }
        }
    }
}

extension FieldCheck {
    /// A list of fields as a whole: each with an id of its own, and options where it is a choice.
    mutating func fields(_ fields: [CustomField], _ path: String, most: Int = 40) -> [CustomField] {
        count(fields.map(\.id), path, most: most)
        return fields.enumerated().map { index, field in
            let place = "\(path)[\(index)]"
            key(field.id, "\(place).id")
            let label = text(field.label, "\(place).label", 1...60)
            let options = field.options.map { text($0, "\(place).options", 1...80) }
            if field.kind == .choice {
                if options.isEmpty || options.count > 100 || Set(options.map(Text.fold)).count < options.count {
                    fault("\(place).options", "field.options", "«\(place).options» necesita de 1 a 100 opciones distintas.")
                }
            } else if !options.isEmpty {
                fault(
                    "\(place).options", "field.options",
                    "«\(place).options» es solo para los campos de tipo choice; quítalas o cambia el tipo.")
            }
            return CustomField(id: field.id, label: label, kind: field.kind, options: options, required: field.required)
        }
    }

    mutating func productTypes(_ types: [ProductType], _ path: String = "productTypes") -> [ProductType] {
        count(types.map(\.id), path, most: 40)
        return types.enumerated().map { index, type in
            let place = "\(path)[\(index)]"
            key(type.id, "\(place).id")
            return ProductType(
                id: type.id, label: text(type.label, "\(place).label", 1...60), fields: fields(type.fields, "\(place).fields", most: 20))
        }
    }

    private mutating func count(_ ids: [String], _ path: String, most: Int) {
        if ids.count > most { fault(path, "too_many", "«\(path)» tiene más de \(most) elementos.") }
        if Set(ids).count < ids.count { fault(path, "\(path).repeated", "«\(path)» nombra algo dos veces; quita lo repetido.") }
    }

    /// `[a-z][A-Za-z0-9_]{0,39}`: what values are kept by.
    private mutating func key(_ id: String, _ path: String) {
        let isPlain = id.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
            default: false
            }
        }
        let begins = id.utf8.first.map { (0x61...0x7A).contains($0) } ?? false
        if !isPlain || !begins || id.utf8.count > 40 {
            fault(
                path, "id.malformed",
                "«\(path)» empieza con una minúscula y admite letras sin tilde, números y _, hasta 40; por ejemplo «plan».")
        }
    }
}

extension Array where Element: Codable {
    /// A definition list as its column holds it.
    var definition: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
    init(definition: String) throws {
        self = definition == "[]" ? [] : try JSONDecoder().decode([Element].self, from: Data(definition.utf8))
    }
}
