import NIOCore
import Storage
import Testing

@testable import Desk

/// A file's rows become contacts, each whole or not at all, and none twice, whoever dies in the middle.
@Suite struct ImportTests {
    private static let headings = ["Nombre", "DNI", "Celular", "Correo", "Nacimiento", "Características"]
    private static let columns = [0: "name", 1: "code", 2: "phone", 3: "email", 4: "birthDate", 5: "labels"]

    private func begin(_ world: World, _ rows: [[String]], by viewer: Viewer? = nil) async throws -> ContactImport {
        let writer = try await world.desk.attachments.begin(limit: 1_000_000)
        for (index, row) in rows.enumerated() {
            var json = JSONText()
            json.array(0...row.count) { json, place in if place == 0 { json.integer(index + 2) } else { json.string(row[place - 1]) } }
            try await writer.write(ByteBuffer(string: json.text + "\n"))
        }
        let sheet = ImportedSheet(
            name: "clientes.csv", format: "csv", encoding: "UTF-8", source: "s\(rows.count)", headings: Self.headings,
            sample: Array(rows.prefix(10)), total: rows.count, lines: try await writer.finish())
        return try await world.desk.beginImport(world.newID(), sheet, by: viewer ?? world.sofia).item
    }

    private func plan(_ world: World, match: ImportPlan.Match = .code, onMatch: ImportPlan.OnMatch = .update) -> ImportPlan {
        ImportPlan(columns: Self.columns, match: match, onMatch: onMatch, campaign: world.campaign, labels: [])
    }

    private func queued(_ world: World) async throws -> Job? {
        try await world.desk.read { transaction in
            try transaction.first("select id, kind, lane, data, attempts from job where kind = 'importContacts'") { row in
                Job(id: row.int(0), kind: .importContacts, lane: row.text(2), data: row.text(3), attempts: row.int(4))
            }
        }
    }

    private func finish(_ item: ContactImport, _ world: World) async throws -> ContactImport {
        if let job = try await queued(world) { try await world.desk.importContacts(job) }
        return try await world.desk.contactImport(item.id, for: world.sofia)
    }

    @Test(arguments: World.engines) func rowsBecomeContactsAndFaultsAreNamed(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let label: ContactLabelID = world.newID()
            _ = try await desk.addContactLabel(id: label, name: "Frecuente", color: "", by: world.sofia)
            let held = try await desk.addContact(NewContact(id: world.newID(), name: "Elena Q.", code: "70 123 456"), by: world.ana).contact
            let item = try await begin(
                world,
                [
                    ["Elena Quispe", "70123456", "987 654 321", "elena@correo.example", "14/02/1987", "frecuente"],
                    ["Rosa Huamán", "40111222", "+51 911 222 333; 01 444 5555", "", "", ""],
                    ["Sin documento", "", "999888777", "", "", ""], ["Mala", "40999888", "abc", "no-es-correo", "31/02/1990", "Nadie"],
                    ["Otra Rosa", "40111223", "911222333", "", "", ""], ["", "70123456", "", "", "", ""],
                ])
            #expect(item.state == .ready && item.total == 6)
            let trials = try await desk.previewImport(item.id, plan(world), by: world.sofia)
            #expect(trials.map(\.outcome) == ["updated", "created", "failed", "failed", "failed", "updated"])
            #expect(try await desk.contacts(for: world.carla).items.count == 1)

            let started = try await desk.startImport(item.id, plan(world), by: world.sofia)
            #expect(started.state == .running)
            #expect(try await desk.startImport(item.id, plan(world), by: world.sofia).state == .running)
            let done = try await finish(item, world)
            #expect(
                done.state == .done && done.done == 6 && done.created == 1 && done.updated == 2 && done.failed == 3 && done.finishedAt > 0)
            let elena = try await desk.contact(held.id, for: world.ana)
            #expect(elena.name == "Elena Quispe" && elena.points.map(\.value).sorted() == ["+51987654321", "elena@correo.example"])
            #expect(elena.details.birthDate == "1987-02-14" && elena.labels.contains(label.text) && elena.code == "70123456")
            let rosa = try #require(try await desk.contacts(.asking("rosa"), for: world.ana).items.first)
            #expect(rosa.points.count == 2 && rosa.campaigns == [world.campaign] && rosa.code == "40111222")
            #expect(try await desk.contacts(.asking("911222333"), for: world.ana).items.map(\.id) == [rosa.id])

            let faults = try await desk.importErrors(item.id, cursor: nil, limit: 50, for: world.sofia).items
            #expect(faults.map(\.row) == [4, 5, 5, 5, 5, 6])
            #expect(faults.first?.code == "import.no_key" && faults.first?.column == "DNI")
            #expect(Set(faults.filter { $0.row == 5 }.map(\.column)) == ["Celular", "Correo", "Nacimiento", "Características"])
            let taken = try #require(faults.last)
            #expect(taken.code == "contact_point.taken" && taken.message.contains("Rosa Huamán") && taken.value == "911222333")
            // A page at a time, and nothing between two of them.
            var paged: [ImportFault] = [], cursor: String?
            repeat {
                let page = try await desk.importErrors(item.id, cursor: cursor, limit: 2, for: world.sofia)
                paged += page.items
                cursor = page.next
            } while cursor != nil
            #expect(paged == faults)
            // The rows themselves are forgotten.
            #expect(try await desk.read { try $0.first("select count(*) from attachment") { $0.int(0) } } == 0)
            #expect(try await world.events("import.progress").allSatisfy { $0.recipient == world.sofia.id.text })
            await expectRefusal("import.state") { try await desk.startImport(item.id, plan(world, onMatch: .skip), by: world.sofia) }
        }
    }

    /// A row that would bring a contact beyond what one may carry is that row's fault, and changes nothing of it.
    @Test(arguments: World.engines) func aRowWithTooManyLabelsIsItsOwnFault(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            for number in 1...51 { _ = try await desk.addContactLabel(id: world.newID(), name: "L\(number)", color: "", by: world.sofia) }
            let all = (1...50).map { "L\($0)" }.joined(separator: ";")
            let item = try await begin(
                world,
                [
                    ["Elena", "70123456", "", "", "", all], ["Elena Otra", "70123456", "", "", "", "L50; L51"],
                    ["Rosa", "40111222", "", "", "", "L51"], ["Marta", "40111223", "", "", "", all + ";L51"],
                ])
            _ = try await desk.startImport(item.id, plan(world), by: world.sofia)
            let done = try await finish(item, world)
            #expect(done.state == .done && done.created == 2 && done.updated == 0 && done.failed == 2)
            let faults = try await desk.importErrors(item.id, cursor: nil, limit: 50, for: world.sofia).items
            #expect(
                faults.map(\.row) == [3, 5] && faults.allSatisfy { $0.code == "contact_label.too_many" && $0.column == "Características" })
            let held = try await desk.contacts(for: world.carla).items
            #expect(Set(held.map(\.name)) == ["Elena", "Rosa"])
            let elena = try #require(held.first { $0.name == "Elena" })
            #expect(try [String](json: elena.labels).count == 50)
        }
    }

    @Test(arguments: World.engines) func whoDiesInTheMiddleDoublesNothing(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let rows = (0..<230).map { ["Cliente \($0)", $0 % 40 == 7 ? "" : "5\(1000 + $0)", "9876\(10000 + $0)", "", "", ""] }
            let item = try await begin(world, rows)
            _ = try await desk.startImport(item.id, plan(world), by: world.sofia)
            let job = try #require(try await queued(world))
            #expect(try await desk.importRows(job))
            let half = try await desk.contactImport(item.id, for: world.sofia)
            #expect(half.done == Int64(Desk.importChunk) && half.state == .running)
            // Two nodes that both believe it is theirs, and a third after they died: each row is taken once.
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        do { while try await desk.importRows(job) {} } catch { Issue.record("\(error)") }
                    }
                }
            }
            let done = try await finish(item, world)
            #expect(done.state == .done && done.done == 230 && done.created == 224 && done.failed == 6)
            let names = try await desk.read { try $0.all("select name from contact order by name", []) { $0.text(0) } }
            #expect(names.count == 224 && Set(names).count == 224)
        }
    }

    @Test(arguments: World.engines) func aCancelledOneStopsWhereItIs(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let item = try await begin(world, (0..<120).map { ["Cliente \($0)", "5\(1000 + $0)", "", "", "", ""] })
            _ = try await desk.startImport(item.id, plan(world), by: world.sofia)
            let job = try #require(try await queued(world))
            #expect(try await desk.importRows(job))
            #expect(try await desk.cancelImport(item.id, by: world.sofia).state == .cancelled)
            #expect(try await desk.cancelImport(item.id, by: world.sofia).state == .cancelled)
            #expect(try await desk.importRows(job) == false)
            #expect(try await desk.contacts(for: world.carla).items.count == Desk.importChunk)
            #expect(try await queued(world) == nil)
        }
    }

    @Test(arguments: World.engines) func onlyLeadsImportAndOnlyTheirOwnIsSeen(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            await expectRefusal("forbidden") { try await begin(world, [["x", "1", "", "", "", ""]], by: world.ana) }
            let item = try await begin(world, [["Elena", "70123456", "987654321", "", "", ""]])
            await expectRefusal("forbidden") { try await desk.contactImport(item.id, for: world.ana) }
            #expect(try await desk.contactImport(item.id, for: world.carla).id == item.id)
            let other = try await begin(world, [["a", "1", "", "", "", ""], ["b", "2", "", "", "", ""]], by: world.carla)
            await expectRefusal("import.not_found") { try await desk.contactImport(other.id, for: world.sofia) }
            for (wrong, field) in [
                (ImportPlan(columns: [1: "code"], match: .code, onMatch: .skip, campaign: world.campaign, labels: []), "columns"),
                (ImportPlan(columns: [0: "name"], match: .phone, onMatch: .skip, campaign: world.campaign, labels: []), "match"),
                (
                    ImportPlan(
                        columns: [0: "name", 1: "code", 9: "notes"], match: .code, onMatch: .skip, campaign: world.campaign, labels: []),
                    "columns.9"
                ),
                (
                    ImportPlan(
                        columns: [0: "name", 1: "code", 2: "name"], match: .code, onMatch: .skip, campaign: world.campaign, labels: []),
                    "columns.0"
                ),
                (
                    ImportPlan(
                        columns: [0: "name", 1: "code", 2: "peso"], match: .code, onMatch: .skip, campaign: world.campaign, labels: []),
                    "columns.2"
                ),
            ] { await expectRefusal("request.invalid", field: field) { try await desk.startImport(item.id, wrong, by: world.sofia) } }
            // Whoever may do so no more: it ends, and says why.
            _ = try await desk.startImport(item.id, plan(world), by: world.sofia)
            try await desk.write(by: .system) { try $0.run("update users set archived_at = 1 where id = $1", [.text(world.sofia.id.text)]) }
            let job = try #require(try await queued(world))
            #expect(try await desk.importRows(job) == false)
            let failed = try await desk.contactImport(item.id, for: world.carla)
            #expect(failed.state == .failed && failed.reason == "author")
        }
    }

    @Test func headingsAreGuessedInThreeLanguages() {
        #expect(
            ImportGuess.fields(of: [
                "Nombre completo", "N° de documento", "Teléfono 1", "Tel. casa", "E-mail", "Foo", "Fecha de nacimiento",
            ]) == [
                "name", "code", "phone", "phone", "email", nil, "birthDate",
            ])
        #expect(
            ImportGuess.fields(of: ["First name", "Surname", "Mobile", "Mail", "Notes"]) == [
                "firstName", "lastName", "phone", "email", "notes",
            ])
        #expect(ImportGuess.fields(of: ["Nome", "CPF", "Celular", "Endereço", "Nome"]) == ["name", "code", "phone", "address", nil])
    }
}
