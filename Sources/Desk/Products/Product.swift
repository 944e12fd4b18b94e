import Storage

/// What a contact owns: typed by the campaigns that know them.
package struct Product: Sendable, Equatable {
    package let id: ProductID
    package let contact: ContactID
    /// The id of a product type; empty for none.
    package let type: String
    package let name: String
    package let reference: String
    package let status: String
    /// A decimal as digits, and its currency (ISO 4217); both empty where there is no price.
    package let price: String
    package let currency: String
    package let attributes: FieldValues
    package let createdAt: Int64
    package let version: Int64

    static let columns = "id, contact_id, type, name, reference, status, price, currency, attributes, created_at, version"
    init(row: borrowing Row) throws {
        id = ID(row.text(0))
        contact = ID(row.text(1))
        type = row.text(2)
        name = row.text(3)
        reference = row.text(4)
        status = row.text(5)
        price = row.text(6)
        currency = row.text(7)
        attributes = try FieldValues(json: row.text(8))
        createdAt = row.int(9)
        version = row.int(10)
    }

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("type", type.isEmpty ? nil : type)
            json.field("name", name)
            json.field("reference", reference.isEmpty ? nil : reference)
            json.field("status", status.isEmpty ? nil : status)
            json.key("price")
            if price.isEmpty {
                json.null()
            } else {
                json.object { json in
                    json.field("amount", price)
                    json.field("currency", currency)
                }
            }
            json.key("attributes")
            attributes.write(to: &json)
            json.field("createdAt", time: createdAt)
            json.field("version", version)
        }
    }

    static func find(_ id: ProductID, _ transaction: any Transaction) throws -> Product? {
        try transaction.first("select \(columns) from product where id = $1", [.text(id.text)], Product.init(row:))
    }
}

extension Desk {
    /// A contact's products, the newest first: all of them, which are few by rule. Throws `contact.not_found`.
    package func products(of id: ContactID, for viewer: Viewer) async throws -> [Product] {
        try viewer.require(.read)
        return try await read { transaction in
            guard try transaction.finds(contact: id, viewer) else { throw DeskError.noContact }
            return try transaction.all(
                "select \(Product.columns) from product where contact_id = $1 order by created_at desc, id desc limit $2",
                [.text(id.text), SQLValue(Product.most)], Product.init(row:))
        }
    }
}

extension Product {
    /// A person's, or a company's with a fleet; more belongs into a system of its own.
    static let most = 200
}

extension Storage.Transaction {
    func finds(contact id: ContactID, _ viewer: Viewer) throws -> Bool {
        let sight = ContactSight(viewer, first: 2)
        return try first("select 1 from contact where id = $1 and \(sight.clause)", [.text(id.text)] + sight.arguments) { $0.int(0) } != nil
    }
}
