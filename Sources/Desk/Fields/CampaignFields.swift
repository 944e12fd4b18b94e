import Storage

/// What a campaign asks of its contacts and of its cases, and what its customers may own: three lists, each judged whole.
package struct CampaignFields: Sendable, Equatable {
    package var contact: [CustomField]
    package var `case`: [CustomField]
    package var products: [ProductType]

    package init(contact: [CustomField] = [], case: [CustomField] = [], products: [ProductType] = []) {
        self.contact = contact
        self.case = `case`
        self.products = products
    }

    init(contact: String, case: String, products: String) throws {
        try self.init(contact: .init(definition: contact), case: .init(definition: `case`), products: .init(definition: products))
    }

    var columns: [SQLValue] {
        get throws { [.text(try contact.definition), .text(try `case`.definition), .text(try products.definition)] }
    }

    func checked(_ check: inout FieldCheck) -> CampaignFields {
        CampaignFields(
            contact: check.fields(contact, "contactFields"), case: check.fields(`case`, "caseFields"),
            products: check.productTypes(products))
    }

    func write(to json: inout JSONText) {
        json.key("contactFields")
        json.array(contact) { $1.write(to: &$0) }
        json.key("caseFields")
        json.array(`case`) { $1.write(to: &$0) }
        json.key("productTypes")
        json.array(products) { $1.write(to: &$0) }
    }

    /// Nil leaves a list as it is.
    package struct Changes: Sendable {
        package var contact: [CustomField]?
        package var `case`: [CustomField]?
        package var products: [ProductType]?

        package init(contact: [CustomField]? = nil, case: [CustomField]? = nil, products: [ProductType]? = nil) {
            self.contact = contact
            self.case = `case`
            self.products = products
        }

        func checked(_ check: inout FieldCheck) -> Changes {
            Changes(
                contact: contact.map { check.fields($0, "contactFields") }, case: `case`.map { check.fields($0, "caseFields") },
                products: products.map { check.productTypes($0) })
        }

        var columns: [SQLValue] {
            get throws { [SQLValue(try contact?.definition), SQLValue(try `case`?.definition), SQLValue(try products?.definition)] }
        }
    }
}

extension Change {
    /// Judged already.
    func set(_ fields: CampaignFields, of campaign: CampaignID) throws {
        try refuseOther(fields, in: campaign)
        try run(
            "update campaign set contact_fields = $2, case_fields = $3, product_types = $4 where id = $1",
            [.text(campaign.text)] + fields.columns)
        try configured("campaign.changed", campaign.text)
    }

    /// Values of contacts and products belong to the organisation: the same id means the same kind of value in every campaign that has it.
    func refuseOther(_ fields: CampaignFields, in id: CampaignID? = nil) throws {
        try refuseOther(CampaignFields.Changes(contact: fields.contact, products: fields.products), in: id)
    }

    func refuseOther(_ fields: CampaignFields.Changes, in id: CampaignID? = nil) throws {
        let products = fields.products ?? []
        guard fields.contact?.isEmpty == false || !products.isEmpty else { return }
        var check = FieldCheck()
        for other in try Campaign.all(transaction) where other.id != id && other.archivedAt == 0 {
            check.same(fields.contact ?? [], as: other.fields.contact, "contactFields", other.name)
            for (index, type) in products.enumerated() {
                guard let held = other.fields.products.first(where: { $0.id == type.id }) else { continue }
                check.same(type.fields, as: held.fields, "productTypes[\(index)].fields", other.name)
            }
        }
        try check.finish()
    }
}

extension FieldCheck {
    fileprivate mutating func same(_ fields: [CustomField], as others: [CustomField], _ path: String, _ campaign: String) {
        for (index, field) in fields.enumerated() {
            guard let other = others.first(where: { $0.id == field.id }), other.kind != field.kind else { continue }
            fault(
                "\(path)[\(index)].kind", "field.kind",
                "El campo «\(field.id)» ya existe en la campaña \(campaign) con el tipo \(other.kind.rawValue), y sus valores son los mismos: usa ese tipo u otro identificador."
            )
        }
    }
}
