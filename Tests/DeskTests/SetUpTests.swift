import Foundation
import Storage
import Testing

@testable import Desk

@Suite struct SetUpTests {
    @Test(arguments: World.engines) func theDemoIsMadeOnceAndOnlyInAnEmptyDatabase(engine: Engine) async throws {
        try await World.withDesk(engine) { desk in
            let demo = try await desk.makeDemo()
            #expect(Set(demo.people.map(\.password)).count == 4 && demo.people.allSatisfy { $0.password.count == 16 })
            for person in demo.people {
                let viewer = try await desk.signIn(email: person.email, password: person.password, address: "a", client: "").viewer
                #expect(viewer.role == person.role && viewer.name == person.name)
            }
            let organisation = try await desk.organisation()
            #expect(organisation.name == "Casa Jacaranda" && organisation.timeZone == "America/Lima")
            let tienda = try await desk.account("tienda")
            #expect(tienda.channel == "webchat" && tienda.settings.origins == ["*"] && tienda.settings.brand == "#5b3a86")
            #expect(tienda.policy == .whatsapp && tienda.queue == demo.queue)
            await expectRefusal("demo.not_empty") { try await desk.makeDemo() }
        }
    }

    @Test(arguments: World.engines) func oneOrganisationPerDatabase(engine: Engine) async throws {
        try await World.withDesk(engine) { desk in
            await expectRefusal("organisation.none") { try await desk.organisation() }
            await expectRefusal("request.invalid", field: "timeZone") { try await desk.createOrganisation(name: "Casa", timeZone: "Lima") }
            let made = try await desk.createOrganisation(name: "Casa Jacaranda", timeZone: "America/Lima")
            #expect(try await desk.organisation() == made)
            await expectRefusal("organisation.exists") { try await desk.createOrganisation(name: "Otra", timeZone: "UTC") }
            await expectRefusal("demo.not_empty") { try await desk.makeDemo() }
        }
    }

    @Test(arguments: [
        ("America/Lima", "2026-11-21T04:59:59.999Z", "2026-11-20"), ("America/Lima", "2026-11-21T05:00:00Z", "2026-11-21"),
        ("America/Sao_Paulo", "2026-11-21T02:59:59Z", "2026-11-20"), ("Europe/Madrid", "2026-07-01T22:00:00Z", "2026-07-02"),
        ("Europe/Madrid", "2026-12-01T22:59:59Z", "2026-12-01"), ("UTC", "2026-02-28T23:59:59Z", "2026-02-28"),
    ])
    func daysAreTheOrganisations(zone: String, at: String, day: String) throws {
        let organisation = Organisation(id: "", name: "Casa Jacaranda", timeZone: zone, locale: "es")
        #expect(organisation.day(at: try #require(Timestamp.parse(at))) == day)
    }

    @Test(arguments: World.engines) func onlyAdministratorsSetUpAndAllStaffReads(engine: Engine) async throws {
        try await World.with(engine) { world in
            let campaign = NewCampaign(slug: "ventas", name: "Ventas"),
                queue = NewQueue(slug: "ventas", name: "Ventas", campaign: world.campaign)
            let account = NewAccount(slug: "otra", channel: "api", alias: "Otra", queue: world.queue)
            let desk = world.desk
            for author in [Author.staff(world.ana), .staff(world.sofia), .customer(ID("x"))] {
                await expectRefusal("forbidden") { try await desk.addCampaign(campaign, by: author) }
                await expectRefusal("forbidden") { try await desk.addQueue(queue, by: author) }
                await expectRefusal("forbidden") { try await desk.addAccount(account, by: author) }
                await expectRefusal("forbidden") { try await desk.addBreak(name: "Siesta", by: author) }
                await expectRefusal("forbidden") { try await desk.updateQueue(world.queue, QueueChanges(name: "X"), by: author) }
                await expectRefusal("forbidden") { try await desk.updateCampaign(world.campaign, CampaignChanges(name: "X"), by: author) }
                await expectRefusal("forbidden") { try await desk.updateAccount(world.api.id, AccountChanges(alias: "X"), by: author) }
            }
            #expect(try await desk.campaigns(for: world.ana).map(\.slug) == ["postventa"])
            #expect(try await desk.queues(for: world.ana).first?.members == [world.ana.id, world.bruno.id].sorted { $0.text < $1.text })
            #expect(try await desk.accounts(for: world.ana).map(\.slug) == ["tienda", "api", "whatsapp"])
            #expect(try await desk.breaks(for: world.ana).map(\.name) == ["Almuerzo", "Capacitación", "Baño", "Reunión"])
            // An administrator's token without the scope is no administrator.
            let token = try await desk.addToken(name: "CRM", scopes: [.read, .write], by: world.carla).token
            let crm = try await desk.viewer(token: token)
            await expectRefusal("forbidden") { try await desk.addCampaign(campaign, by: .staff(crm)) }
        }
    }

    @Test(arguments: World.engines) func eachIsMadeOnceHoweverOftenAsked(engine: Engine) async throws {
        try await World.with(engine) { world in
            let carla = Author.staff(world.carla), desk = world.desk
            let campaign = NewCampaign(id: world.newID(), slug: "Ventas", name: "Ventas")
            #expect(try await desk.addCampaign(campaign, by: carla).created)
            let held = try await desk.addCampaign(campaign, by: carla)
            #expect(!held.created && held.campaign.slug == "ventas" && held.campaign.policy == .whatsapp)
            await expectRefusal("id.conflict") {
                try await desk.addCampaign(NewCampaign(id: campaign.id, slug: "ventas", name: "Otra"), by: carla)
            }
            await expectRefusal("campaign.slug_taken", field: "slug") {
                try await desk.addCampaign(NewCampaign(slug: "ventas", name: "Otra"), by: carla)
            }
            await expectRefusal("request.invalid", field: "preset") {
                try await desk.addCampaign(NewCampaign(slug: "x", name: "X", preset: "no"), by: carla)
            }

            let queue = NewQueue(id: world.newID(), slug: "ventas", name: "Ventas", campaign: held.campaign.id, members: [world.sofia.id])
            #expect(try await desk.addQueue(queue, by: carla).created)
            #expect(try await !desk.addQueue(queue, by: carla).created)
            await expectRefusal("queue.slug_taken") {
                try await desk.addQueue(NewQueue(slug: "ventas", name: "Q", campaign: world.campaign), by: carla)
            }
            await expectRefusal("campaign.not_found") {
                try await desk.addQueue(NewQueue(slug: "q", name: "Q", campaign: world.newID()), by: carla)
            }
            for stranger in [world.carla.id, world.newID()] {
                await expectRefusal("request.invalid", field: "members") {
                    try await desk.addQueue(NewQueue(slug: "q", name: "Q", campaign: world.campaign, members: [stranger]), by: carla)
                }
            }

            let account = NewAccount(
                id: world.newID(), slug: "ventas", channel: "api", alias: "Ventas", queue: world.queue, secret: "clave-del-canal")
            let made = try await desk.addAccount(account, by: carla)
            #expect(made.created && made.account.hasSecret && made.account.campaign == world.campaign)
            #expect(try await !desk.addAccount(account, by: carla).created)
            #expect(try await desk.secret(of: made.account) == Array("clave-del-canal".utf8))
            await expectRefusal("account.slug_taken") {
                try await desk.addAccount(NewAccount(slug: "tienda", channel: "api", alias: "X", queue: world.queue), by: carla)
            }
            await expectRefusal("request.invalid", field: "campaign") {
                try await desk.addAccount(
                    NewAccount(slug: "y", channel: "api", alias: "X", queue: world.queue, campaign: held.campaign.id), by: carla)
            }
            let tea = try await desk.addBreak(id: world.newID(UserTag.self).text, name: "Té", by: carla)
            #expect(try await !desk.addBreak(id: tea.reason.id, name: "Té", by: carla).created)
            await expectRefusal("id.conflict") { try await desk.addBreak(id: tea.reason.id, name: "Café", by: carla) }
        }
    }

    @Test(arguments: World.engines) func secretsStandSealedInTheDatabase(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, carla = Author.staff(world.carla)
            _ = try await desk.updateAccount(world.api.id, AccountChanges(secret: .replace("clave-del-canal")), by: carla)
            let sealed = try await desk.read { try $0.first("select secret from channel_account where slug = 'api'") { $0.blob(0) } }
            #expect(String(decoding: try #require(sealed), as: UTF8.self).contains("clave") == false)
            var json = JSONText()
            try await desk.account("api").writeSetUp(to: &json)
            #expect(json.text.contains("\"hasSecret\":true") && !json.text.contains("clave"))
            // Moved to another row it does not open.
            try await desk.database.write { try $0.run("update channel_account set secret = $1 where slug = 'tienda'", [SQLValue(sealed)]) }
            await #expect(throws: VaultError.self) { try await desk.secret(of: world.tienda) }
            _ = try await desk.updateAccount(world.api.id, AccountChanges(secret: .remove), by: carla)
            #expect(try await desk.secret(of: world.api) == nil)
        }
    }

    @Test(arguments: World.engines) func accountsAreFoundBySlugOrIDAndChangeAtOnce(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, carla = Author.staff(world.carla)
            #expect(try await desk.account(world.api.id.text.uppercased()).slug == "api")
            let settings = AccountSettings(deliverTo: "https://crm.example/entrada", origins: ["https://tienda.example"])
            _ = try await desk.updateAccount(world.api.id, AccountChanges(slug: "crm", settings: { _ in settings }), by: carla)
            #expect(try await desk.account("crm").settings == settings)
            #expect(try await desk.accountsByID()[world.api.id]?.slug == "crm")
            for gone in ["api", "", "tienda'--", String(repeating: "x", count: 500)] {
                await expectRefusal("account.not_found") { try await desk.account(gone) }
            }
            _ = try await desk.updateAccount(world.api.id, AccountChanges(archived: true), by: carla)
            await expectRefusal("account.not_found") { try await desk.account("crm") }
            #expect(try await desk.accountsByID()[world.api.id]?.archivedAt ?? 0 > 0)
        }
    }

    @Test(arguments: [
        AccountSettings(deliverTo: "ftp://crm.example"), AccountSettings(deliverTo: "https://"),
        AccountSettings(deliverTo: "https://a:b@crm.example/"),
        AccountSettings(deliverTo: "https://crm.example/\r\nX: y"), AccountSettings(origins: ["https://tienda.example/ruta"]),
        AccountSettings(origins: ["tienda.example"]), AccountSettings(brand: "morado"), AccountSettings(brand: "#12345"),
        AccountSettings(locale: "xx"),
        AccountSettings(country: "Perú"),
    ])
    func settingsThatCannotWorkAreRefused(settings: AccountSettings) {
        var check = FieldCheck()
        check.settings(settings)
        #expect(throws: DeskError.self) { try check.finish() }
    }

    @Test(arguments: World.engines) func membershipTakesEffectAtOnceAndTellsThePerson(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let token = try await desk.signIn(email: "bruno@demo.example", password: World.password, address: "a", client: "").token
            let before = try await world.events("reset").count
            _ = try await desk.updateQueue(world.queue, QueueChanges(members: [world.ana.id]), by: .staff(world.carla))
            #expect(try await desk.viewer(token: token).queues.isEmpty)
            _ = try await desk.updateQueue(world.queue, QueueChanges(members: [world.ana.id, world.bruno.id]), by: .staff(world.carla))
            #expect(try await desk.viewer(token: token).queues == [world.queue])
            let resets = try await world.events("reset").dropFirst(before)
            #expect(
                resets.map(\.recipient) == [world.bruno.id.text, world.bruno.id.text] && resets.first?.data == "{\"reason\":\"access\"}")
        }
    }

    @Test(arguments: World.engines) func whoJoinsAQueueGetsWhatWaitsThere(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            _ = try await desk.setState(.available, reason: nil, by: world.sofia)
            _ = try await world.elenaWrites()
            _ = try await desk.updateQueue(
                world.queue, QueueChanges(members: [world.ana.id, world.bruno.id, world.sofia.id]), by: .staff(world.carla))
            let offered = try await desk.read { try $0.first("select agent_id from cases where state = 'offered'") { $0.text(0) } }
            #expect(offered == world.sofia.id.text)
        }
    }

    @Test(arguments: World.engines) func whatIsInUseIsNotArchivedAndSaysWhy(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk, carla = Author.staff(world.carla)
            let received = try await world.elenaWrites()
            func refusal(_ verb: () async throws -> Void) async throws -> DeskError? {
                do { try await verb() } catch let error as DeskError { return error }
                return nil
            }
            let queue = try await refusal { _ = try await desk.updateQueue(world.queue, QueueChanges(archived: true), by: carla) }
            #expect(queue?.code == "queue.in_use" && queue?.extra == ["accounts": "3", "cases": "1"])
            let campaign = try await refusal {
                _ = try await desk.updateCampaign(world.campaign, CampaignChanges(archived: true), by: carla)
            }
            #expect(campaign?.code == "campaign.in_use" && campaign?.extra == ["queues": "1", "accounts": "3", "cases": "1"])
            let account = try await refusal { _ = try await desk.updateAccount(world.api.id, AccountChanges(archived: true), by: carla) }
            #expect(account?.code == "account.in_use" && account?.extra == ["cases": "1"])

            _ = try await desk.assign(.id(received.caseID), to: world.ana.id, by: world.sofia)
            _ = try await desk.accept(.id(received.caseID), by: world.ana)
            _ = try await desk.close(.id(received.caseID), by: world.ana)
            for id in try await desk.accounts(for: world.carla).map(\.id) {
                _ = try await desk.updateAccount(id, AccountChanges(archived: true), by: carla)
            }
            #expect(try await desk.updateQueue(world.queue, QueueChanges(archived: true), by: carla).archivedAt > 0)
            #expect(try await desk.updateCampaign(world.campaign, CampaignChanges(archived: true), by: carla).archivedAt > 0)
            await expectRefusal("queue.not_found") { try await desk.updateQueue(world.newID(), QueueChanges(name: "X"), by: carla) }
        }
    }

    @Test(arguments: World.engines) func setUpIsAuditedAndTold(engine: Engine) async throws {
        try await World.with(engine) { world in
            let before = try await world.events("config.changed").count
            _ = try await world.desk.updateCampaign(world.campaign, CampaignChanges(name: "Posventa"), by: .staff(world.carla))
            #expect(try await world.events("config.changed").count == before + 1)
            let audited = try await world.desk.read {
                try $0.first("select act, target from audit where author = $1", [.text(world.carla.id.text)]) { ($0.text(0), $0.text(1)) }
            }
            #expect(audited?.0 == "campaign.changed" && audited?.1 == world.campaign.text)
        }
    }
}

@Suite struct SetUpVaultTests {
    @Test func theKeyFileIsMadeOnceForItsOwnerOnly() throws {
        let path = NSTemporaryDirectory() + "vault-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let sealed = try Vault(keyFile: path).seal(Array("clave".utf8), for: "a")
        #expect(try Vault(keyFile: path).open(sealed, for: "a") == Array("clave".utf8))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: VaultError.self) { try Vault(keyFile: path) }
        try FileManager.default.removeItem(atPath: path)
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: VaultError.self) { try Vault(keyFile: path) }
    }

    @Test func sealedIsBoundToItsContextAndKey() throws {
        let vault = Vault(key: [UInt8](repeating: 1, count: 32)), other = Vault(key: [UInt8](repeating: 2, count: 32))
        let sealed = try vault.seal([1, 2, 3], for: "a")
        #expect(throws: VaultError.self) { try vault.open(sealed, for: "b") }
        #expect(throws: VaultError.self) { try other.open(sealed, for: "a") }
        #expect(throws: VaultError.self) { try vault.open([], for: "a") }
        #expect(throws: VaultError.self) { try vault.open(Array(sealed.dropLast()), for: "a") }
        #expect(vault.mac([1], for: "visitor") == vault.mac([1], for: "visitor"))
        #expect(vault.mac([1], for: "visitor") != vault.mac([1], for: "cursor"))
        #expect(
            Vault.constantTimeEquals([1, 2], [1, 2]) && !Vault.constantTimeEquals([1, 2], [1, 3]) && !Vault.constantTimeEquals([1], [1, 2]))
    }
}
