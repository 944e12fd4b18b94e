import Storage

/// A product as somebody writes it down, whole. An attribute that is null is taken away.
package struct ProductEntry: Sendable, Equatable {
    package var type: String
    package var name: String
    package var reference: String
    package var status: String
    package var price: Price?
    package var attributes: [String: JSONValue]
    /// The version that its author saw: a newer one is not written over. Nil for a new one, and to write over any.
    package var version: Int64?

    package struct Price: Sendable, Equatable {
        package var amount: String
        package var currency: String
        package init(amount: String, currency: String) {
            self.amount = amount
            self.currency = currency
        }
    }

    package init(
        type: String = "", name: String, reference: String = "", status: String = "", price: Price? = nil,
        attributes: [String: JSONValue] = [:], version: Int64? = nil
    ) {
        self.type = type
        self.name = name
        self.reference = reference
        self.status = status
        self.price = price
        self.attributes = attributes
        self.version = version
    }
}

extension Desk {
    /// Adds a product, or changes it; the same again changes nothing.
    /// Throws `contact.not_found`, `product.version`, `product.too_many`, `id.conflict` where it is another contact's, `request.invalid`.
    package func saveProduct(_ id: ProductID, of contact: ContactID, _ entry: ProductEntry, by viewer: Viewer) async throws -> (
        created: Bool, product: Product
    ) {
        try viewer.require(.write)
        return try await write(by: .staff(viewer)) { change in
            let owner = try change.touch(contact: contact, for: viewer, steps: 0)
            let held = try Product.find(id, change.transaction)
            if let held, held.contact != contact { throw DeskError.idConflict(id.text) }
            let next = try entry.judged(held, types: try change.transaction.productTypes(of: owner))
            if let held, next.isSame(as: held) { return (false, held) }
            if let held, let version = entry.version, held.version != version { throw DeskError.newer(held) }
            if held == nil { try change.refuseTooMany(contact) }
            let saved = try change.first(
                """
                insert into product (id, contact_id, type, name, reference, status, price, currency, attributes, created_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                on conflict (id) do update set type = excluded.type, name = excluded.name, reference = excluded.reference, status = excluded.status,
                    price = excluded.price, currency = excluded.currency, attributes = excluded.attributes, version = product.version + 1
                returning \(Product.columns)
                """,
                [
                    .text(id.text), .text(contact.text), .text(next.type), .text(next.name), .text(next.reference), .text(next.status),
                    .text(next.price), .text(next.currency), .text(next.attributes.json), .integer(change.now),
                ], Product.init(row:))
            guard let saved else { throw DeskError("internal", "product no devolvió fila") }
            change.tell(owner, products: true)
            return (held == nil, saved)
        }
    }

    /// Twice is the same as once. Throws `contact.not_found`, and `product.not_found` for one of another contact.
    package func removeProduct(_ id: ProductID, of contact: ContactID, by viewer: Viewer) async throws {
        try viewer.require(.write)
        try await write(by: .staff(viewer)) { change in
            let owner = try change.touch(contact: contact, for: viewer, steps: 0)
            guard let held = try Product.find(id, change.transaction) else { return }
            guard held.contact == contact else { throw DeskError("product.not_found", "Ese producto no es de este contacto.") }
            try change.run("delete from product where id = $1", [.text(id.text)])
            change.tell(owner, products: true)
        }
    }
}

/// An entry in the one form of its values.
private struct JudgedProduct {
    var type: String
    var name: String
    var reference: String
    var status: String
    var price = ""
    var currency = ""
    var attributes = FieldValues()

    func isSame(as held: Product) -> Bool {
        type == held.type && name == held.name && reference == held.reference && status == held.status && price == held.price
            && currency == held.currency && attributes == held.attributes
    }
}

extension ProductEntry {
    /// A type that no campaign of the contact has any more stays on what has it.
    fileprivate func judged(_ held: Product?, types: [ProductType]) throws -> JudgedProduct {
        var check = FieldCheck()
        var next = JudgedProduct(
            type: type, name: check.text(name, "name", 1...200), reference: check.text(reference, "reference", 0...120),
            status: check.text(status, "status", 0...60))
        let known = types.first { $0.id == type }
        if known == nil, !type.isEmpty, type != held?.type {
            let names = types.map(\.id).joined(separator: ", ")
            check.fault(
                "type", "product.type_unknown", "Ninguna campaña de este contacto tiene el tipo «\(type.prefix(40))»; sus tipos: \(names).")
        }
        if let price {
            if let amount = Decimals.normal(FieldCheck.trim(price.amount).replacing(",", with: "."), whole: 12, decimals: 4),
                !amount.hasPrefix("-")
            {
                next.price = amount
            } else {
                check.fault("price.amount", "price.malformed", "«price.amount» debe ser un importe como 289.90.")
            }
            next.currency = price.currency
            if price.currency.utf8.count != 3 || !price.currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
                check.fault("price.currency", "currency.malformed", "«price.currency» debe ser una moneda como PEN o USD.")
            }
        }
        if let held, held.type == type { next.attributes = held.attributes }
        next.attributes.take(attributes, by: known?.fields ?? [], "attributes", &check)
        try check.finish()
        return next
    }
}

extension Change {
    /// The contact is locked: nobody adds another meanwhile.
    fileprivate func refuseTooMany(_ contact: ContactID) throws {
        let count = try first("select count(*) from product where contact_id = $1", [.text(contact.text)]) { $0.int(0) } ?? 0
        guard count >= Product.most else { return }
        throw DeskError("product.too_many", "Un contacto lleva como máximo \(Product.most) productos; quita alguno antes.")
    }
}

extension DeskError {
    fileprivate static func newer(_ held: Product) -> DeskError {
        var json = JSONText()
        held.write(to: &json)
        return DeskError(
            "product.version", "Alguien cambió este producto mientras escribías. Mira lo que dice ahora y guarda otra vez.",
            extra: ["product": json.text])
    }
}
