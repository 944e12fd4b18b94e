import Storage
import Testing

@testable import Desk

/// Who a customer may be (TD-6): by telephone, mail address and name, for whom one may find.
@Suite struct MatchTests {
    private func point(_ world: World, _ value: String) async throws -> PointID {
        try #require(
            try await world.desk.read {
                try $0.first("select id from contact_point where value = $1", [.text(value)]) { PointID($0.text(0)) }
            })
    }

    /// A contact who wrote from these addresses; the case is closed, so that nobody holds it.
    @discardableResult
    private func contact(_ world: World, _ name: String, phone: String? = nil, email: String? = nil, code: String? = nil) async throws
        -> Contact
    {
        var contact = try await world.desk.addContact(NewContact(id: world.newID(), name: name, code: code), by: world.ana).contact
        for (kind, value) in [("phone", phone), ("email", email)] {
            guard let value else { continue }
            _ = try await world.writes(kind, value)
            contact = try await world.desk.givePoint(try await point(world, value), to: contact.id, by: world.carla)
        }
        return contact
    }

    private func said(_ matches: [ContactMatch]) -> [String] {
        matches.map { "\($0.contact.name): \($0.reasons.map(\.word).joined(separator: " ")) \($0.strength)" }
    }

    @Test(arguments: World.engines) func theLikeliestComeFirstAndSayWhy(engine: Engine) async throws {
        try await World.with(engine) { world in
            try await contact(world, "Rosa Quispe Mamani", phone: "+34987654321", email: "rosa.quispe@correo.example")
            try await contact(world, "Elvis Paredes", phone: "+51987654322")
            try await contact(world, "Otra Persona", phone: "+51911114321")
            try await contact(world, "Elena Quizpe")
            try await contact(world, "Marta Salas", phone: "+51944000111")
            _ = try await world.elenaWrites()
            let asked = try await point(world, "+51987654321")
            #expect(
                said(try await world.desk.matches(point: asked, for: world.ana)) == [
                    "Rosa Quispe Mamani: samePhone 3", "Elvis Paredes: nearPhone 2", "Elena Quizpe: nearName 1", "Otra Persona: phoneEnd 1",
                ])
        }
    }

    @Test(arguments: World.engines) func mailAddressesMoveHouse(engine: Engine) async throws {
        try await World.with(engine) { world in
            try await contact(world, "Rosa Quispe", email: "rosa.quispe@gmail.example")
            try await contact(world, "R. Q.", email: "rosa.quispe@gmial.example")
            try await contact(world, "Tienda", email: "ventas@tienda.example")
            try await contact(world, "Rosa", email: "rosa.quispe+compras@hogar.example")
            _ = try await world.writes("email", "rosa.quispe@gmail.exampla")
            let found = said(try await world.desk.matches(point: try await point(world, "rosa.quispe@gmail.exampla"), for: world.ana))
            #expect(found == ["Rosa Quispe: nearEmail 2", "R. Q.: otherEmail 1", "Rosa: otherEmail 1"])
            _ = try await world.writes("email", "ventas@otra.example")
            #expect(try await world.desk.matches(point: try await point(world, "ventas@otra.example"), for: world.ana).isEmpty)
        }
    }

    /// Somebody looks by hand, with a slip in the name; by document; by the number as it is spoken.
    @Test(arguments: World.engines) func whoIsLookedForIsFoundDespiteASlip(engine: Engine) async throws {
        try await World.with(engine) { world in
            try await contact(world, "Rosa Quispe Mamani", phone: "+51987654321", code: "45 872 310")
            try await contact(world, "Lucía Fernández Arce")
            for (question, expected) in [
                ("45872310", ["Rosa Quispe Mamani: code 3"]), ("987 654 321", ["Rosa Quispe Mamani: phoneEnd 3"]),
                ("roza quispe", ["Rosa Quispe Mamani: nearName 1"]), ("lusia fernandez", ["Lucía Fernández Arce: nearName 1"]),
                ("fern", ["Lucía Fernández Arce: found 1"]), ("nadie así", []), ("%", []),
            ] as [(String, [String])] {
                let found = said(try await world.desk.matches(point: nil, q: question, for: world.bruno))
                if question == "987 654 321" {
                    #expect(found.count == 1 && found[0].hasPrefix("Rosa Quispe Mamani: "), "\(question): \(found)")
                } else {
                    #expect(found == expected, "\(question): \(found)")
                }
            }
        }
    }

    @Test(arguments: World.engines) func whoseAddressItIsAndWhomOneMayNotFindAreNoMatch(engine: Engine) async throws {
        try await World.with(engine) { world in
            let rosa = try await contact(world, "Rosa Quispe Mamani", phone: "+51987654321")
            let twin = try await contact(world, "Rosa Quispe Mamani")
            let asked = try await point(world, "+51987654321")
            #expect(try await world.desk.matches(point: asked, for: world.ana).map(\.contact.id) == [twin.id])
            #expect(
                Set(try await world.desk.matches(point: nil, q: "rosa quispe mamani", for: world.ana).map(\.contact.id)) == [
                    rosa.id, twin.id,
                ])

            let carla = Author.staff(world.carla)
            let campaign = try await world.desk.addCampaign(NewCampaign(slug: "ventas", name: "Ventas"), by: carla).campaign
            let diego = try await world.desk.addUser(
                NewUser(email: "diego@demo.example", name: "Diego Paz", role: .agent, password: "contraseña-1"), by: carla
            ).user
            _ = try await world.desk.addQueue(
                NewQueue(slug: "ventas", name: "Ventas", campaign: campaign.id, members: [diego.id]), by: carla)
            let outsider = try await world.desk.signIn(email: "diego@demo.example", password: "contraseña-1", address: "a", client: "")
                .viewer
            #expect(try await world.desk.matches(point: nil, q: "rosa quispe", for: outsider).isEmpty)
            await expectRefusal("contact_point.not_found") { try await world.desk.matches(point: asked, for: outsider) }
            await expectRefusal("contact_point.not_found") { try await world.desk.matches(point: world.newID(), for: world.carla) }
            await expectRefusal("request.invalid", field: "point") { try await world.desk.matches(point: nil, q: " ", for: world.ana) }
        }
    }
}

extension World {
    /// A customer's first message from an address of any kind.
    @discardableResult
    func writes(_ kind: String, _ value: String, _ text: String = "Hola", account: String = "api", name: String? = nil) async throws
        -> Received
    {
        try await desk.receive(
            Inbound(id: "m-\(UInt64.random(in: 0 ... .max))", sender: .init(kind: kind, value: value, name: name), kind: .text, text: text),
            account: try await desk.account(account))
    }
}
