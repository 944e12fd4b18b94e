import NIOCore
import Storage
import Testing

@testable import Desk

/// What is held of a person leaves as a whole, and what is erased is nowhere any more.
@Suite struct PrivacyTests {
    private static let secrets = [
        "Elena Quispe", "elena quispe", "987654321", "tarjeta", "70123456", "Huáscar", "licuadora", "Confidencial", "quispe", "huascar",
        "confidencial", "zarzamora", "jengibre", "tocayo",
    ]

    /// Elena with a case that Ana attends, a file, a note, a draft, a product, and one case that is closed.
    private func elena(_ world: World) async throws -> Contact {
        let desk = world.desk
        let first = try await world.elenaWrites("Mi tarjeta es 4111, la licuadora falla")
        let point = try #require(
            try await desk.read { try $0.first("select id from contact_point where value = '+51987654321'") { PointID($0.text(0)) } })
        let contact = try await desk.addContact(
            NewContact(id: world.newID(), name: "Elena Quispe", code: "70123456", notes: "Confidencial", point: point), by: world.ana
        ).contact
        _ = try await desk.updateContact(
            contact.id, ContactChanges(details: ContactDetails.Changes(address: "Jr. Huáscar 1420")), by: world.ana)
        _ = try await desk.saveProduct(world.newID(), of: contact.id, ProductEntry(name: "licuadora"), by: world.ana)
        _ = try await desk.accept(.id(first.caseID), by: world.ana)
        _ = try await desk.send(
            .id(first.caseID), id: world.newID(), OutgoingMessage(kind: .note, text: "Confidencial: Elena Quispe"), by: world.ana)
        _ = try await desk.updateCase(.id(first.caseID), CaseChanges(description: "licuadora de Elena Quispe"), by: world.ana)
        // The index takes in what the case is about, twice: the first words are nobody's any more.
        try await desk.foldFresh(500)
        _ = try await desk.updateCase(.id(first.caseID), CaseChanges(description: "jengibre de Elena Quispe"), by: world.ana)
        try await desk.foldFresh(500)
        _ = try await desk.close(.id(first.caseID), by: world.ana)
        let second = try await world.elenaWrites("Otra vez la licuadora", id: "m-2")
        try await desk.write(by: .system) { change in
            try change.run("insert into bulk (id, author, digest, created_at) values ('b', $1, '', 0)", [.text(world.ana.id.text)])
            try change.run(
                "insert into bulk_item (bulk_id, place, key, case_id, effect) values ('b', 0, 'k', $1, 'nota: zarzamora')",
                [.text(second.caseID.text)])
            try change.run(
                "insert into attempt (message_id, number, at, status, reason) values ($1, 9, 0, 'failed', 'no llega a 987654321, tocayo')",
                [.text(second.message.text)])
        }
        try await desk.foldFresh(500)
        return try await desk.contact(contact.id, for: world.ana)
    }

    /// Every value of every table, whatever its type, that holds a word of hers, and every term of the search's index.
    private func traces(_ world: World, but known: Set<String> = []) async throws -> [String] {
        try await world.desk.write(by: .system) { change in
            let transaction = change.transaction, isSQLite = transaction.engine == .sqlite
            let tables =
                isSQLite
                ? "select name from sqlite_master where type = 'table' and sql not like '%VIRTUAL%' and name not like 'message_words_%'"
                : "select table_name::text from information_schema.tables where table_schema = 'public'"
            var found: [String] = []
            for table in try transaction.all(tables, [], { $0.text(0) }) where !table.hasPrefix("sqlite_") && table != "users" {
                let columns =
                    isSQLite
                    ? "select name from pragma_table_info('\(table)') where lower(type) not in ('bigint', 'integer')"
                    : "select column_name::text from information_schema.columns where table_name = '\(table)' and data_type in ('text', 'bytea', 'tsvector')"
                for column in try transaction.all(columns, [], { $0.text(0) }) {
                    let isBytes = table == "journal" && column == "body"
                    let text = isBytes && !isSQLite ? "convert_from(\"\(column)\", 'UTF8')" : "cast(\"\(column)\" as text)"
                    let texts = try transaction.all("select \(text) from \"\(table)\" where \"\(column)\" is not null", []) { $0.text(0) }
                    for text in texts where Self.secrets.contains(where: { text.contains($0) }) {
                        found.append("\(table).\(column): \(text.prefix(1000))")
                    }
                }
            }
            guard isSQLite else { return found.filter { !known.contains($0) } }
            try transaction.script("create virtual table if not exists temp.found_terms using fts5vocab(main, message_words, row)")
            let terms = try transaction.all("select term from temp.found_terms", []) { $0.text(0) }
            found += terms.filter { term in Self.secrets.contains { term.contains($0) } }.map { "message_words: \($0)" }
            return found.filter { !known.contains($0) }
        }
    }

    @Test(arguments: World.engines) func whatIsErasedIsNowhere(engine: Engine) async throws {
        try await World.with(engine) { world in
            // What the demo itself says is no trace of anybody.
            let known = Set(try await traces(world))
            let desk = world.desk, contact = try await elena(world)
            let held = try await traces(world, but: known)
            #expect(held.count > 10)
            // What must go is in the index and in the list of its words.
            #expect(held.contains { $0.hasPrefix("message_words") && $0.contains("jengibre") })
            #expect(held.contains { $0.hasPrefix("found_word") && $0.contains("jengibre") })
            await expectRefusal("forbidden") { try await desk.eraseContact(contact.id, confirm: "Elena Quispe", by: world.sofia) }
            await expectRefusal("erasure.confirm", field: "confirm") {
                try await desk.eraseContact(contact.id, confirm: "Elena", by: world.carla)
            }
            await expectRefusal("erasure.confirm") { try await desk.eraseContact(contact.id, confirm: "", by: world.carla) }
            await expectRefusal("erasure.not_found") { try await desk.erasure(of: contact.id, for: world.carla) }
            let begun = try await desk.eraseContact(contact.id, confirm: "elena QUISPE", by: world.carla)
            #expect(begun.state == .running && begun.report["points"] == 1 && begun.report["products"] == 1)
            #expect(try await desk.eraseContact(contact.id, confirm: "", by: world.carla).id == begun.id)
            await expectRefusal("contact.not_found") { try await desk.contact(contact.id, for: world.carla) }
            let job = try #require(
                try await desk.read { transaction in
                    try transaction.first("select id, kind, lane, data, attempts from job where kind = 'erase'") { row in
                        Job(id: row.int(0), kind: .erase, lane: row.text(2), data: row.text(3), attempts: row.int(4))
                    }
                })
            // Whoever dies in the middle leaves the rest to the next.
            let first = try await desk.write(by: .system) { try $0.eraseNext(job).goesOn }
            #expect(first)
            try await desk.erase(job)
            let done = try await desk.erasure(of: contact.id, for: world.carla)
            #expect(done.state == .done && done.finishedAt > 0 && done.keys.isEmpty)
            #expect(done.report["cases"] == 2 && (done.report["messages"] ?? 0) >= 3 && (done.report["events"] ?? 0) > 0)
            let left = try await traces(world, but: known)
            #expect(left == [], "\(left)")
            // Figures stay: two cases, closed, and the counters as they are counted.
            let states = try await desk.read { try $0.all("select state from cases", []) { $0.text(0) } }
            #expect(states == ["closed", "closed"])
            #expect(try await desk.checkCounters(fix: false).isEmpty)
            // Whoever writes from there again is somebody new.
            let next = try await world.elenaWrites("Hola, soy nueva", id: "m-9")
            let holder = try await desk.read {
                try $0.first("select contact_id from cases where id = $1", [.text(next.caseID.text)]) { $0.textOrNil(0) } ?? nil
            }
            #expect(holder == nil)
        }
    }

    @Test(arguments: World.engines) func anExportHoldsAllOfIt(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, contact = try await elena(world)
            await expectRefusal("forbidden") { try await desk.personalData(of: contact.id, for: world.sofia) }
            let data = try await desk.personalData(of: contact.id, for: world.carla)
            let head = String(decoding: data.head, as: UTF8.self)
            #expect(head.contains("+51987654321") && head.contains("Huáscar") && head.contains("licuadora") && head.contains("70123456"))
            var cases = 0, lines = "", after = ""
            while let item = try await desk.personalCase(of: contact.id, after: after, for: world.carla) {
                after = item.id.text
                cases += 1
                lines += String(decoding: try await desk.personalMessages(of: item.id, after: nil, for: world.carla).lines, as: UTF8.self)
            }
            #expect(cases == 2 && lines.contains("tarjeta") && lines.contains("Otra vez la licuadora") && lines.contains("Confidencial"))
            #expect(try await desk.read { try $0.first("select count(*) from audit where act = 'contact.exported'") { $0.int(0) } } == 1)
        }
    }
}
