import Storage

extension Desk {
    /// Puts a label on a contact or takes it off; twice is the same as once.
    /// Throws `contact_label.not_found`, `contact_label.archived`, `contact_label.too_many`, `contact.not_found`.
    package func label(_ id: ContactID, _ label: ContactLabelID, _ isOn: Bool, by viewer: Viewer) async throws -> Contact {
        try viewer.require(.write)
        return try await write(by: .staff(viewer)) { change in
            _ = try change.touch(contact: id, for: viewer)
            guard let found = try ContactLabel.find(label, change.transaction) else { throw DeskError.noLabel }
            if isOn {
                guard found.archivedAt == 0 else {
                    throw DeskError("contact_label.archived", "La característica «\(found.name)» está archivada; elige otra.")
                }
                try change.run(
                    "insert into contact_labelled (contact_id, label_id) values ($1, $2) on conflict do nothing",
                    [.text(id.text), .text(label.text)])
            } else {
                try change.run(
                    "delete from contact_labelled where contact_id = $1 and label_id = $2", [.text(id.text), .text(label.text)])
            }
            guard try change.writeLabels(of: id) <= ContactLabel.most else { throw DeskError.manyLabels }
            guard let contact = try change.transaction.contacts("id = $1", [.text(id.text)]).first else { throw DeskError.noContact }
            change.tell(contact)
            return contact
        }
    }
}

extension ContactLabel {
    /// So many are on one contact.
    static let most = 50
}

extension DeskError {
    static let manyLabels = DeskError("contact_label.too_many", "Un contacto lleva como máximo 50 características; quita alguna antes.")
}
