import NIOConcurrencyHelpers
import Storage
import Testing

@testable import Desk

@Suite struct PeopleTests {
    @Test(arguments: World.engines) func whoSignsInIsKnownByTheirToken(engine: Engine) async throws {
        try await World.with(engine) { world in
            let (token, viewer) = try await world.desk.signIn(
                email: " ANA@demo.example ", password: World.password, address: "192.0.2.7", client: "Firefox")
            #expect(token.hasPrefix("vs_") && token.utf8.count == 46)
            #expect(
                viewer.name == "Ana Torres" && viewer.role == .agent && viewer.queues == [world.queue]
                    && viewer.campaigns == [world.campaign])
            #expect(viewer.scopes == [.read, .write] && viewer.isSession)
            #expect(world.carla.scopes == [.read, .write, .admin] && world.carla.queues.isEmpty)
            let stored = try await world.desk.read { try $0.all("select token_hash from session") { $0.text(0) } }
            #expect(!stored.contains { $0.contains(token.dropFirst(3)) })
            let sessions = try await world.desk.sessions(for: viewer)
            #expect(sessions.count == 2 && sessions.first?.isCurrent == true && sessions.first?.agent == "Firefox")
        }
    }

    @Test(arguments: World.engines) func wrongPasswordsAndUnknownPeopleAreRefusedAlike(engine: Engine) async throws {
        try await World.with(engine) { world in
            for email in ["ana@demo.example", "nadie@demo.example", "no es un correo"] {
                for _ in 0..<5 {
                    await expectRefusal("session.refused") {
                        try await world.desk.signIn(email: email, password: "otra-contraseña", address: "192.0.2.9", client: "")
                    }
                }
                // The sixth is slowed, the right password too, and says how long.
                do {
                    _ = try await world.desk.signIn(email: email, password: World.password, address: "192.0.2.10", client: "")
                    Issue.record("not slowed")
                } catch let error as DeskError {
                    #expect(error.code == "session.slowed" && (1...15).contains(Int(error.extra["retryAfter"] ?? "") ?? 0))
                }
            }
            world.later(15_100)
            _ = try await world.desk.signIn(email: "ana@demo.example", password: World.password, address: "192.0.2.10", client: "")
            // Success forgets the failures.
            await expectRefusal("session.refused") {
                try await world.desk.signIn(email: "ana@demo.example", password: "otra-contraseña", address: "192.0.2.10", client: "")
            }
        }
    }

    @Test func manyGuessesAtOnceDontAllReachThePassword() async throws {
        try await World.with(.sqlite) { world in
            let codes = await withTaskGroup(of: String.self) { group in
                for guess in 0..<40 {
                    group.addTask {
                        do {
                            _ = try await world.desk.signIn(
                                email: "bruno@demo.example", password: "intento-\(guess)-x", address: "a\(guess)", client: "")
                            return "in"
                        } catch { return (error as? DeskError)?.code ?? "\(error)" }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(codes == ["session.refused": 5, "session.slowed": 35])
        }
    }

    @Test(
        arguments: [
            (0, 0, nil), (4, 0, nil), (5, 0, 15_000), (5, 14_000, 1000), (5, 15_000, nil), (6, 0, 30_000), (11, 0, 900_000),
            (60, 0, 900_000), (60, 900_000, nil),
        ] as [(Int64, Int64, Int64?)])
    func delaysGrow(failures: Int64, ago: Int64, wait: Int64?) {
        #expect(SignInBrake.wait(.init(failures: failures, lastAt: 1_000_000), patience: 5, now: 1_000_000 + ago) == wait)
    }

    @Test(arguments: World.engines) func oneAddressTryingManyPeopleIsSlowed(engine: Engine) async throws {
        try await World.with(engine) { world in
            for number in 0..<30 {
                await expectRefusal("session.refused") {
                    try await world.desk.signIn(
                        email: "persona\(number)@demo.example", password: "cualquiera-1", address: "198.51.100.1", client: "")
                }
            }
            await expectRefusal("session.slowed") {
                try await world.desk.signIn(email: "ana@demo.example", password: World.password, address: "198.51.100.1", client: "")
            }
            _ = try await world.desk.signIn(email: "ana@demo.example", password: World.password, address: "198.51.100.2", client: "")
        }
    }

    @Test(arguments: World.engines) func anEndedSessionIsRefusedAtOnce(engine: Engine) async throws {
        try await World.with(engine) { world in
            let (token, viewer) = try await world.desk.signIn(email: "ana@demo.example", password: World.password, address: "a", client: "")
            _ = try await world.desk.viewer(token: token)
            await expectRefusal("session.not_found") { try await world.desk.endSession(viewer.credential, by: world.bruno) }
            try await world.desk.endSession(viewer.credential, by: world.ana)
            await expectRefusal("session.expired") { try await world.desk.viewer(token: token) }
            let ended = try await world.events("session.ended")
            #expect(
                ended.count == 1 && ended.first?.recipient == world.ana.id.text
                    && ended.first?.data == "{\"session\":\"\(viewer.credential)\"}")
            await expectRefusal("session.not_found") { try await world.desk.endSession(viewer.credential, by: world.ana) }
        }
    }

    @Test(arguments: World.engines) func sessionsEndByThemselves(engine: Engine) async throws {
        try await World.with(engine) { world in
            let token = try await world.desk.signIn(email: "ana@demo.example", password: World.password, address: "a", client: "").token
            for _ in 0..<5 {  // used every six days: it lives
                world.later(6 * 86_400_000 - 3_600_000)
                _ = try await world.desk.viewer(token: token)
            }
            world.later(86_400_000)  // thirty days are its end all the same
            await expectRefusal("session.expired") { try await world.desk.viewer(token: token) }
            let idle = try await world.desk.signIn(email: "ana@demo.example", password: World.password, address: "a", client: "").token
            world.later(7 * 86_400_000 + 1000)
            await expectRefusal("session.expired") { try await world.desk.viewer(token: idle) }
        }
    }

    @Test(arguments: World.engines) func theViewerIsReadInOneStatementThenFromMemory(engine: Engine) async throws {
        try await World.with(engine) { world in
            let token = try await world.desk.signIn(email: "ana@demo.example", password: World.password, address: "a", client: "").token
            _ = try await world.desk.viewer(token: token)
            // Behind the desk's back: what is cached is still answered, until its time is over.
            try await world.desk.database.write { try $0.run("delete from session") }
            _ = try await world.desk.viewer(token: token)
            world.later(ViewerCache.lifetime + 1000)
            await expectRefusal("session.expired") { try await world.desk.viewer(token: token) }
        }
    }

    @Test func whatWasReadBeforeAClearIsNotKept() {
        let cache = ViewerCache()
        let viewer = Viewer(id: ID("ana"), name: "Ana Torres", role: .agent)
        let before = cache.generation
        cache.clear()
        cache.keep(viewer, under: "hash", at: 0, until: .max, read: before)
        #expect(cache.viewer("hash", at: 0) == nil)
        cache.keep(viewer, under: "hash", at: 0, until: .max, read: cache.generation)
        #expect(cache.viewer("hash", at: 29_999) != nil && cache.viewer("hash", at: 30_000) == nil)
    }

    @Test(arguments: World.engines) func tokensDoWhatTheyWereGranted(engine: Engine) async throws {
        try await World.with(engine) { world in
            await expectRefusal("forbidden") { try await world.desk.addToken(name: "CRM", scopes: [.admin], by: world.ana) }
            await expectRefusal("request.invalid", field: "scopes") {
                try await world.desk.addToken(name: "CRM", scopes: [], by: world.ana)
            }
            let (token, row) = try await world.desk.addToken(name: " CRM ", scopes: [.inbound, .read], by: world.ana)
            #expect(token.hasPrefix("vt_") && row.name == "CRM" && row.scopes == [.read, .inbound])
            let crm = try await world.desk.viewer(token: token)
            #expect(crm.id == world.ana.id && !crm.isSession && crm.scopes == [.read, .inbound] && crm.queues == [world.queue])
            await expectRefusal("forbidden") { try await world.desk.updateMe(theme: "dark", by: crm) }
            await expectRefusal("token.not_found") { try await world.desk.revokeToken(row.id, by: world.bruno) }
            #expect(try await world.desk.tokens(for: world.bruno).isEmpty)
            #expect(try await world.desk.tokens(for: world.ana) == [row])
            try await world.desk.revokeToken(row.id, by: world.ana)
            await expectRefusal("token.revoked") { try await world.desk.viewer(token: token) }
            for junk in ["", "vt_", "vs_x", "admin", String(repeating: "v", count: 5000)] {
                await expectRefusal(junk.hasPrefix("vt_") ? "token.revoked" : "session.expired") {
                    try await world.desk.viewer(token: junk)
                }
            }
        }
    }

    @Test(arguments: World.engines) func anAdministratorsTokenLosesItsPowerWithThem(engine: Engine) async throws {
        try await World.with(engine) { world in
            let token = try await world.desk.addToken(name: "Guiones", scopes: [.admin, .read], by: world.carla).token
            #expect(try await world.desk.viewer(token: token).scopes.contains(.admin))
            _ = try await world.desk.updateUser(world.sofia.id, UserChanges(role: .administrator), by: .staff(world.carla))
            _ = try await world.desk.updateUser(world.carla.id, UserChanges(role: .supervisor), by: .system)
            let after = try await world.desk.viewer(token: token)
            #expect(after.scopes == [.read] && after.role == .supervisor)
        }
    }

    @Test(arguments: World.engines) func rolesTakeEffectAtOnceAndTellThePerson(engine: Engine) async throws {
        try await World.with(engine) { world in
            let token = try await world.desk.signIn(email: "bruno@demo.example", password: World.password, address: "a", client: "").token
            let bruno = try await world.desk.updateUser(world.bruno.id, UserChanges(role: .supervisor), by: .staff(world.carla))
            #expect(bruno.role == .supervisor)
            #expect(try await world.desk.viewer(token: token).role == .supervisor)
            #expect(try await world.events("reset").last.map { $0.recipient } == world.bruno.id.text)
            await expectRefusal("user.last_administrator") {
                try await world.desk.updateUser(world.carla.id, UserChanges(role: .agent), by: .staff(world.carla))
            }
            await expectRefusal("user.last_administrator") {
                try await world.desk.updateUser(world.carla.id, UserChanges(archived: true), by: .staff(world.carla))
            }
            await expectRefusal("forbidden") {
                try await world.desk.updateUser(world.bruno.id, UserChanges(name: "X"), by: .staff(world.sofia))
            }
        }
    }

    @Test(arguments: World.engines) func whoIsArchivedIsOutAtOnce(engine: Engine) async throws {
        try await World.with(engine) { world in
            let token = try await world.desk.signIn(email: "bruno@demo.example", password: World.password, address: "a", client: "").token
            let key = try await world.desk.addToken(name: "CRM", scopes: [.read], by: world.bruno).token
            _ = try await world.desk.updateUser(world.bruno.id, UserChanges(archived: true), by: .staff(world.carla))
            await expectRefusal("session.expired") { try await world.desk.viewer(token: token) }
            await expectRefusal("token.revoked") { try await world.desk.viewer(token: key) }
            await expectRefusal("session.refused") {
                try await world.desk.signIn(email: "bruno@demo.example", password: World.password, address: "a", client: "")
            }
            #expect(try await world.desk.queues(for: world.carla).first?.members == [world.ana.id])
            #expect(try await world.desk.users(for: world.carla).last?.id == world.bruno.id)
            // Back again, without queues.
            _ = try await world.desk.updateUser(world.bruno.id, UserChanges(archived: false), by: .staff(world.carla))
            let back = try await world.desk.signIn(email: "bruno@demo.example", password: World.password, address: "a", client: "").viewer
            #expect(back.queues.isEmpty)
        }
    }

    @Test(arguments: World.engines) func whoHoldsCasesIsNotArchived(engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let case1 = try await world.elenaWrites()
            _ = try await world.desk.accept(.id(case1.caseID), by: world.ana)
            do {
                _ = try await world.desk.updateUser(world.ana.id, UserChanges(archived: true), by: .staff(world.carla))
                Issue.record("archived")
            } catch let error as DeskError {
                #expect(error.code == "user.in_use" && error.extra["cases"] == "1")
            }
        }
    }

    @Test(arguments: World.engines) func peopleAreAddedOnceHoweverOftenAsked(engine: Engine) async throws {
        try await World.with(engine) { world in
            let new = NewUser(
                id: world.newID(), email: "Diego@Demo.Example", name: "Diego Paz", role: .agent, password: "contraseña-1", capacity: 3)
            let (created, diego) = try await world.desk.addUser(new, by: .staff(world.carla))
            #expect(created && diego.email == "diego@demo.example" && diego.capacity == 3)
            let again = try await world.desk.addUser(new, by: .staff(world.carla))
            #expect(!again.created && again.user == diego)
            var other = new
            other.name = "Otro"
            await expectRefusal("id.conflict") { try await world.desk.addUser(other, by: .staff(world.carla)) }
            other = NewUser(email: "diego@demo.example", name: "Otro Diego", role: .agent)
            await expectRefusal("user.email_taken", field: "email") { try await world.desk.addUser(other, by: .staff(world.carla)) }
            await expectRefusal("forbidden") { try await world.desk.addUser(new, by: .staff(world.sofia)) }
            let wrong = NewUser(email: "diego", name: " \u{7} ", role: .agent, password: "corta", capacity: 0)
            do {
                _ = try await world.desk.addUser(wrong, by: .staff(world.carla))
                Issue.record("added")
            } catch let error as DeskError {
                #expect(error.code == "request.invalid" && Set(error.fields.map(\.field)) == ["email", "name", "password", "capacity"])
            }
            _ = try await world.desk.signIn(email: "diego@demo.example", password: "contraseña-1", address: "a", client: "")
        }
    }

    @Test(arguments: World.engines) func aNewPasswordEndsTheOtherSessions(engine: Engine) async throws {
        try await World.with(engine) { world in
            let (token, ana) = try await world.desk.signIn(email: "ana@demo.example", password: World.password, address: "a", client: "")
            let other = try await world.desk.signIn(email: "ana@demo.example", password: World.password, address: "b", client: "").token
            await expectRefusal("password.wrong") {
                try await world.desk.setPassword(of: ana.id, to: "nueva-contraseña", current: "no es esta", by: .staff(ana))
            }
            await expectRefusal("forbidden") {
                try await world.desk.setPassword(of: ana.id, to: "nueva-contraseña", by: .staff(world.bruno))
            }
            try await world.desk.setPassword(of: ana.id, to: "nueva-contraseña", current: World.password, by: .staff(ana))
            _ = try await world.desk.viewer(token: token)
            await expectRefusal("session.expired") { try await world.desk.viewer(token: other) }
            await expectRefusal("session.refused") {
                try await world.desk.signIn(email: "ana@demo.example", password: World.password, address: "a", client: "")
            }
            _ = try await world.desk.signIn(email: "ana@demo.example", password: "nueva-contraseña", address: "a", client: "")
        }
    }

    @Test(arguments: World.engines) func meIsWhatMyScreenShows(engine: Engine) async throws {
        try await World.with(engine) { world in
            let me = try await world.desk.updateMe(locale: "pt", theme: "dark", by: world.ana)
            var json = JSONText()
            me.write(to: &json)
            #expect(me.locale == "pt" && me.theme == "dark" && me.name == "Ana Torres" && me.capacity == 5)
            #expect(json.text.contains("\"state\":{\"state\":\"offline\",\"reason\":null,\"since\":\""))
            #expect(json.text.contains("\"counts\":{\"open\":0,\"closedToday\":0,\"timeZone\":\"America/Lima\"}"))
            #expect(try await world.desk.me(world.carla).state == nil)
            await expectRefusal("request.invalid", field: "theme") { try await world.desk.updateMe(theme: "neon", by: world.ana) }
        }
    }

    @Test(arguments: World.engines) func draftsAreMineOnAllMyScreens(engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            let item = CaseReference.id(try await world.elenaWrites().caseID)
            _ = try await world.desk.accept(item, by: world.ana)
            let saved = try await world.desk.saveDraft(item, kind: .text, text: "Buenas tardes, Elena", by: world.ana)
            #expect(try await world.desk.draft(item, for: world.ana) == saved && saved?.text == "Buenas tardes, Elena")
            await expectRefusal("case.not_found") { try await world.desk.saveDraft(item, kind: .text, text: "yo", by: world.bruno) }
            await expectRefusal("message.too_long") {
                try await world.desk.saveDraft(item, kind: .text, text: String(repeating: "a", count: 4097), by: world.ana)
            }
            world.later(1000)
            _ = try await world.desk.saveDraft(item, kind: .note, text: "llamar mañana", by: world.ana)
            #expect(try await world.desk.draft(item, for: world.ana)?.kind == .note)
            _ = try await world.desk.saveDraft(item, kind: .note, text: "", by: world.ana)
            #expect(try await world.desk.draft(item, for: world.ana)?.kind == .text)
            try await world.desk.deleteDraft(item, by: world.ana)
            #expect(try await world.desk.draft(item, for: world.ana) == nil)
            let events = try await world.events("draft.changed")
            #expect(events.count == 4 && events.allSatisfy { $0.recipient == world.ana.id.text })
            #expect(events.last?.data.hasSuffix("\"draft\":null}") == true)
        }
    }
}

@Suite struct PeoplePasswordTests {
    @Test func hashesAreArgon2idAndNeverTwiceTheSame() async throws {
        let hasher = PasswordHasher()
        let first = try await hasher.hash("jacaranda-2026"), second = try await hasher.hash("jacaranda-2026")
        #expect(first.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$") && first != second)
        #expect(try await hasher.verify("jacaranda-2026", first))
        #expect(try await !hasher.verify("jacaranda-2027", first))
        #expect(try await !hasher.verify("", first))
    }

    @Test func moreThanMayWaitAreTurnedAway() async {
        let hasher = PasswordHasher(threads: 1, memoryKiB: 1024, iterations: 1)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<300 { group.addTask { (try? await hasher.hash("jacaranda-2026")) != nil } }
            return await group.reduce(into: [true: 0, false: 0]) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes[true, default: 0] >= 64 && outcomes[false, default: 0] > 0)
    }
}
