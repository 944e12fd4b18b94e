import Storage

/// The number that names a contact: that of their document.
enum ContactCode {
    /// However a document is written, its letters and digits are the same. One without any stands for itself.
    static func key(_ code: String?) -> String? {
        guard let code, !code.isEmpty else { return nil }
        let plain = Text.words(code).joined()
        return plain.isEmpty ? Text.fold(code) : plain
    }
}

extension Change {
    /// The code, or the same document written otherwise, is another contact's: names whom, if the viewer may see them.
    func codeTaken(_ code: String, by viewer: Viewer) throws -> DeskError {
        let sight = ContactSight(viewer, first: 3)
        let holder = try first(
            "select id, name from contact where (code = $1 or code_key = $2) and \(sight.clause)",
            [.text(code), SQLValue(ContactCode.key(code))] + sight.arguments
        ) { (id: $0.text(0), name: $0.text(1)) }
        let sentence =
            holder.map { Phrase("El código «\(code)» ya es de \($0.name). Búscalo o usa otro código.") }
            ?? Phrase("El código «\(code)» ya es de otro contacto. Búscalo o usa otro código.")
        var error = DeskError("contact.code_taken", sentence, field: "code")
        if let holder { error.extra["contact"] = Self.named(holder.id, holder.name) }
        return error
    }

    /// `{id, name}` for a problem document.
    static func named(_ id: String, _ name: String) -> String {
        var json = JSONText()
        json.object {
            $0.field("id", id)
            $0.field("name", name)
        }
        return json.text
    }

    /// Whether another contact has the code: looked at before the write, since the unique index alone would end PostgreSQL's transaction.
    func holds(_ code: String, but contact: ContactID) throws -> Bool {
        try first(
            "select 1 from contact where (code = $1 or code_key = $2) and id <> $3",
            [.text(code), SQLValue(ContactCode.key(code)), .text(contact.text)]
        ) { $0.int(0) } != nil
    }
}
