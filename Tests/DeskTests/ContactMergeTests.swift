import Storage
import Testing

@testable import Desk

/// Two contacts that are one person: what moves, what is asked, and the way back.
@Suite struct ContactMergeTests {
    private struct Pair {
        let elena: Contact
        let other: Contact
        let first: Received
        let second: Received
    }

    /// Elena twice: by two telephones, each with an open case; a label, a product and an attribute on the second.
    private func twice(_ world: World) async throws -> Pair {
        let desk = world.desk
        let first = try await world.elenaWrites(), second = try await world.elenaWrites("Del otro número", phone: "+51911222333", id: "m-2")
        let elena = try await desk.addContact(
            NewContact(id: world.newID(), name: "Elena Quispe", notes: "Por la tarde", point: try await point(world, "+51987654321")),
            by: world.ana
        ).contact
        let other = try await desk.addContact(
            NewContact(
                id: world.newID(), name: "Elena Q. Rojas", code: "70123456", notes: "Prefiere correo", documentKind: "DNI",
                point: try await point(world, "+51911222333")), by: world.ana
        ).contact
        let label: ContactLabelID = world.newID()
        _ = try await desk.addContactLabel(id: label, name: "Frecuente", color: "", by: world.sofia)
        _ = try await desk.label(other.id, label, true, by: world.ana)
        _ = try await desk.saveProduct(world.newID(), of: other.id, ProductEntry(name: "Licuadora"), by: world.ana)
        return Pair(
            elena: try await desk.contact(elena.id, for: world.ana), other: try await desk.contact(other.id, for: world.ana), first: first,
            second: second)
    }
    private func point(_ world: World, _ value: String) async throws -> PointID {
        try #require(
            try await world.desk.read {
                try $0.first("select id from contact_point where value = $1", [.text(value)]) { PointID($0.text(0)) }
            })
    }
    private func cases(_ world: World) async throws -> [Case] {
        try await world.desk.read { try $0.all("select \(Case.columns) from \(Case.tables) order by c.number", [], Case.init(row:)) }
    }

    @Test(arguments: World.engines) func allOfTheOtherIsTheKeptOnes(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, pair = try await twice(world)
            let preview = try JSONParser.parse(
                try await desk.previewMerge(pair.elena.id, MergeRequest(other: pair.other.id), for: world.ana))
            #expect(preview["conflicts"]?.items.compactMap { $0["field"]?.text } == ["name", "notes"])
            #expect(preview["fills"]?.items.compactMap { $0["field"]?.text } == ["code", "documentKind"])
            #expect(preview["moves"]?["points"]?.integer == 1 && preview["moves"]?["cases"]?["open"]?.integer == 1)
            #expect(preview["moves"]?["products"]?.integer == 1 && preview["moves"]?["labels"]?.integer == 1)

            let merged = try await desk.mergeContacts(
                pair.elena.id, MergeRequest(other: pair.other.id, choose: ["name": "other"]), by: world.ana)
            let kept = merged.contact
            #expect(kept.name == "Elena Q. Rojas" && kept.code == "70123456" && kept.details.documentKind == "DNI")
            #expect(kept.notes == "Por la tarde\nPrefiere correo" && kept.points.count == 2 && kept.labels == pair.other.labels)
            #expect(try await desk.products(of: kept.id, for: world.ana).map(\.name) == ["Licuadora"])
            #expect(try await cases(world).map(\.contact) == [kept.id, kept.id])
            // The scope's key stays with one of both, and what comes from either number joins it.
            let open = try await cases(world)
            #expect(Set(open.map(\.birthScope)).count == 1 && open.filter { $0.scopeKey != nil }.count == 1)
            let next = try await world.elenaWrites("Otra vez", phone: "+51911222333", id: "m-3")
            #expect(next.caseID == open.first { $0.scopeKey != nil }?.id)
            // The other id leads to the kept one, is in no list, and takes no change.
            #expect(try await desk.contact(pair.other.id, for: world.ana).id == kept.id)
            #expect(try await desk.contacts(for: world.carla).items.map(\.id) == [kept.id])
            #expect(try await desk.contacts(.asking("70123456"), for: world.ana).items.map(\.id) == [kept.id])
            await expectRefusal("contact.merged") {
                try await desk.updateContact(pair.other.id, ContactChanges(notes: "x"), by: world.ana)
            }
            #expect(try await world.events("contact.updated").contains { $0.data.contains("\"merged\":\"\(pair.other.id)\"") })
            // A repeat is the same merge.
            let again = try await desk.mergeContacts(pair.elena.id, MergeRequest(other: pair.other.id), by: world.ana)
            #expect(again.id == merged.id)
        }
    }

    @Test(arguments: World.engines) func withinADayItIsTakenBack(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, pair = try await twice(world)
            let merged = try await desk.mergeContacts(
                pair.elena.id, MergeRequest(other: pair.other.id, choose: ["name": "other"]), by: world.ana)
            #expect(try await desk.merges(of: pair.elena.id, for: world.ana).map(\.id) == [merged.id])
            let undone = try await desk.undoMerge(merged.id, of: pair.elena.id, by: world.ana)
            #expect(undone.stayed.isEmpty)
            #expect(undone.kept.name == pair.elena.name && undone.kept.code == nil && undone.kept.notes == pair.elena.notes)
            #expect(undone.kept.labels == "[]" && undone.kept.points == pair.elena.points)
            let other = try await desk.contact(pair.other.id, for: world.ana)
            #expect(other.name == pair.other.name && other.code == pair.other.code && other.points == pair.other.points)
            #expect(other.labels == pair.other.labels && other.details == pair.other.details)
            #expect(try await desk.products(of: other.id, for: world.ana).count == 1)
            #expect(try await cases(world).map(\.contact) == [pair.elena.id, pair.other.id])
            #expect(try await cases(world).allSatisfy { $0.scopeKey != nil })
            #expect(try await desk.contacts(.asking("70123456"), for: world.ana).items.map(\.id) == [pair.other.id])
            #expect(try await desk.undoMerge(merged.id, of: pair.elena.id, by: world.ana).stayed.isEmpty)
            #expect(try await desk.merges(of: pair.elena.id, for: world.ana).isEmpty)
        }
    }

    @Test(arguments: World.engines) func whatChangedSinceStaysAndIsNamed(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, pair = try await twice(world)
            let merged = try await desk.mergeContacts(pair.elena.id, MergeRequest(other: pair.other.id), by: world.ana)
            _ = try await desk.updateContact(pair.elena.id, ContactChanges(code: "99", notes: "Nueva"), by: world.ana)
            _ = try await desk.addContact(NewContact(id: world.newID(), name: "Otra", code: "70123456"), by: world.ana)
            _ = try await desk.takePoint(try await point(world, "+51911222333"), from: pair.elena.id, by: world.ana)
            let undone = try await desk.undoMerge(merged.id, of: pair.elena.id, by: world.ana)
            #expect(Set(undone.stayed.map(\.kind)) == ["field", "code", "point"])
            #expect(undone.kept.notes == "Nueva" && undone.kept.code == "99")
            #expect(undone.other.code == nil && undone.other.points.isEmpty)
        }
    }

    @Test(arguments: World.engines) func aDayLaterNobodyTakesItBack(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, pair = try await twice(world)
            let merged = try await desk.mergeContacts(pair.elena.id, MergeRequest(other: pair.other.id), by: world.ana)
            await expectRefusal("merge.not_found") { try await desk.undoMerge(world.newID(), of: pair.elena.id, by: world.ana) }
            world.later(Desk.mergeLife + 1)
            await expectRefusal("merge.too_late") { try await desk.undoMerge(merged.id, of: pair.elena.id, by: world.ana) }
            await expectRefusal("merge.same") {
                try await desk.mergeContacts(pair.elena.id, MergeRequest(other: pair.elena.id), by: world.ana)
            }
        }
    }

    @Test(arguments: World.engines) func whoChangedItMeanwhileIsNotWrittenOver(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, pair = try await twice(world)
            await expectRefusal("contact.version") {
                try await desk.mergeContacts(
                    pair.elena.id, MergeRequest(other: pair.other.id, version: pair.elena.version - 1), by: world.ana)
            }
            await expectRefusal("request.invalid", field: "choose.name") {
                try await desk.mergeContacts(pair.elena.id, MergeRequest(other: pair.other.id, choose: ["name": "nadie"]), by: world.ana)
            }
            #expect(try await desk.contacts(for: world.carla).items.count == 2)
            // Both at once the other way round: one of them wins, nothing is lost.
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for (one, two) in [(pair.elena, pair.other), (pair.other, pair.elena)] {
                    group.addTask {
                        do {
                            _ = try await desk.mergeContacts(one.id, MergeRequest(other: two.id), by: world.ana)
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 1)
            let left = try await desk.contacts(for: world.carla).items
            #expect(left.count == 1 && left[0].points.count == 2)
        }
    }

    @Test(arguments: World.engines) func duplicatesAreFoundAndToldOnce(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, pair = try await twice(world)
            for name in ["Rosa Huamán", "Óscar Paz"] {
                _ = try await desk.addContact(NewContact(id: world.newID(), name: name), by: world.ana)
            }
            let twin = try await desk.addContact(NewContact(id: world.newID(), name: "Rosa Huaman"), by: world.ana).contact
            let rosa = try await desk.duplicates(of: twin.id, for: world.ana)
            #expect(rosa.map(\.contact.name) == ["Rosa Huamán"] && rosa[0].reasons == [.sameName])
            let pairs = try await desk.duplicatePairs(cursor: nil, for: world.ana)
            #expect(pairs.next == nil)
            #expect(pairs.pairs.map { Set([$0.contact.name, $0.match.contact.name]) } == [["Rosa Huamán", "Rosa Huaman"]])
            _ = try await desk.mergeContacts(twin.id, MergeRequest(other: rosa[0].contact.id), by: world.ana)
            #expect(try await desk.duplicatePairs(cursor: nil, for: world.ana).pairs.isEmpty)
            await expectRefusal("contact.not_found") { try await desk.duplicates(of: world.newID(), for: world.ana) }
            _ = pair
        }
    }
}
