import Storage
import Testing

@testable import Desk

/// Who comes first, and whom nobody attends.
@Suite struct ContactMarkTests {
    private func elena(_ world: World) async throws -> (Contact, Received) {
        let first = try await world.elenaWrites()
        let point = try #require(
            try await world.desk.read { try $0.first("select id from contact_point where value = '+51987654321'") { PointID($0.text(0)) } })
        return (
            try await world.desk.addContact(NewContact(id: world.newID(), name: "Elena Quispe", point: point), by: world.ana).contact, first
        )
    }
    private func item(_ id: CaseID, _ world: World) async throws -> Case {
        try #require(
            try await world.desk.read {
                try $0.first("select \(Case.columns) from \(Case.tables) where c.id = $1", [.text(id.text)], Case.init(row:))
            })
    }
    private func statuses(_ world: World) async throws -> [String] {
        try await world.desk.read {
            try $0.all("select status from message where direction = 'in' order by at, place, id", []) { $0.text(0) }
        }
    }

    @Test(arguments: World.engines) func casesOfAVIPStartHigh(engine: Engine) async throws {
        try await World.with(engine) { world in
            let (contact, first) = try await elena(world)
            #expect(try await item(first.caseID, world).priority == .medium)
            let marked = try await world.desk.markVIP(contact.id, true, by: world.ana)
            #expect(marked.isVIP && marked.version > contact.version)
            let raised = try await item(first.caseID, world)
            #expect(raised.priority == .high && raised.isVIP && raised.face.contains("\"vip\":true"))
            #expect(try await world.desk.markVIP(contact.id, true, by: world.ana).version == marked.version + 1)
            _ = try await world.desk.accept(.id(first.caseID), by: world.ana)
            _ = try await world.desk.close(.id(first.caseID), by: world.ana)
            let second = try await world.elenaWrites("Otra vez", id: "m-2")
            #expect(second.caseID != first.caseID)
            #expect(try await item(second.caseID, world).priority == .high)
            // Taking the mark away lowers none, and raises none any more.
            #expect(try await world.desk.markVIP(contact.id, false, by: world.ana).isVIP == false)
            #expect(try await item(second.caseID, world).priority == .high)
            _ = try await world.desk.accept(.id(second.caseID), by: world.ana)
            _ = try await world.desk.close(.id(second.caseID), by: world.ana)
            let third = try await world.elenaWrites("Y otra", id: "m-3")
            #expect(try await item(third.caseID, world).priority == .medium)
        }
    }

    @Test(arguments: World.engines) func whatABlockedCustomerWritesIsKeptAndOfferedToNobody(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, (contact, first) = try await elena(world)
            _ = try await desk.setState(.available, reason: nil, by: world.bruno)
            let blocked = try await desk.blockContact(contact.id, reason: "Insulta", by: world.sofia)
            #expect(blocked.block?.reason == "Insulta" && blocked.block?.by == world.sofia.id)
            // Nobody had opened it: it is closed, and its seat is free.
            let closed = try await item(first.caseID, world)
            #expect(closed.state == .closed && closed.agent == nil && closed.isBlocked)
            let before = closed.version
            let second = try await world.elenaWrites("¿Me leen?", id: "m-2")
            let again = try await world.elenaWrites("¿Me leen?", id: "m-2")
            #expect(second.caseID == first.caseID && again.message == second.message && second.isNew && !again.isNew)
            let kept = try await item(first.caseID, world)
            #expect(kept.state == .closed && kept.unreadCount == 0 && kept.version == before + 1)
            #expect(try await statuses(world) == ["", Message.blocked])
            #expect(try await desk.read { try $0.first("select count(*) from cases") { $0.int(0) } } == 1)
            // Supervisors are told, and the audit keeps it; agents' streams carry nothing of it.
            let told = try await world.events("contact.blocked")
            #expect(told.count == 1 && told[0].data.contains("Insulta"))
            let audience = try #require(
                try await desk.read {
                    try $0.first("select after from event where kind = 'contact.blocked'") { Audience(text: $0.text(0)) }
                })
            #expect(audience?.sight(of: world.ana) == Sight.none && audience?.sight(of: world.sofia) == .full)

            _ = try await desk.unblockContact(contact.id, by: world.sofia)
            let third = try await world.elenaWrites("Hola de nuevo", id: "m-3")
            #expect(third.caseID != first.caseID)
            #expect(try await item(third.caseID, world).state != .closed)
            #expect(try await statuses(world).last == "")
        }
    }

    /// What somebody attended and gave back stays in its queue while its customer is blocked, whoever is free; then it is offered at once.
    @Test(arguments: World.engines) func aBlockedCustomersCaseThatIsGivenBackWaits(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, (contact, first) = try await elena(world)
            _ = try await desk.accept(.id(first.caseID), by: world.ana)
            _ = try await desk.blockContact(contact.id, reason: "", by: world.sofia)
            _ = try await desk.setState(.available, reason: nil, by: world.bruno)
            _ = try await desk.release(.id(first.caseID), by: world.ana)
            #expect(try await item(first.caseID, world).state == .queued)
            // Neither who becomes free nor who looks again is given it; others' cases behind it are.
            let other = try await world.elenaWrites("Soy otra", phone: "+51911222333", id: "m-2")
            #expect(try await item(other.caseID, world).agent == world.bruno.id)
            _ = try await desk.setState(.offline, reason: nil, by: world.bruno)
            _ = try await desk.setState(.available, reason: nil, by: world.bruno)
            let held = try await item(first.caseID, world)
            #expect(held.state == .queued && held.isBlocked && held.face.contains("\"blocked\":true"))
            let story = try JSONParser.parse(try await desk.routing(of: .id(first.caseID), for: world.sofia))
            #expect(story["items"]?.items.last?["kind"]?.text == "case.heldBack" && story["queue"]?.text == nil)
            #expect(story["items"]?.items.last?["text"]?.text?.contains("bloqueado") == true)

            _ = try await desk.unblockContact(contact.id, by: world.sofia)
            let offered = try await item(first.caseID, world)
            #expect(offered.state == .offered && offered.agent == world.bruno.id)
            #expect(try await desk.checkCounters(fix: false).isEmpty)
        }
    }

    /// A customer without any case of the line yet: one is made that is closed from its first moment.
    @Test(arguments: World.engines) func whoWasBlockedBeforeTheyEverWroteOpensNoCase(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, (contact, first) = try await elena(world)
            _ = try await desk.accept(.id(first.caseID), by: world.ana)
            _ = try await desk.blockContact(contact.id, reason: "", by: world.ana)
            // Whoever attends them goes on.
            let held = try await item(first.caseID, world)
            #expect(held.state == .open)
            _ = try await desk.setState(.available, reason: nil, by: world.bruno)
            let mail = try await desk.receive(
                Inbound(
                    id: "c-1", sender: .init(kind: "phone", value: "+51987654321", name: "Elena"), kind: .text, text: "Por la tienda"),
                account: try await desk.account("api"))
            #expect(mail.caseID == first.caseID)
            let kept = try await item(mail.caseID, world)
            #expect(kept.state == .open && kept.unreadCount == held.unreadCount && kept.preview == held.preview)
            try await desk.write(by: .system) { change in
                try change.run("update cases set birth_scope = 'x', scope_key = null where id = $1", [.text(first.caseID.text)])
            }
            let other = try await world.elenaWrites("Otra cosa", id: "m-9")
            let made = try await item(other.caseID, world)
            #expect(made.id != first.caseID && made.state == .closed && made.agent == nil && made.unreadCount == 0)
            #expect(try await desk.checkCounters(fix: false).isEmpty)
        }
    }
}
