import Storage

extension Change {
    /// What a touched contact's own columns say from now on; its words, its values' index and who is told are the verb's. An empty code is none.
    func write(_ id: ContactID, name: String, code: String, notes: String, _ details: [SQLValue]) throws {
        try run(
            """
            update contact set name = $2, folded = $3, code = nullif(cast($4 as text), ''), code_key = $5, notes = $6, document_kind = $7, address = $8,
                birth_date = $9, language = $10, executive = $11, attributes = $12 where id = $1
            """,
            [.text(id.text), .text(name), .text(Text.fold(name)), .text(code), SQLValue(ContactCode.key(code)), .text(notes)] + details)
    }

    /// The labels that a contact has, on its own row too; answers how many.
    @discardableResult func writeLabels(of id: ContactID) throws -> Int {
        let held = try all("select label_id from contact_labelled where contact_id = $1 order by label_id", [.text(id.text)]) { $0.text(0) }
        try run("update contact set labels = $2 where id = $1", [.text(id.text), .text(held.json)])
        return held.count
    }
}
