/// Which field a column probably is, by its heading in the three languages. Pure.
enum ImportGuess {
    /// All a column may be, but for attributes.
    static let fields: Set<String> = [
        "name", "firstName", "lastName", "code", "documentKind", "phone", "email", "address", "birthDate", "language", "executive", "notes",
        "labels",
    ]
    /// Of these several columns may be.
    static let several: Set<String> = ["phone", "email", "labels"]

    static func fields(of headings: [String]) -> [String?] {
        var taken: Set<String> = []
        return headings.map { heading in
            guard let field = field(of: heading), several.contains(field) || taken.insert(field).inserted else { return nil }
            return field
        }
    }

    private static func field(of heading: String) -> String? {
        let words = Text.words(heading)
        let text = words.joined(separator: " ")
        if let exact = exact[text] { return exact }
        let first = words.first.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 } ?? ""
        if phones.contains(first) || text.contains("whatsapp") { return "phone" }
        if mails.contains(first) || text.contains("mail") { return "email" }
        return exact[words.first ?? ""]
    }

    private static let phones: Set<String> = ["telefono", "tel", "phone", "telephone", "telefone", "movil", "celular", "mobile", "cel"]
    private static let mails: Set<String> = ["correo", "email", "mail"]
    private static let exact: [String: String] = [
        "nombre": "name", "nombre completo": "name", "nombre y apellidos": "name", "cliente": "name", "name": "name", "full name": "name",
        "customer": "name", "nome": "name", "nome completo": "name", "razon social": "name", "company": "name", "contacto": "name",
        "nombres": "firstName", "first name": "firstName", "primeiro nome": "firstName", "apellido": "lastName", "apellidos": "lastName",
        "last name": "lastName", "surname": "lastName", "sobrenome": "lastName", "codigo": "code", "code": "code", "documento": "code",
        "document": "code", "dni": "code", "ruc": "code", "cedula": "code", "cpf": "code", "cnpj": "code", "nif": "code", "rut": "code",
        "numero de documento": "code", "n de documento": "code", "no de documento": "code", "document number": "code",
        "tipo de documento": "documentKind", "tipo doc": "documentKind", "kind of document": "documentKind",
        "document type": "documentKind",
        "direccion": "address", "direccion postal": "address", "address": "address", "postal address": "address", "endereco": "address",
        "endereco postal": "address", "nacimiento": "birthDate", "fecha de nacimiento": "birthDate", "birth": "birthDate",
        "birth date": "birthDate", "date of birth": "birthDate", "nascimento": "birthDate", "data de nascimento": "birthDate",
        "idioma": "language", "language": "language", "lingua": "language", "ejecutivo": "executive", "executive": "executive",
        "executivo": "executive", "vendedor": "executive", "notas": "notes", "notes": "notes", "observaciones": "notes",
        "comentarios": "notes",
        "observacoes": "notes", "caracteristicas": "labels", "etiquetas": "labels", "labels": "labels", "tags": "labels",
    ]
}
