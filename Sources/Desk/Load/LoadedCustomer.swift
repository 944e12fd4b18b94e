import Storage

/// Somebody who writes in a load: an address, and for most of them a contact.
struct LoadedCustomer: Sendable {
    let point: PointID
    let contact: ContactID?
    let name: String
    /// What their cases are found by.
    let words: String
    let digits: String

    static let pointColumns = ["id", "kind", "value", "display", "name", "contact_id", "created_at", "touched_at", "folded"]
    static let contactColumns = ["id", "name", "folded", "code", "code_key", "document_kind", "created_at", "updated_at"]

    /// `sequence` is no other customer's, also of an earlier load: addresses and documents are made of it.
    init(_ sequence: Int, of line: LoadGround.Line, at born: Int64, _ ids: IDMaker, _ chance: inout LoadChance, _ rows: inout LoadChunk) {
        name = LoadTexts.person(&chance)
        let names = Text.words(name)
        let email = "\(names.first ?? "cliente").\(names.last ?? "").\(sequence)@correo.example"
        point = ID(ids.make(at: born))
        // A bijection of seven digits: neighbours don't look alike.
        let digits = "\(10_000_000 + sequence * 48_271 % 10_000_000)".dropFirst()
        let (kind, value, display): (String, String, String)
        switch line.channel {
        case "webchat": (kind, value, display) = ("visitor", "visitante-\(sequence)", "visitante-\(sequence)")
        case "whatsapp": (kind, value, display) = ("whatsapp", "+5190\(digits)", Self.phone(digits))
        default:
            if chance.happens(40) {
                (kind, value, display) = ("email", email, email)
            } else {
                (kind, value, display) = ("phone", "+5190\(digits)", Self.phone(digits))
            }
        }
        let isKnown = chance.happens(70)
        contact = isKnown ? ID(ids.make(at: born)) : nil
        let called = chance.happens(80) ? name : ""
        rows.points.add([
            .text(point.text), .text(kind), .text(value), .text(display), .text(called), SQLValue(contact?.text), .integer(born),
            .integer(born),
            .text(Text.fold(called.isEmpty ? display : called)),
        ])
        self.digits = kind == "phone" || kind == "whatsapp" ? String(value.dropFirst()) : ""
        let code: String? = isKnown && chance.happens(75) ? "4\(digits)" : nil
        self.words = [name, code ?? "", value].joined(separator: "\n")
        guard let contact else { return }
        rows.contacts.add([
            .text(contact.text), .text(name), .text(Text.fold(name)), SQLValue(code), SQLValue(ContactCode.key(code)),
            .text(code == nil ? "" : "DNI"),
            .integer(born), .integer(born),
        ])
        rows.known.add([.text(contact.text), .text(line.campaign.text), .integer(born)])
        for word in ContactWords.of(name: name, code: code, points: [(kind, value)]).sorted() {
            rows.words.add([.text(word), .text(contact.text)])
        }
    }

    private static func phone(_ digits: Substring) -> String {
        "+51 90\(digits.prefix(1)) \(digits.dropFirst().prefix(3)) \(digits.suffix(3))"
    }
}
