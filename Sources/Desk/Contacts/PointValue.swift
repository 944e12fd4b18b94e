/// A customer's address as the key it is found by, and as people read it.
package enum PointValue {
    package static let kinds: Set<String> = ["phone", "email", "visitor", "handle", "id"]
    /// Only the channel itself may say that an address is one of these.
    package static let providerKinds: Set<String> = ["whatsapp", "wa-user"]

    /// `country` (ISO 3166) is whose telephones are written without `+`. Throws `request.invalid` on `from.value` or `from.kind`.
    package static func normalise(kind: String, value: String, country: String) throws -> (value: String, display: String) {
        switch kind {
        case "phone":
            guard value.utf8.count <= 64, let phone = PhoneNumber(value, country: country) else {
                throw DeskError.invalid(
                    "from.value", "phone.malformed",
                    "«\(value.prefix(40))» no es un teléfono; escríbelo con código de país, como +51 987 654 321.")
            }
            return (phone.value, phone.display)
        case "whatsapp":  // a number no plan knows is kept as it is: a customer must not be lost for it
            if let phone = PhoneNumber("+" + value.filter(\.isNumber), country: country) { return (phone.value, phone.display) }
            return try normalise(kind: "id", value: value, country: country)
        case "wa-user": return try normalise(kind: "id", value: value, country: country)
        case "email":
            guard let address = EmailAddress.normalise(value) else {
                throw DeskError.invalid(
                    "from.value", "email.malformed", "«\(value.prefix(80))» no es un correo; debe ser como nombre@empresa.com.")
            }
            return (address, FieldCheck.trim(value))
        case "visitor", "handle", "id":
            var check = FieldCheck()
            let text = check.text(value, "from.value", 1...200)
            try check.finish()
            return (text, text)
        default:
            throw DeskError.invalid("from.kind", "kind.unknown", "«from.kind» debe ser uno de: \(kinds.sorted().joined(separator: ", ")).")
        }
    }
}
