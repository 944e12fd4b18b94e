import Storage
import Testing

@testable import Desk

/// An address is given to a contact, changes hands and is taken away: its cases go with it, and the next message joins the right one.
@Suite struct PointTests {
    private func point(_ world: World, _ value: String = "+51987654321") async throws -> PointID {
        try #require(
            try await world.desk.read {
                try $0.first("select id from contact_point where value = $1", [.text(value)]) { PointID($0.text(0)) }
            })
    }
    private func cases(_ world: World) async throws -> [Case] {
        try await world.desk.read { try $0.all("select \(Case.columns) from \(Case.tables) order by c.number", [], Case.init(row:)) }
    }

    /// Elena, who wrote from this address, and Rosa, who has none.
    private func two(_ world: World) async throws -> (point: PointID, elena: Contact, rosa: Contact) {
        _ = try await world.elenaWrites()
        let point = try await point(world)
        let elena = NewContact(id: world.newID(), name: "Elena Quispe", point: point)
        let rosa = NewContact(id: world.newID(), name: "Rosa Flores")
        return (
            point, try await world.desk.addContact(elena, by: world.ana).contact,
            try await world.desk.addContact(rosa, by: world.ana).contact
        )
    }

    @Test(arguments: World.engines) func anAddressIsLinkedAndTakenAway(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let first = try await world.elenaWrites()
            let point = try await point(world)
            let rosa = try await desk.addContact(NewContact(id: world.newID(), name: "Rosa Flores"), by: world.ana).contact
            let linked = try await desk.givePoint(point, to: rosa.id, by: world.ana)
            #expect(linked.points.map(\.id) == [point] && linked.version == rosa.version + 1)
            #expect(try await desk.contacts(.asking("987654"), for: world.bruno).items.map(\.id) == [rosa.id])
            #expect(try await cases(world).map(\.contact) == [rosa.id])
            let again = try await desk.givePoint(point, to: rosa.id, by: world.ana)
            #expect(again == linked)

            let free = try await desk.takePoint(point, from: rosa.id, by: world.ana)
            #expect(free.points.isEmpty)
            #expect(try await desk.contacts(.asking("987654"), for: world.bruno).items.isEmpty)
            let after = try #require(try await cases(world).first)
            #expect(
                after.contact == nil && after.scopeKey == "point:\(point) account:\(world.api.id)" && after.birthScope == after.scopeKey)
            #expect(try await world.elenaWrites("¿Hola?", id: "m-2").caseID == first.caseID)
            await expectRefusal("contact_point.not_found") { try await desk.takePoint(point, from: rosa.id, by: world.ana) }
            let told = try await world.events("contact.updated").last
            #expect(told?.data.contains("\"gone\":{\"point\":\"\(point)\",\"name\":\"Elena Quispe\"}") == true)
        }
    }

    /// The contact's other open case had no key while this one held it.
    @Test(arguments: World.engines) func theKeyStaysWithTheContactsOtherCase(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let one = try await world.elenaWrites()
            let two = try await world.elenaWrites("Del otro número", phone: "+51911222333", id: "m-2")
            let elena = try await desk.addContact(
                NewContact(id: world.newID(), name: "Elena", point: try await point(world)), by: world.ana
            ).contact
            _ = try await desk.givePoint(try await point(world, "+51911222333"), to: elena.id, by: world.ana)
            #expect(try await cases(world).map { $0.scopeKey == nil } == [false, true])
            _ = try await desk.takePoint(try await point(world), from: elena.id, by: world.ana)
            let held = try await cases(world)
            #expect(held[0].scopeKey?.hasPrefix("point:") == true && held[1].scopeKey?.hasPrefix("contact:\(elena.id) ") == true)
            #expect(try await world.elenaWrites("A", id: "m-3").caseID == one.caseID)
            #expect(try await world.elenaWrites("B", phone: "+51911222333", id: "m-4").caseID == two.caseID)
        }
    }

    @Test(arguments: World.engines) func anothersAddressIsRefusedByNameAndChangesHandsOnlyKnowingly(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let (point, elena, rosa) = try await two(world)
            do {
                _ = try await desk.givePoint(point, to: rosa.id, by: world.ana)
                Issue.record("it was given away")
            } catch let error as DeskError {
                #expect(error.code == "contact_point.taken" && error.message.description.contains("Elena Quispe"))
                #expect(error.extra["contact"] == "{\"id\":\"\(elena.id)\",\"name\":\"Elena Quispe\"}")
            }
            await expectRefusal("contact_point.taken") { try await desk.givePoint(point, to: rosa.id, from: world.newID(), by: world.ana) }
            let moved = try await desk.givePoint(point, to: rosa.id, from: elena.id, by: world.ana)
            #expect(moved.points.map(\.id) == [point])
            #expect(try await desk.contact(elena.id, for: world.ana).points.isEmpty)
            let item = try #require(try await cases(world).first)
            #expect(item.contact == rosa.id && item.scopeKey?.hasPrefix("contact:\(rosa.id) ") == true)
        }
    }

    /// Whoever may not find the holder learns nothing of them; whoever sees no case of the address doesn't reach it.
    @Test(arguments: World.engines) func strangersLearnNothing(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, carla = Author.staff(world.carla)
            let campaign = try await desk.addCampaign(NewCampaign(slug: "ventas", name: "Ventas"), by: carla).campaign
            let diego = try await desk.addUser(
                NewUser(email: "diego@demo.example", name: "Diego Paz", role: .agent, password: "contraseña-1"), by: carla
            ).user
            _ = try await desk.addQueue(NewQueue(slug: "ventas", name: "Ventas", campaign: campaign.id, members: [diego.id]), by: carla)
            let outsider = try await desk.signIn(email: "diego@demo.example", password: "contraseña-1", address: "a", client: "").viewer
            _ = try await world.elenaWrites()
            let point = try await point(world)
            _ = try await desk.addContact(NewContact(id: world.newID(), name: "Elena Quispe", point: point), by: world.ana)
            let his = try await desk.addContact(NewContact(id: world.newID(), name: "Suyo"), by: outsider).contact
            await expectRefusal("contact_point.not_found") { try await desk.givePoint(point, to: his.id, by: outsider) }
            await expectRefusal("contact.not_found") { try await desk.label(world.newID(), world.newID(), true, by: outsider) }
        }
    }

    @Test(arguments: World.engines) func twoGiveOneAddressAtOnceAndOneWins(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            _ = try await world.elenaWrites()
            let point = try await point(world)
            var contacts: [ContactID] = []
            for name in ["Uno", "Dos", "Tres", "Cuatro"] {
                contacts.append(try await desk.addContact(NewContact(id: world.newID(), name: name), by: world.ana).contact.id)
            }
            let outcomes = await withTaskGroup(of: String.self) { group in
                for contact in contacts {
                    group.addTask {
                        do {
                            _ = try await desk.givePoint(point, to: contact, by: world.sofia)
                            return "linked"
                        } catch { return (error as? DeskError)?.code ?? "\(error)" }
                    }
                }
                group.addTask { (try? await world.elenaWrites("¿Hola?", id: "m-2")) == nil ? "lost" : "received" }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == ["linked": 1, "contact_point.taken": 3, "received": 1])
            #expect(try await cases(world).count == 1)
        }
    }

    /// What somebody types is the address under which the customer writes, in whatever form; with its cases, and the next message joins them.
    @Test(arguments: World.engines) func anAddressIsNamedByItsValue(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let first = try await world.elenaWrites()
            let rosa = try await desk.addContact(
                NewContact(
                    id: world.newID(), name: "Rosa Flores", points: [("email", "Rosa@Correo.example"), ("phone", "+51 911 222 333")]),
                by: world.ana
            ).contact
            #expect(rosa.points.map(\.value).sorted() == ["+51911222333", "rosa@correo.example"])
            let named = try await desk.namePoint(kind: "phone", value: " 987 654 321", of: rosa.id, by: world.ana)
            #expect(named.points.count == 3 && named.points.contains { $0.value == "+51987654321" } && named.version == rosa.version + 1)
            #expect(try await cases(world).map(\.contact) == [rosa.id])
            #expect(try await cases(world).first?.scopeKey == "contact:\(rosa.id) account:\(world.api.id)")
            #expect(try await world.elenaWrites("¿Hola?", id: "m-2").caseID == first.caseID)
            #expect(try await desk.contacts(.asking("987654"), for: world.bruno).items.map(\.id) == [rosa.id])
            #expect(try await desk.namePoint(kind: "phone", value: "+51987654321", of: rosa.id, by: world.ana) == named)
            for (kind, value) in [("phone", "no"), ("email", "rosa@"), ("visitor", "v-1"), ("whatsapp", "+51987654321"), ("handle", " ")] {
                await expectRefusal("request.invalid") { try await desk.namePoint(kind: kind, value: value, of: rosa.id, by: world.ana) }
            }
            await expectRefusal("contact.not_found") { try await desk.namePoint(kind: "id", value: "x", of: world.newID(), by: world.ana) }
        }
    }

    @Test(arguments: World.engines) func aNamedAddressOfAnotherIsRefusedAndChangesHandsKnowingly(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let (point, elena, rosa) = try await two(world)
            for act in [
                { _ = try await desk.namePoint(kind: "phone", value: "987654321", of: rosa.id, by: world.ana) },
                {
                    _ = try await desk.addContact(
                        NewContact(id: world.newID(), name: "Otra", points: [("phone", "987654321")]), by: world.ana)
                },
            ] as [() async throws -> Void] {
                do {
                    try await act()
                    Issue.record("it was given away")
                } catch let error as DeskError {
                    #expect(
                        error.code == "contact_point.taken"
                            && error.extra["contact"] == "{\"id\":\"\(elena.id)\",\"name\":\"Elena Quispe\"}")
                }
            }
            #expect(try await desk.contacts(for: world.carla).items.count == 2)
            let moved = try await desk.namePoint(kind: "phone", value: "987654321", of: rosa.id, from: elena.id, by: world.ana)
            #expect(moved.points.map(\.id) == [point])
            #expect(try await desk.contact(elena.id, for: world.ana).points.isEmpty)
            #expect(try await cases(world).map(\.contact) == [rosa.id])
        }
    }

    /// An agent takes away what they typed, though no case came by it, and nothing of it stays; a contact has no more than it may.
    @Test(arguments: World.engines) func aMistypedAddressIsForgotten(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let rosa = try await desk.addContact(
                NewContact(id: world.newID(), name: "Rosa", points: [("id", "mal-escrito")]), by: world.ana
            ).contact
            let typed = try #require(rosa.points.first)
            #expect(try await desk.takePoint(typed.id, from: rosa.id, by: world.bruno).points.isEmpty)
            #expect(
                try await desk.read { try $0.first("select 1 from contact_point where value = 'mal-escrito'", []) { $0.int(0) } } == nil)
            for number in 1...50 { _ = try await desk.namePoint(kind: "id", value: "n-\(number)", of: rosa.id, by: world.ana) }
            await expectRefusal("contact_point.too_many") {
                try await desk.namePoint(kind: "id", value: "n-51", of: rosa.id, by: world.ana)
            }
            #expect(try await desk.contact(rosa.id, for: world.ana).points.count == 50)
        }
    }
}
