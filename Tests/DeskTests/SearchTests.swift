import Foundation
import Testing

@testable import Desk
@testable import Storage

/// Search over everything that was ever said: found in the commit that stored it, by whoever may read it, and by nobody else.
@Suite struct SearchTests {
    @Test(arguments: World.engines) func aMessageIsFoundAsSoonAsItIsStored(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let received = try await world.elenaWrites("¿Tienen la LÁMPARA Júpiter en azul, código AZ-4471?")
            for q in ["lampara", "LÁMP", "jupiter azul", "\"en azul\"", "4471", "az-4471", "azul codigo"] {
                #expect(try await world.found(q, .messages, by: world.carla) == [received.message.text], "\(q)")
                #expect(try await world.found(q, .cases, by: world.carla) == [received.caseID.text], "\(q)")
            }
            for q in ["\"azul en\"", "lampa jupitero", "ampara", "\"lamp\"", "rojo", "🙂", "\"\"", "  ", "a"] {
                #expect(try await world.found(q, .messages, by: world.carla) == [], "\(q)")
            }
        }
    }

    /// The same before and after the index has taken it in; and the older first goes nowhere: a page follows the other.
    @Test(arguments: World.engines) func itIsFoundBeforeAndAfterItIsFoldedIn(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            for n in 1...7 { try await world.elenaWrites("pedido número \(n) de sillas", phone: "+5198765430\(n)", id: "p-\(n)") }
            let fresh = try await world.found("sillas ped", .messages, by: world.carla)
            #expect(fresh.count == 7)
            try await world.desk.foldFresh(5)
            #expect(try await world.found("sillas ped", .messages, by: world.carla) == fresh)
            try await world.desk.foldFresh(500)
            #expect(try await world.count("message_fresh") == 0)
            #expect(try await world.found("sillas ped", .messages, by: world.carla) == fresh)
            var query = SearchQuery("sillas ped")
            query.scope = .messages
            query.limit = 3
            var pages: [String] = []
            repeat {
                let page = try await world.page(query, by: world.carla)
                pages += page.ids
                query.cursor = page.next
            } while query.cursor != nil
            #expect(pages == fresh)
            query.cursor = try await world.page(SearchQuery.of("sillas", .messages, 1), by: world.carla).next
            await expectRefusal("request.invalid", field: "cursor") { try await world.desk.search(query, for: world.carla) }
        }
    }

    /// What a case was found by before leaves the index word by word, and nothing that others are found by goes with it. Its subject is among its words.
    @Test(arguments: World.engines) func theWordsOfACaseLeaveTheIndexWithThem(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let one = try await world.elenaWrites("Hola"), two = try await world.elenaWrites("Hola", phone: "+51911222333", id: "m-2")
            _ = try await world.desk.updateCase(.id(one.caseID), CaseChanges(description: "berenjena y calabaza"), by: world.sofia)
            _ = try await world.desk.updateCase(.id(two.caseID), CaseChanges(description: "calabaza sola"), by: world.sofia)
            try await world.desk.foldFresh(500)
            #expect(try await world.terms(["berenjena", "calabaza"]) == ["berenjena", "calabaza"])
            _ = try await world.desk.updateCase(.id(one.caseID), CaseChanges(description: "zapallo"), by: world.sofia)
            #expect(try await world.terms(["berenjena", "calabaza"]) == ["calabaza"])
            for q in ["berenjena", "zapallo", "calabaza"] {
                let found = ["berenjena": [], "zapallo": [one.caseID.text], "calabaza": [two.caseID.text]][q]
                #expect(try await world.found(q, .cases, by: world.carla) == found, "\(q)")
            }
            try await world.desk.foldFresh(500)
            _ = try await world.desk.updateCase(.id(two.caseID), CaseChanges(description: ""), by: world.sofia)
            #expect(try await world.terms(["berenjena", "calabaza", "zapallo"]) == ["zapallo"])
            try await world.desk.foldFresh(500)
            #expect(try await world.count("message_fresh") == 0)
            _ = try await world.desk.write(by: .system) { change in
                let item = try change.touch(.id(two.caseID), for: .system)
                return try change.set(item, "subject = $2, subject_key = $2", [.text("remolacha")])
            }
            #expect(try await world.found("remolacha", .cases, by: world.carla) == [two.caseID.text])
            try await world.desk.foldFresh(500)
            #expect(try await world.found("remola", .cases, by: world.carla) == [two.caseID.text])
            try await world.desk.foldFresh(500)
            // The index agrees with itself.
            if engine == .sqlite {
                try await world.desk.write(by: .system) { change in
                    try change.run("insert into message_words (message_words) values ('integrity-check')")
                }
            }
        }
    }

    /// Every role under every policy: what is found is what the one predicate lets read, whatever the index says.
    @Test(arguments: World.engines) func onlyWhoMayReadItFindsIt(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let received = try await world.elenaWrites("una jirafa de porcelana")
            let item = received.caseID
            var viewers = [world.ana, world.bruno, world.sofia, world.carla]
            viewers.append(Viewer(id: world.bruno.id, name: "Bruno, de ninguna", role: .agent))
            viewers.append(Viewer(id: world.bruno.id, name: "Bruno, de la campaña", role: .agent, campaigns: [world.campaign]))
            viewers.append(Viewer(id: world.sofia.id, name: "Sofía, de otra", role: .supervisor, led: [ID("otra")]))
            for visibility in Policy.Visibility.allCases {
                for state in CaseState.allCases {
                    for holder in [world.ana.id, world.bruno.id] {
                        let agent = state.isHeld ? holder : nil, closer = state == .closed ? holder : nil
                        try await world.desk.write(by: .system) { change in
                            try change.run(
                                "update cases set state = $2, visibility = $3, agent_id = $4, closed_by = $5 where id = $1",
                                [
                                    .text(item.text), .text(state.rawValue), .text(visibility.rawValue), SQLValue(agent?.text),
                                    SQLValue(closer?.text),
                                ])
                            // Another policy of the campaign comes with its rows.
                            try change.setVisibility(visibility, of: world.campaign)
                        }
                        for viewer in viewers {
                            let sight = try await world.item(item).audience.sight(of: viewer)
                            let found = try await world.found("jirafa", .messages, by: viewer)
                            #expect(found.isEmpty == (sight < .full), "\(viewer.name) \(visibility) \(state) \(holder == world.ana.id)")
                            let cases = try await world.found("elena", .cases, by: viewer)
                            #expect(cases.isEmpty == (sight == .none), "\(viewer.name) \(visibility) \(state): its row")
                            #expect(
                                try await world.found("jirafa", .cases, by: viewer).isEmpty == (sight < .full), "what was said finds no row"
                            )
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: World.engines) func aCaseThatGoesElsewhereIsFoundThere(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            for isFolded in [false, true] {
                let item = try await world.held(phone: isFolded ? "+51987650001" : "+51987650002", id: "f-\(isFolded)")
                let word = isFolded ? "cocodrilo" : "hipopotamo"
                _ = try await world.desk.send(
                    .id(item), id: world.newID(), OutgoingMessage(kind: .note, text: "Pide un \(word)"), by: world.ana)
                if isFolded { try await world.desk.foldFresh(500) }
                let other = try await world.other(members: [world.bruno.id])
                _ = try await world.desk.write(by: .system) { change in
                    let held = try change.touch(.id(item), for: .system)
                    let moved = try change.rehome(held, to: other)
                    return try change.set(moved, "visibility = 'queue'")
                }
                let member = Viewer(id: world.bruno.id, name: "Bruno", role: .agent, queues: [other.id], campaigns: [other.campaign])
                #expect(try await world.found(word, .messages, by: member).count == 1, "at once, folded before: \(isFolded)")
                try await world.desk.foldFresh(500)
                #expect(try await world.found(word, .messages, by: member).count == 1, "and when the index follows")
                let stays = Viewer(id: ID("x"), name: "Quien se queda", role: .agent, queues: [world.queue], campaigns: [world.campaign])
                #expect(try await world.found(word, .messages, by: stays).isEmpty)
            }
        }
    }

    @Test(arguments: World.engines) func casesAreFoundByNumberCustomerAndWhatTheyAreAbout(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let item = try await world.elenaWrites().caseID
            let number = try await world.item(item).number
            _ = try await world.desk.updateCase(.id(item), CaseChanges(description: "Garantía vencida"), by: world.carla)
            for fold in [false, true] {
                if fold { try await world.desk.foldFresh(500) }
                for q in ["\(number)", "#\(number)", "elena", "QUISPE ele", "+51 987 654 321", "987654321", "987-654-321", "garantia venc"]
                {
                    #expect(try await world.found(q, .cases, by: world.sofia).first == item.text, "\(q)")
                }
                #expect(try await world.found("garantia pagada", .cases, by: world.sofia).isEmpty)
            }
        }
    }

    @Test(arguments: World.engines) func whatIsForgottenIsGone(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            for isFolded in [false, true] {
                let item = try await world.elenaWrites("secretísimo tucán", phone: "+5198765000\(isFolded ? 1 : 2)", id: "s-\(isFolded)")
                    .caseID
                if isFolded { try await world.desk.foldFresh(500) }
                try await world.desk.write(by: .system) { change in
                    for id in try change.all("select id from message where case_id = $1", [.text(item.text)], { MessageID($0.text(0)) }) {
                        try change.forgetFound(id)
                    }
                }
                #expect(try await world.found("tucan", .messages, by: world.carla).isEmpty)
                #expect(try await world.count("found_word where word = 'tucan'") == 0)
                let left = try await world.desk.read { transaction in
                    try engine == .sqlite
                        ? FoundSQLite.isUnused("tucan", transaction) : FoundPostgres.isUnused("tucan", transaction)
                }
                #expect(left, "nothing of it is in the index")
            }
        }
    }

    /// Messages that were there before the search was.
    @Test(arguments: World.engines) func whatIsOlderIsIndexedStepByStep(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            var expected: [String] = []
            for n in 1...6 {
                expected.append(
                    try await world.elenaWrites("ventilador \(n)", phone: "+5198765431\(n)", id: "v-\(n)").message.text)
            }
            try await world.desk.write(by: .system) { change in
                try change.run("update message set found = 0")
                try change.run("update cases set found = 0")
                try change.run("delete from message_fresh")
                try change.run("update setting set value = '12' where name in ('search.left', 'search.base')")
                try change.run("insert into setting (name, value) values ('search.backlog', 'messages ~ -')")
            }
            #expect(try await world.found("ventilador", .messages, by: world.carla).isEmpty)
            let newer = try await world.elenaWrites("ventilador nuevo", phone: "+51987654399", id: "v-n").message.text
            var steps = 0
            while try await world.desk.indexBacklog() { steps += 1 }
            #expect(steps >= 3 && steps < 10)
            #expect(Set(try await world.found("ventilador", .messages, by: world.carla)) == Set(expected + [newer]))
            #expect(try await world.found("ventilador", .messages, by: world.carla).first == newer)
            #expect(try await world.found("elena", .cases, by: world.carla).count == 7)
        }
    }

    @Test(arguments: World.engines) func hostileQuestionsAreAnsweredOrRefused(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.elenaWrites("NEAR y AND 訂單已經送出 \\ ' \" ok & | ! :* <-> fin")
            for q in [
                "NEAR(a b)", "a AND", "\"", "\"\"\"", "'; drop table cases", "words:x", "a & | ! <->", "fin:*", "*", "(", "-", "^fin", "\\",
                "%", "_", "\u{0}x", "😀😀",
                "訂單", "送出", String(repeating: "a ", count: 200), "{}[]", "·12345678", "ſ", "ﬁn",
            ] {
                _ = try await world.desk.search(SearchQuery(q), for: world.carla)
                try await world.desk.foldFresh(500)
                _ = try await world.desk.search(SearchQuery(q), for: world.ana)
            }
            #expect(try await world.found("訂單", .messages, by: world.carla).count == 1, "signs in a row are a phrase")
            #expect(try await world.found("單訂", .messages, by: world.carla).isEmpty)
            #expect(try await world.found("near and", .messages, by: world.carla).count == 1)
            await expectRefusal("request.invalid", field: "q") {
                try await world.desk.search(SearchQuery(String(repeating: "palabra ", count: 1250)), for: world.carla)
            }
        }
    }

    /// Against a look at every text: random words with accents, beginnings, rows of words and both halves of the index.
    @Test(arguments: World.engines) func itFindsWhatALookAtEveryTextFinds(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            var chance = SystemRandomNumberGenerator()
            let stock = [
                "camión", "camino", "cama", "CÁMARA", "niño", "nino", "año", "ano", "sol", "solar", "de", "la", "12", "1234", "x1",
            ]
            var said: [(id: String, text: String)] = []
            for n in 0..<60 {
                let text = (0..<Int.random(in: 1...6, using: &chance)).map { _ in stock.randomElement(using: &chance) ?? "" }
                    .joined(separator: [" ", ", ", "\n", " - "].randomElement(using: &chance) ?? " ")
                let received = try await world.elenaWrites(text, phone: "+519876\(55000 + n)", id: "o-\(n)")
                said.insert((received.message.text, text), at: 0)
                if n == 25 { try await world.desk.foldFresh(20) }
            }
            for n in 0..<150 {
                var q = (0..<Int.random(in: 1...3, using: &chance)).map { _ in stock.randomElement(using: &chance) ?? "" }.joined(
                    separator: " ")
                if n % 3 == 0 { q = "\"\(q)\"" }
                if n % 3 == 1 { q = String(q.dropLast()) }
                let question = try SearchQuestion(q)
                let expected = question.isEmpty ? [] : said.filter { question.isIn(FoundWords($0.text)) }.map(\.id)
                #expect(try await world.found(q, .messages, by: world.carla) == expected, "\(q)")
            }
        }
    }

    @Test func aQuestionIsReadAsPeopleTypeIt() throws {
        func read(_ q: String) throws -> ([[String]], String) { let read = try SearchQuestion(q); return (read.phrases, read.beginning) }
        #expect(try read("Lámpara AZUL") == ([["lampara"]], "azul"))
        #expect(try read("\"en azul\" lám") == ([["en", "azul"]], "lam"))
        #expect(try read("\"en azul\"") == ([["en", "azul"]], ""))
        #expect(try read("“en azul”") == ([["en", "azul"]], ""))
        #expect(try read("987 654 321") == ([], "987654321"))
        #expect(try SearchQuestion("#48131").number == 48131)
        #expect(try SearchQuestion("99999999999999999999").number == nil)
        #expect(try read((1...20).map { "w\($0)" }.joined(separator: " ")).0.count == 12)
        let snippet = Snippet("Uno 🙂 dos: la lámpara, sí", try SearchQuestion("lamp"))
        #expect(snippet.marks.count == 1)
        let units = Array(snippet.text.utf16), mark = try #require(snippet.marks.first)
        #expect(String(decoding: units[mark.from..<(mark.from + mark.length)], as: UTF16.self) == "lámpara")
    }
}

extension SearchQuery {
    static func of(_ q: String, _ scope: Scope, _ limit: Int) -> SearchQuery {
        var query = SearchQuery(q)
        (query.scope, query.limit) = (scope, limit)
        return query
    }
}

extension Change {
    func setVisibility(_ visibility: Policy.Visibility, of campaign: CampaignID) throws {
        guard let held = try Campaign.find(campaign, transaction) else { return }
        var policy = held.policy
        policy.visibility = visibility
        try run("update campaign set policy = $2 where id = $1", [.text(campaign.text), .text(try policy.json)])
    }
}

extension World {
    struct Page {
        var ids: [String]
        var next: String?
    }

    func page(_ query: SearchQuery, by viewer: Viewer) async throws -> Page {
        let answer = try JSONParser.parse(try await desk.search(query, for: viewer))
        let ids = (answer["items"]?.items ?? []).compactMap { ($0["message"] ?? $0)["id"]?.text }
        return Page(ids: ids, next: answer["next"]?.text)
    }

    func found(_ q: String, _ scope: SearchQuery.Scope, by viewer: Viewer) async throws -> [String] {
        try await page(.of(q, scope, 200), by: viewer).ids
    }
}

extension World {
    /// Which of these words the index still has, and the list of its words.
    fileprivate func terms(_ words: [String]) async throws -> [String] {
        try await desk.write(by: .system) { change in
            try words.filter { word in
                let isListed = try change.first("select 1 from found_word where word = $1", [.text(word)]) { $0.int(0) } != nil
                let isIndexed =
                    switch change.transaction.engine {
                    case .sqlite: try !FoundSQLite.isUnused(word, change.transaction)
                    case .postgres: try !FoundPostgres.isUnused(word, change.transaction)
                    }
                #expect(isListed == isIndexed, "\(word): listed \(isListed), in the index \(isIndexed)")
                return isIndexed
            }
        }
    }
}
