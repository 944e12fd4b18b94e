import Storage

/// All that is held of a person, piece by piece: what an export is made of.
package struct PersonalData: Sendable {
    package let contact: Contact
    /// The contact's own part, as JSON.
    package let head: [UInt8]
}

extension Desk {
    /// Who a contact is and what hangs on them; audited. For administrators. Throws `forbidden`, `contact.not_found`.
    package func personalData(of id: ContactID, for viewer: Viewer) async throws -> PersonalData {
        try viewer.author.requireAdministrator()
        let data = try await read { transaction in
            let sight = ContactSight(viewer, first: 2)
            let found = try transaction.contacts("contact.id = $1 and \(sight.clause)", [.text(id.text)] + sight.arguments).first
            guard let contact = found else { throw DeskError.noContact }
            var json = JSONText(capacity: 4096)
            try json.object { json in
                json.key("contact")
                contact.write(to: &json)
                json.key("labels")
                json.array(
                    try transaction.all(
                        "select n.name from contact_labelled l join contact_label n on n.id = l.label_id where l.contact_id = $1 order by n.name",
                        [.text(id.text)]
                    ) { $0.text(0) }
                ) { $0.string($1) }
                json.key("points")
                let points = try transaction.all(
                    "select kind, value, display, name, created_at from contact_point where contact_id = $1 order by created_at, id",
                    [.text(id.text)]
                ) { (kind: $0.text(0), value: $0.text(1), display: $0.text(2), name: $0.text(3), at: $0.int(4)) }
                json.array(points) { json, point in
                    json.object { json in
                        json.field("kind", point.kind)
                        json.field("value", point.value)
                        json.field("display", point.display)
                        json.field("name", point.name.isEmpty ? nil : point.name)
                        json.field("createdAt", time: point.at)
                    }
                }
                json.key("products")
                let products = try transaction.all(
                    "select \(Product.columns) from product where contact_id = $1 order by created_at, id", [.text(id.text)],
                    Product.init(row:))
                json.array(products) { $1.write(to: &$0) }
            }
            return PersonalData(contact: contact, head: json.bytes)
        }
        try await audit("contact.exported", target: id.text, by: viewer)
        return data
    }

    /// Their next case: its card and what was answered about it. Nil after the last.
    package func personalCase(of contact: ContactID, after: String, for viewer: Viewer) async throws -> (
        id: CaseID, number: Int64, json: [UInt8], files: [Attachment]
    )? {
        try viewer.author.requireAdministrator()
        return try await read { transaction in
            let found = try transaction.first(
                "select \(Case.columns) from \(Case.tables) where c.contact_id = $1 and c.id > $2 order by c.id limit 1",
                [.text(contact.text), .text(after)], Case.init(row:))
            guard let item = found else { return nil }
            var json = JSONText(capacity: 8192)
            try json.object { json in
                json.key("case")
                item.writeCard(to: &json, sight: .full)
                json.key("dispositions")
                let answers = try transaction.all(
                    "select \(Disposition.columns) from disposition d where d.case_id = $1 order by d.at, d.id", [.text(item.id.text)],
                    Disposition.init(row:))
                json.array(answers) { $1.write(to: &$0) }
            }
            let files = try transaction.all(
                "select \(Attachment.columns) from attachment a where a.case_id = $1 and a.state = 'stored' order by a.created_at, a.id",
                [.text(item.id.text)], Attachment.init(row:))
            return (item.id, item.number, json.bytes, files)
        }
    }

    /// A stretch of a case's messages, oldest first, each as one line of JSON.
    package func personalMessages(of item: CaseID, after: MessageCursor?, for viewer: Viewer) async throws -> (
        lines: [UInt8], next: MessageCursor?
    ) {
        try viewer.author.requireAdministrator()
        return try await read { transaction in
            let page = try transaction.all(
                "select \(Message.columns) from message m where m.case_id = $1 and (m.at, m.place) > ($2, $3) order by m.at, m.place limit 200",
                [.text(item.text), .integer(after?.at ?? -1), .integer(after?.place ?? Int64.min)], Message.init(row:))
            var lines: [UInt8] = []
            for message in page { lines += Array(message.json.utf8) + [UInt8(ascii: "\n")] }
            return (lines, page.count == 200 ? try page.last.map { try MessageCursor(text: $0.cursor) } : nil)
        }
    }
}
