import Desk
import Hummingbird

extension DeskServer {
    var contactRoutes: [Route] {
        [
            .staff(.get, "/api/v1/contacts", query: contactFilters.union(["sort", "cursor", "limit"])) { call, me in
                let query = try ContactQuery(keys: call.query.keys)
                if let format = SheetFormat(of: call) { return try await contactSheet(query, as: format, for: me) }
                let page = try await desk.contacts(query, for: me)
                return .json { json in
                    json.object { json in
                        json.key("items")
                        json.array(page.items) { $1.write(to: &$0) }
                        json.field("next", page.next)
                    }
                }
            },
            .staff(.get, "/api/v1/contacts/count", query: contactFilters) { call, me in
                let (count, exact) = try await desk.countContacts(try ContactQuery(keys: call.query.keys), for: me)
                return .json { json in
                    json.object { json in
                        json.field("count", count)
                        json.field("exact", exact)
                    }
                }
            },
            .staff(.put, "/api/v1/contacts/{id}") { call, me in
                let id: ContactID = try call.newID()
                let new = try await call.body { fields in
                    NewContact(
                        id: id, name: try fields.text("name", longest: 1000), code: try fields.optionalText("code", longest: 1000),
                        notes: try fields.optionalText("notes", longest: 20_000) ?? "",
                        documentKind: try fields.optionalText("documentKind") ?? "", point: try fields.optionalID("point"),
                        points: try fields.optionalItems("points", most: 20) { value, path in
                            try Fields.read(value, path: path) { (try $0.text("kind"), try $0.text("value", longest: 300)) }
                        } ?? [], campaign: try fields.optionalID("campaign"))
                }
                let (isNew, contact) = try await desk.addContact(new, by: me)
                return .json(isNew ? .created : .ok) { contact.write(to: &$0) }
            },
            .staff(.get, "/api/v1/contacts/{id}") { call, me in
                let contact = try await desk.contact(try call.id(noun: "contact"), for: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.patch, "/api/v1/contacts/{id}") { call, me in
                let id: ContactID = try call.id(noun: "contact")
                let changes = try await call.body { try ContactChanges(&$0) }
                let contact = try await desk.updateContact(id, changes, by: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.get, "/api/v1/contacts/matches", query: ["point", "q", "limit"]) { call, me in
                let point: PointID? = try call.query.one("point").map { try ID(parsing: $0, field: "point") }
                let limit = try call.query.one("limit") == nil ? 10 : try call.query.limit()
                return .list(try await desk.matches(point: point, q: try call.query.one("q"), limit: limit, for: me)) { $1.write(to: &$0) }
            },
            .staff(.get, "/api/v1/contacts/{id}/cases", query: ["q", "cursor", "limit"]) { call, me in
                .json(
                    try await desk.customerCases(of: try call.id(noun: "contact") as ContactID, try CustomerCaseQuery(call.query), for: me))
            },
            .staff(.put, "/api/v1/contacts/{id}/points") { call, me in
                let id: ContactID = try call.id(noun: "contact")
                let (kind, value, from) = try await call.body { fields in
                    (try fields.text("kind"), try fields.text("value", longest: 300), try fields.optionalID("from", as: ContactTag.self))
                }
                let contact = try await desk.namePoint(kind: kind, value: value, of: id, from: from, by: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.put, "/api/v1/contacts/{id}/points/{point}") { call, me in
                let from = try await call.optionalBody { try $0.optionalID("from", as: ContactTag.self) }
                let contact = try await desk.givePoint(
                    try call.id("point", noun: "contact_point"), to: try call.id(noun: "contact"), from: from, by: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.delete, "/api/v1/contacts/{id}/points/{point}") { call, me in
                let contact = try await desk.takePoint(
                    try call.id("point", noun: "contact_point"), from: try call.id(noun: "contact"), by: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.put, "/api/v1/contacts/{id}/labels/{label}") { call, me in
                try await call.emptyBody()
                let contact = try await desk.label(
                    try call.id(noun: "contact"), try call.id("label", noun: "contact_label"), true, by: me)
                return .json { contact.write(to: &$0) }
            },
            .staff(.delete, "/api/v1/contacts/{id}/labels/{label}") { call, me in
                let contact = try await desk.label(
                    try call.id(noun: "contact"), try call.id("label", noun: "contact_label"), false, by: me)
                return .json { contact.write(to: &$0) }
            },
        ] + productRoutes + contactLabelRoutes + contactMergeRoutes + contactMarkRoutes + contactImportRoutes + personalDataRoutes
    }

    private var contactFilters: Set<String> {
        ["q", "label", "campaign", "vip", "blocked", "createdFrom", "createdTo", "attribute.*"]
    }

    /// All of the list, whatever page was asked for.
    private func contactSheet(_ query: ContactQuery, as format: SheetFormat, for viewer: Viewer) async throws -> Response {
        let table = try await desk.contactSheet(for: viewer)
        var first = query
        first.cursor = nil
        first.limit = 200
        let start = first, desk = desk
        let language = Language(rawValue: viewer.locale) ?? .es
        return try await sheet(
            format, name: "contacts", title: Phrase("Contactos").text(in: language), headings: table.headings(in: language)
        ) { cursor in
            var query = start
            query.cursor = cursor
            return try table.page(try await desk.contacts(query, for: viewer))
        }
    }

    private var productRoutes: [Route] {
        [
            .staff(.get, "/api/v1/contacts/{id}/products") { call, me in
                .list(try await desk.products(of: try call.id(noun: "contact"), for: me)) { $1.write(to: &$0) }
            },
            .staff(.put, "/api/v1/contacts/{id}/products/{product}") { call, me in
                let id: ProductID = try call.newID("product")
                let entry = try await call.body { try ProductEntry(&$0) }
                let (isNew, product) = try await desk.saveProduct(id, of: try call.id(noun: "contact"), entry, by: me)
                return .json(isNew ? .created : .ok) { product.write(to: &$0) }
            },
            .staff(.delete, "/api/v1/contacts/{id}/products/{product}") { call, me in
                try await desk.removeProduct(try call.id("product", noun: "product"), of: try call.id(noun: "contact"), by: me)
                return .noContent
            },
        ]
    }

    /// Everybody on the staff reads the labels; supervisors and administrators set them up.
    private var contactLabelRoutes: [Route] {
        [
            .staff(.get, "/api/v1/contact-labels") { _, me in
                .list(try await desk.contactLabels(for: me)) { $1.write(to: &$0) }
            },
            .staff(.put, "/api/v1/contact-labels/{id}") { call, me in
                let id: ContactLabelID = try call.newID()
                let (name, color) = try await call.body { (try $0.text("name"), try $0.optionalText("color")) }
                let (isNew, label) = try await desk.addContactLabel(id: id, name: name, color: color ?? "", by: me)
                return .json(isNew ? .created : .ok) { label.write(to: &$0) }
            },
            .staff(.patch, "/api/v1/contact-labels/{id}") { call, me in
                let changes = try await call.body { fields in
                    ContactLabelChanges(
                        name: try fields.optionalText("name"), color: try fields.patchedText("color").map { $0 ?? "" },
                        archived: try fields.optionalBool("archived"))
                }
                let label = try await desk.updateContactLabel(try call.id(noun: "contact_label"), changes, by: me)
                return .json { label.write(to: &$0) }
            },
        ]
    }
}

extension CustomerCaseQuery {
    init(_ query: Query) throws {
        self.init(q: try query.one("q"), cursor: try query.one("cursor"), limit: try query.limit())
    }
}

extension ProductEntry {
    fileprivate init(_ fields: inout Fields) throws {
        self.init(
            type: try fields.optionalText("type") ?? "", name: try fields.text("name", longest: 1000),
            reference: try fields.optionalText("reference", longest: 1000) ?? "",
            status: try fields.optionalText("status", longest: 1000) ?? "",
            price: try fields.optionalObject("price") { Price(amount: try $0.text("amount"), currency: try $0.text("currency")) },
            attributes: try fields.optionalMembers("attributes", most: 40) ?? [:], version: try fields.optionalInteger("version"))
    }
}

extension ContactChanges {
    /// What is null is taken away.
    fileprivate init(_ fields: inout Fields) throws {
        func patched(_ name: String, longest: Int = 1000) throws -> String? {
            try fields.patchedText(name, longest: longest).map { $0 ?? "" }
        }
        self.init(
            name: try fields.optionalText("name", longest: 1000), code: try patched("code"), notes: try patched("notes", longest: 20_000),
            details: ContactDetails.Changes(
                documentKind: try patched("documentKind"), address: try patched("address"), birthDate: try patched("birthDate"),
                language: try patched("language"), executive: try patched("executive"),
                attributes: try fields.optionalMembers("attributes", most: 100) ?? [:]),
            version: try fields.optionalInteger("version"))
    }
}
