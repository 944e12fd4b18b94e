import Storage
import Testing

@testable import Desk

/// What is known of a contact beyond name and code: typed, changed in place, never written over unseen.
@Suite struct ContactDataTests {
    static let fields = [
        CustomField(id: "plan", label: "Plan", kind: .choice, options: ["Oro", "Plata"], required: true),
        CustomField(id: "hijos", label: "Hijos", kind: .number),
        CustomField(id: "vip", label: "VIP", kind: .checkbox), CustomField(id: "boda", label: "Boda", kind: .date),
    ]
    private func world(_ engine: Engine, _ body: (World, ContactID) async throws -> Void) async throws {
        try await World.with(engine) { world in
            _ = try await world.desk.updateCampaign(
                world.campaign,
                CampaignChanges(
                    fields: .init(
                        contact: Self.fields, case: [CustomField(id: "orden", label: "Orden", kind: .text)],
                        products: [
                            ProductType(id: "lampara", label: "Lámpara", fields: [CustomField(id: "serie", label: "Serie", kind: .text)])
                        ])),
                by: .staff(world.carla))
            let rosa = try await world.desk.addContact(
                NewContact(id: world.newID(), name: "Rosa Flores", code: "45 872 310"), by: world.ana
            ).contact
            try await body(world, rosa.id)
        }
    }

    /// Any attribute finds cases: those of the case itself, and those of its customer.
    @Test(arguments: World.engines) func aListIsFilteredByWhatItsCustomersAre(engine: Engine) async throws {
        try await world(engine) { world, rosa in
            let desk = world.desk
            let hers = try await world.elenaWrites(), other = try await world.elenaWrites("Otra", phone: "+51911222333", id: "m-2")
            _ = try await desk.namePoint(kind: "phone", value: "+51987654321", of: rosa, by: world.ana)
            _ = try await desk.updateContact(rosa, ContactChanges(details: .init(attributes: ["plan": .string("Oro")])), by: world.ana)
            func found(_ keys: [(String, [String])]) async throws -> [String] {
                let page = try JSONParser.parse(try await desk.cases(try CaseQuery(keys: keys), for: world.sofia))
                return page["items"]?.items.compactMap { $0["id"]?.text } ?? []
            }
            #expect(try await found([("attribute.plan", ["Oro"])]) == [hers.caseID.text])
            #expect(try await found([("attribute.plan", ["Plata", "Oro"]), ("state", ["queued", "offered"])]) == [hers.caseID.text])
            #expect(try await found([("attribute.plan", ["Plata"])]) == [])
            try await desk.write(by: .system) { change in
                try change.run(
                    "insert into case_attribute (name, value, case_id) values ('plan', 'plata', $1)", [.text(other.caseID.text)])
            }
            #expect(try await found([("attribute.plan", ["Plata"])]) == [other.caseID.text])
            #expect(Set(try await found([("attribute.plan", ["Plata", "Oro"])])) == [hers.caseID.text, other.caseID.text])
            #expect(try await desk.countCases(try CaseQuery(keys: [("attribute.plan", ["Plata", "Oro"])]), for: world.sofia).count == 2)
        }
    }

    @Test(arguments: World.engines) func personalDataHaveAForm(engine: Engine) async throws {
        try await world(engine) { world, rosa in
            let desk = world.desk
            let changes = ContactDetails.Changes(
                documentKind: "DNI", address: " Jr. Huáscar 1420\nLima ", birthDate: "1987-02-14", language: "es-PE", executive: "Marta",
                attributes: ["plan": .string("Oro"), "hijos": .string("2,50"), "vip": .bool(false)])
            let changed = try await desk.updateContact(rosa, ContactChanges(details: changes), by: world.ana)
            #expect(
                changed.details.address == "Jr. Huáscar 1420\nLima" && changed.details.birthDate == "1987-02-14"
                    && changed.code == "45 872 310")
            #expect(changed.details.attributes.json == "{\"hijos\":2.50,\"plan\":\"Oro\",\"vip\":false}")
            let less = try await desk.updateContact(
                rosa, ContactChanges(details: .init(address: "", attributes: ["vip": .null, "hijos": .string(" ")])), by: world.bruno)
            #expect(
                less.details.address.isEmpty && less.details.attributes.json == "{\"plan\":\"Oro\"}" && less.details.documentKind == "DNI")
            for (wrong, field) in [
                (ContactDetails.Changes(birthDate: "2999-01-01"), "birthDate"), (.init(birthDate: "14/02/1987"), "birthDate"),
                (.init(language: "español"), "language"), (.init(attributes: ["plan": .string("Bronce")]), "attributes.plan"),
                (.init(attributes: ["hijos": .string("dos")]), "attributes.hijos"),
                (.init(attributes: ["vip": .string("sí")]), "attributes.vip"),
                (.init(attributes: ["boda": .number("3")]), "attributes.boda"),
                (.init(attributes: ["nada": .string("x")]), "attributes.nada"),
                (.init(attributes: ["plan": .null]), "attributes.plan"), (.init(attributes: ["boda": .array([])]), "attributes.boda"),
            ] {
                await expectRefusal("request.invalid", field: field) {
                    try await desk.updateContact(rosa, ContactChanges(details: wrong), by: world.ana)
                }
            }
            #expect(try await desk.contact(rosa, for: world.ana).version == less.version)
        }
    }

    @Test(arguments: World.engines) func whatSomebodyElseWroteMeanwhileIsShownFirst(engine: Engine) async throws {
        try await world(engine) { world, rosa in
            let desk = world.desk
            let seen = try await desk.contact(rosa, for: world.ana).version
            _ = try await desk.updateContact(rosa, ContactChanges(notes: "De Bruno", version: seen), by: world.bruno)
            do {
                _ = try await desk.updateContact(rosa, ContactChanges(notes: "De Ana", version: seen), by: world.ana)
                Issue.record("written over")
            } catch let error as DeskError {
                #expect(error.code == "contact.version" && error.extra["contact"]?.contains("De Bruno") == true)
                #expect(error.extra["contact"]?.contains("\"version\":\(seen + 1)") == true)
            }
            #expect(try await desk.updateContact(rosa, ContactChanges(notes: "De Ana", version: seen + 1), by: world.ana).notes == "De Ana")
            let outcomes = await withTaskGroup(of: String.self) { group in
                for viewer in [world.ana, world.bruno, world.sofia, world.carla] {
                    group.addTask {
                        do {
                            _ = try await desk.updateContact(rosa, ContactChanges(notes: viewer.name, version: seen + 2), by: viewer)
                            return "saved"
                        } catch { return (error as? DeskError)?.code ?? "\(error)" }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == ["saved": 1, "contact.version": 3])
        }
    }

    @Test(arguments: World.engines) func aDocumentIsOneContactsHoweverWritten(engine: Engine) async throws {
        try await world(engine) { world, rosa in
            let desk = world.desk
            await expectRefusal("contact.code_taken", field: "code") {
                try await desk.addContact(NewContact(id: world.newID(), name: "Otra", code: "45872310"), by: world.bruno)
            }
            let other = try await desk.addContact(NewContact(id: world.newID(), name: "Otra", code: "1"), by: world.bruno).contact
            await expectRefusal("contact.code_taken") {
                try await desk.updateContact(other.id, ContactChanges(code: "45-872-310"), by: world.ana)
            }
            #expect(try await desk.updateContact(rosa, ContactChanges(code: "45.872.310"), by: world.ana).code == "45.872.310")
            #expect(try await desk.updateContact(rosa, ContactChanges(code: ""), by: world.ana).code == nil)
            #expect(try await desk.updateContact(other.id, ContactChanges(code: "45872310"), by: world.ana).code == "45872310")
        }
    }

    @Test(arguments: World.engines) func productsAreTypedAndKept(engine: Engine) async throws {
        try await world(engine) { world, rosa in
            let desk = world.desk, id: ProductID = world.newID()
            let entry = ProductEntry(
                type: "lampara", name: "Lámpara Ámbar", reference: "B004-11873", status: "en garantía",
                price: .init(amount: "0289,90", currency: "PEN"),
                attributes: ["serie": .string("A-77")])
            let (created, lamp) = try await desk.saveProduct(id, of: rosa, entry, by: world.ana)
            #expect(created && lamp.price == "289.90" && lamp.currency == "PEN" && lamp.attributes.json == "{\"serie\":\"A-77\"}")
            let again = try await desk.saveProduct(id, of: rosa, entry, by: world.bruno)
            #expect(!again.created && again.product == lamp)
            var next = entry
            (next.status, next.price, next.version) = ("entregado", nil, 1)
            let changed = try await desk.saveProduct(id, of: rosa, next, by: world.bruno).product
            #expect(changed.version == 2 && changed.price.isEmpty && changed.status == "entregado")
            next.status = "devuelto"
            await expectRefusal("product.version") { try await desk.saveProduct(id, of: rosa, next, by: world.ana) }
            let told = try await world.events("contact.updated")
            #expect(told.filter { $0.data.contains("\"products\":true") }.count == 2)

            for (wrong, field) in [
                (ProductEntry(type: "silla", name: "X"), "type"), (ProductEntry(name: " "), "name"),
                (ProductEntry(name: "X", price: .init(amount: "-1", currency: "PEN")), "price.amount"),
                (ProductEntry(name: "X", price: .init(amount: "1", currency: "soles")), "price.currency"),
                (ProductEntry(name: "X", attributes: ["serie": .string("1")]), "attributes.serie"),
            ] {
                await expectRefusal("request.invalid", field: field) {
                    try await desk.saveProduct(world.newID(), of: rosa, wrong, by: world.ana)
                }
            }
            let other = try await desk.addContact(NewContact(id: world.newID(), name: "Otra"), by: world.ana).contact
            await expectRefusal("id.conflict") { try await desk.saveProduct(id, of: other.id, entry, by: world.ana) }
            await expectRefusal("product.not_found") { try await desk.removeProduct(id, of: other.id, by: world.ana) }
            // A type that was taken away stays on what has it.
            _ = try await desk.updateCampaign(world.campaign, CampaignChanges(fields: .init(products: [])), by: .staff(world.carla))
            #expect(
                try await desk.saveProduct(id, of: rosa, ProductEntry(type: "lampara", name: "Ámbar"), by: world.ana).product.attributes
                    == changed.attributes)
            try await desk.removeProduct(id, of: rosa, by: world.ana)
            try await desk.removeProduct(id, of: rosa, by: world.ana)
            #expect(try await desk.products(of: rosa, for: world.ana).isEmpty)
        }
    }

    @Test(arguments: World.engines) func labelsAreTheSupervisorsToMakeAndEverybodysToPut(engine: Engine) async throws {
        try await world(engine) { world, rosa in
            let desk = world.desk, club: ContactLabelID = world.newID()
            await expectRefusal("forbidden") { try await desk.addContactLabel(id: club, name: "Club", color: "", by: world.ana) }
            let made = try await desk.addContactLabel(id: club, name: "Club Jacaranda", color: "#5b3a86", by: world.sofia)
            #expect(made.created)
            #expect(try await desk.addContactLabel(id: club, name: "Club Jacaranda", color: "#5b3a86", by: world.sofia).created == false)
            await expectRefusal("contact_label.name_taken") {
                try await desk.addContactLabel(id: world.newID(), name: "club jacarandá", color: "", by: world.carla)
            }
            #expect(try await desk.label(rosa, club, true, by: world.ana).labels == "[\"\(club)\"]")
            #expect(try await desk.label(rosa, club, true, by: world.bruno).labels == "[\"\(club)\"]")
            _ = try await desk.updateContactLabel(club, ContactLabelChanges(archived: true), by: world.sofia)
            let other = try await desk.addContact(NewContact(id: world.newID(), name: "Otra"), by: world.ana).contact
            await expectRefusal("contact_label.archived") { try await desk.label(other.id, club, true, by: world.ana) }
            await expectRefusal("contact_label.not_found") { try await desk.label(other.id, world.newID(), true, by: world.ana) }
            #expect(try await desk.label(rosa, club, false, by: world.ana).labels == "[]")
        }
    }

    @Test(arguments: World.engines) func fieldsAreJudgedWhole(engine: Engine) async throws {
        try await world(engine) { world, _ in
            let desk = world.desk, carla = Author.staff(world.carla)
            func refused(_ fields: CampaignFields.Changes, _ field: String) async {
                await expectRefusal("request.invalid", field: field) {
                    try await desk.updateCampaign(world.campaign, CampaignChanges(fields: fields), by: carla)
                }
            }
            await refused(.init(contact: [Self.fields[0], Self.fields[0]]), "contactFields")
            await refused(.init(contact: [CustomField(id: "Plan", label: "Plan", kind: .text)]), "contactFields[0].id")
            await refused(.init(contact: [CustomField(id: "plan", label: "", kind: .text)]), "contactFields[0].label")
            await refused(.init(case: [CustomField(id: "x", label: "X", kind: .choice)]), "caseFields[0].options")
            await refused(.init(case: [CustomField(id: "x", label: "X", kind: .text, options: ["A"])]), "caseFields[0].options")
            await refused(
                .init(products: [
                    ProductType(id: "t", label: "T", fields: [CustomField(id: "x", label: "X", kind: .choice, options: ["A", "á"])])
                ]), "productTypes[0].fields[0].options")
            // One contact has one value of a field, whatever campaign asks for it.
            await expectRefusal("request.invalid", field: "contactFields[0].kind") {
                try await desk.addCampaign(
                    NewCampaign(
                        slug: "ventas", name: "Ventas",
                        fields: CampaignFields(contact: [CustomField(id: "hijos", label: "Hijos", kind: .text)])),
                    by: carla)
            }
            await expectRefusal("forbidden") {
                try await desk.updateCampaign(world.campaign, CampaignChanges(fields: .init(case: [])), by: .staff(world.sofia))
            }
        }
    }

    @Test(arguments: World.engines) func aTicketsDataAreItsCampaigns(engine: Engine) async throws {
        try await world(engine) { world, _ in
            let desk = world.desk
            let item = CaseReference.id(try await world.elenaWrites().caseID)
            await expectRefusal("case.not_found") { try await desk.updateCase(item, CaseChanges(description: "X"), by: world.bruno) }
            _ = try await desk.accept(item, by: world.ana)
            let changed = try await desk.updateCase(
                item, CaseChanges(description: " Lámpara rota ", attributes: ["orden": .string("CJ-1")]), by: world.ana)
            #expect(changed.description == "Lámpara rota")
            let told = try await world.events("case.attributes")
            #expect(told.count == 1 && told[0].data.contains("\"attributes\":{\"orden\":\"CJ-1\"}") && told[0].case.isEmpty)
            let text = String(decoding: try await desk.caseAttributes(item, for: world.ana), as: UTF8.self)
            #expect(text.contains("\"attributes\":{\"orden\":\"CJ-1\"}"))
            await expectRefusal("request.invalid", field: "attributes.otra") {
                try await desk.updateCase(item, CaseChanges(attributes: ["otra": .string("X")]), by: world.ana)
            }
            await expectRefusal("case.not_found") { try await desk.caseAttributes(item, for: world.bruno) }
        }
    }
}
