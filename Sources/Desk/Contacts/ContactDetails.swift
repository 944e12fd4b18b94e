import Storage

/// Who a contact is beyond name, code and notes. What is not known is empty.
package struct ContactDetails: Sendable, Equatable {
    /// What the code is the number of: DNI, RUC, pasaporte…
    package var documentKind = ""
    package var address = ""
    /// YYYY-MM-DD
    package var birthDate = ""
    /// `es` or `es-PE`
    package var language = ""
    /// Who of ours looks after them.
    package var executive = ""
    package var attributes = FieldValues()

    func write(to json: inout JSONText) {
        json.field("documentKind", documentKind.isEmpty ? nil : documentKind)
        json.field("address", address.isEmpty ? nil : address)
        json.field("birthDate", birthDate.isEmpty ? nil : birthDate)
        json.field("language", language.isEmpty ? nil : language)
        json.field("executive", executive.isEmpty ? nil : executive)
        json.key("attributes")
        attributes.write(to: &json)
    }

    /// Nil leaves a value; an empty text, and an attribute that is null, takes it away.
    package struct Changes: Sendable {
        package var documentKind: String?
        package var address: String?
        package var birthDate: String?
        package var language: String?
        package var executive: String?
        package var attributes: [String: JSONValue]

        package init(
            documentKind: String? = nil, address: String? = nil, birthDate: String? = nil, language: String? = nil,
            executive: String? = nil,
            attributes: [String: JSONValue] = [:]
        ) {
            self.documentKind = documentKind
            self.address = address
            self.birthDate = birthDate
            self.language = language
            self.executive = executive
            self.attributes = attributes
        }

        /// All but the attributes, whose fields the contact's campaigns define.
        func checked(_ check: inout FieldCheck, today: String) -> Changes {
            Changes(
                documentKind: check.text(documentKind, "documentKind", 0...20),
                address: check.text(address, "address", 0...300, lines: true),
                birthDate: birthDate.map { check.birthDate($0, today: today) }, language: language.map { check.language($0) },
                executive: check.text(executive, "executive", 0...120), attributes: attributes)
        }
    }

    func changed(by changes: Changes, fields: [CustomField], _ check: inout FieldCheck) -> ContactDetails {
        var details = self
        details.documentKind = changes.documentKind ?? documentKind
        details.address = changes.address ?? address
        details.birthDate = changes.birthDate ?? birthDate
        details.language = changes.language ?? language
        details.executive = changes.executive ?? executive
        details.attributes.take(changes.attributes, by: fields, "attributes", &check)
        return details
    }

    var columns: [SQLValue] {
        [.text(documentKind), .text(address), .text(birthDate), .text(language), .text(executive), .text(attributes.json)]
    }
}

extension FieldCheck {
    /// Nobody is born tomorrow.
    fileprivate mutating func birthDate(_ text: String, today: String) -> String {
        let text = Self.trim(text)
        guard !text.isEmpty else { return "" }
        guard let date = CalendarDate(text), date.text <= today else {
            fault("birthDate", "birthDate.malformed", "«birthDate» debe ser una fecha que ya pasó, como 1987-02-14.")
            return text
        }
        return date.text
    }

    /// `es` or `es-PE`, as browsers name languages.
    fileprivate mutating func language(_ text: String) -> String {
        let text = Self.trim(text)
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isLanguage = parts.first.map { (2...3).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } } ?? false
        let isPlace = parts.count < 2 || (parts[1].utf8.count == 2 && parts[1].utf8.allSatisfy { (0x41...0x5A).contains($0) })
        if !text.isEmpty, !isLanguage || !isPlace || parts.count > 2 {
            fault("language", "language.malformed", "«language» debe ser un idioma como es o es-PE.")
        }
        return text
    }
}

extension Storage.Transaction {
    /// The fields that the campaigns which know a contact ask for, each once.
    func contactFields(of contact: Contact) throws -> [CustomField] {
        try definitions(of: contact.campaigns).flatMap(\.contact).once(by: \.id)
    }

    /// What a contact may own by the campaigns that know it; a type that two of them have has the fields of both.
    func productTypes(of contact: Contact) throws -> [ProductType] {
        let all = try definitions(of: contact.campaigns).flatMap(\.products)
        return all.once(by: \.id).map { type in
            ProductType(id: type.id, label: type.label, fields: all.filter { $0.id == type.id }.flatMap(\.fields).once(by: \.id))
        }
    }

    private func definitions(of campaigns: [CampaignID]) throws -> [CampaignFields] {
        try campaigns.compactMap { try Campaign.find($0, self)?.fields }
    }
}

extension Array {
    /// The first of each key, in the order given.
    func once<Key: Hashable>(by key: KeyPath<Element, Key>) -> [Element] {
        var seen: Set<Key> = []
        return filter { seen.insert($0[keyPath: key]).inserted }
    }
}
