import Storage
import Testing

@testable import Desk

@Suite struct ContactsTests {
    private func point(_ world: World, _ value: String = "+51987654321") async throws -> PointID {
        let id = try await world.desk.read {
            try $0.first("select id from contact_point where value = $1", [.text(value)]) { PointID($0.text(0)) }
        }
        return try #require(id)
    }
    private func cases(_ world: World) async throws -> [Case] {
        try await world.desk.read { try $0.all("select \(Case.columns) from \(Case.tables) order by c.number", [], Case.init(row:)) }
    }

    @Test(arguments: World.engines) func anAddressLivesWithoutAContactUntilItGetsOne(engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.elenaWrites()
            let point = try await point(world), before = try #require(try await cases(world).first)
            #expect(before.contact == nil && before.scopeKey?.hasPrefix("point:\(point) ") == true)

            let new = NewContact(id: world.newID(), name: " Elena Quispe ", code: "70123456", point: point)
            let (created, elena) = try await world.desk.addContact(new, by: world.ana)
            #expect(
                created && elena.name == "Elena Quispe" && elena.points.map(\.value) == ["+51987654321"]
                    && elena.campaigns == [world.campaign])
            let after = try #require(try await cases(world).first)
            #expect(after.contact == elena.id && after.contactName == "Elena Quispe" && after.version == before.version + 1)
            #expect(after.scopeKey == "contact:\(elena.id) account:\(world.api.id)" && after.birthScope == after.scopeKey)
            #expect(try await world.events("case.updated").map(\.case) == [after.id.text])
            let told = try await world.events("contact.updated")
            #expect(told.count == 1 && told[0].data.contains("\"name\":\"Elena Quispe\"") && told[0].data.contains(point.text))

            let again = try await world.desk.addContact(new, by: world.ana)
            #expect(!again.created && again.contact == elena)
            // What she writes next joins the same case.
            let next = try await world.elenaWrites("¿Hola?", id: "m-2")
            #expect(next.caseID == after.id)
        }
    }

    @Test(arguments: World.engines) func anAddressBelongsToOneContact(engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.elenaWrites()
            let point = try await point(world), elena: ContactID = world.newID()
            _ = try await world.desk.addContact(NewContact(id: elena, name: "Elena Quispe", code: "70123456", point: point), by: world.ana)
            await expectRefusal("contact_point.taken", field: "point") {
                try await world.desk.addContact(NewContact(id: world.newID(), name: "Otra", point: point), by: world.ana)
            }
            await expectRefusal("contact_point.not_found") {
                try await world.desk.addContact(NewContact(id: world.newID(), name: "Otra", point: world.newID()), by: world.carla)
            }
            await expectRefusal("contact.code_taken", field: "code") {
                try await world.desk.addContact(NewContact(id: world.newID(), name: "Otra", code: "70123456"), by: world.ana)
            }
            await expectRefusal("id.conflict") { try await world.desk.addContact(NewContact(id: elena, name: "Otra"), by: world.ana) }
            await expectRefusal("request.invalid", field: "name") {
                try await world.desk.addContact(NewContact(id: world.newID(), name: " "), by: world.ana)
            }
        }
    }

    @Test(arguments: World.engines) func twoAgentsGiveOneAddressToTwoContactsAndOneWins(engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.elenaWrites()
            let point = try await point(world)
            let outcomes = await withTaskGroup(of: String.self) { group in
                for viewer in [world.ana, world.bruno, world.sofia, world.carla] {
                    group.addTask {
                        do {
                            _ = try await world.desk.addContact(NewContact(id: world.newID(), name: viewer.name, point: point), by: viewer)
                            return "linked"
                        } catch { return (error as? DeskError)?.code ?? "\(error)" }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == ["linked": 1, "contact_point.taken": 3])
            #expect(try await world.desk.contacts(for: world.carla).items.count == 1)
        }
    }

    @Test(arguments: World.engines) func aSecondAddressWithAnOpenCaseKeepsIt(engine: Engine) async throws {
        try await World.with(engine) { world in
            let first = try await world.elenaWrites()
            let second = try await world.elenaWrites("Escribo del otro número", phone: "+51911222333", id: "m-2")
            #expect(first.caseID != second.caseID)
            let elena: ContactID = world.newID()
            _ = try await world.desk.addContact(NewContact(id: elena, name: "Elena Quispe", point: try await point(world)), by: world.ana)
            let linked = try await world.desk.addContact(
                NewContact(id: elena, name: "Elena Quispe", point: try await point(world, "+51911222333")), by: world.ana)
            #expect(!linked.created && linked.contact.points.count == 2)
            let held = try await cases(world)
            #expect(held.map(\.contact) == [elena, elena] && held.map { $0.scopeKey == nil } == [false, true])
            #expect(Set(held.map(\.birthScope)).count == 1)
        }
    }

    @Test(arguments: World.engines) func aNewNameShowsOnEveryCardOfTheirs(engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.elenaWrites()
            let elena: ContactID = world.newID()
            _ = try await world.desk.addContact(
                NewContact(id: elena, name: "Elena Quispe", code: "70123456", point: try await point(world)), by: world.ana)
            let before = try #require(try await cases(world).first)
            let changed = try await world.desk.updateContact(
                elena, ContactChanges(name: "Elena Quispe Rojas", code: "", notes: "Prefiere la tarde\nsiempre"), by: world.ana)
            #expect(changed.name == "Elena Quispe Rojas" && changed.code == nil && changed.version == 2)
            let after = try #require(try await cases(world).first)
            #expect(after.version == before.version + 1 && after.contactName == "Elena Quispe Rojas")
            // A note alone is on no card.
            _ = try await world.desk.updateContact(elena, ContactChanges(notes: ""), by: world.ana)
            #expect(try await cases(world).first?.version == after.version)
            #expect(try await world.desk.contact(elena, for: world.bruno).notes.isEmpty)
            let other = try await world.desk.addContact(NewContact(id: world.newID(), name: "Rosa", code: "11"), by: world.ana).contact
            await expectRefusal("contact.code_taken") {
                try await world.desk.updateContact(elena, ContactChanges(code: other.code), by: world.ana)
            }
        }
    }

    @Test(arguments: World.engines) func agentsFindContactsOfTheirCampaignsOnly(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, carla = Author.staff(world.carla)
            let rosa = try await desk.addContact(NewContact(id: world.newID(), name: "Rosa Flores"), by: world.ana).contact
            let campaign = try await desk.addCampaign(NewCampaign(slug: "ventas", name: "Ventas"), by: carla).campaign
            let diego = try await desk.addUser(
                NewUser(email: "diego@demo.example", name: "Diego Paz", role: .agent, password: "contraseña-1"), by: carla
            ).user
            _ = try await desk.addQueue(NewQueue(slug: "ventas", name: "Ventas", campaign: campaign.id, members: [diego.id]), by: carla)
            let outsider = try await desk.signIn(email: "diego@demo.example", password: "contraseña-1", address: "a", client: "").viewer
            await expectRefusal("contact.not_found") { try await desk.contact(rosa.id, for: outsider) }
            await expectRefusal("contact.not_found") { try await desk.updateContact(rosa.id, ContactChanges(name: "X"), by: outsider) }
            #expect(try await desk.contacts(for: outsider).items.isEmpty)
            #expect(try await desk.contacts(.asking("rosa"), for: world.sofia).items == [rosa])
            await expectRefusal("id.conflict") { try await desk.addContact(NewContact(id: rosa.id, name: "Rosa Flores"), by: outsider) }
            _ = try await world.elenaWrites()
            let point = try await point(world)
            await expectRefusal("contact_point.not_found") {
                try await desk.addContact(NewContact(id: world.newID(), name: "X", point: point), by: outsider)
            }
        }
    }

    @Test(arguments: World.engines) func contactsAreFoundByWordsCodesAndNumbers(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            _ = try await world.elenaWrites()
            _ = try await desk.addContact(
                NewContact(id: world.newID(), name: "Elena Quispe Peña", code: "DNI-70123456", point: try await point(world)), by: world.ana
            )
            _ = try await desk.addContact(NewContact(id: world.newID(), name: "José Peña"), by: world.ana)
            _ = try await desk.addContact(NewContact(id: world.newID(), name: "Ángel Quispe"), by: world.ana)
            for (question, names) in [
                ("pena", ["Elena Quispe Peña", "José Peña"]), ("PEÑA jos", ["José Peña"]), ("quis", ["Ángel Quispe", "Elena Quispe Peña"]),
                ("70123456", ["Elena Quispe Peña"]), ("dni70123456", ["Elena Quispe Peña"]), ("987 654", ["Elena Quispe Peña"]),
                ("+51 987-654-321", ["Elena Quispe Peña"]), ("4321", ["Elena Quispe Peña"]), ("ena", []), ("%", []),
                ("'; drop table contact", []),
            ] {
                #expect(try await desk.contacts(.asking(question), for: world.bruno).items.map(\.name) == names, "\(question)")
            }
        }
    }

    @Test(arguments: World.engines) func pagesFollowTheFoldedName(engine: Engine) async throws {
        try await World.with(engine) { world in
            for name in ["zoe", "Ángel", "ana", "Bruno", "ÁNGEL", "Ñato", "nube", "O'Neil", "o neil", "10 soles"] {
                _ = try await world.desk.addContact(NewContact(id: world.newID(), name: name), by: world.ana)
            }
            var names: [String] = []
            var cursor: String?
            repeat {
                let page = try await world.desk.contacts(ContactQuery { ($0.cursor, $0.limit) = (cursor, 3) }, for: world.ana)
                names += page.items.map(\.name)
                cursor = page.next
            } while cursor != nil
            #expect(names == ["10 soles", "ana", "Ángel", "ÁNGEL", "Bruno", "Ñato", "nube", "o neil", "O'Neil", "zoe"])
            await expectRefusal("request.invalid", field: "cursor") {
                try await world.desk.contacts(ContactQuery { $0.cursor = "x" }, for: world.ana)
            }
            await expectRefusal("request.invalid", field: "limit") {
                try await world.desk.contacts(ContactQuery { $0.limit = 0 }, for: world.ana)
            }
        }
    }
}
