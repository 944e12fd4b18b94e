import Testing

@testable import Desk

/// What a list asks for is one value, however it was written down.
@Suite struct CaseQueryTests {
    static let id = "019aa5c2-7c1e-7a31-b6c4-5d3f0e8a9b10"
    /// Each key with values that it takes.
    static let good: [(key: String, values: [String])] = [
        ("case", [id, "48131"]), ("campaign", [id]), ("queue", [id]), ("account", [id]), ("state", ["open", "waiting"]),
        ("assignee", ["none", "me", id]), ("channel", ["whatsapp"]), ("contact", [id]), ("priority", ["critical", "low"]),
        ("type", ["Reclamo"]),
        ("tag", [id]), ("label", [id]), ("outcome", ["Resuelto"]), ("unread", ["true"]), ("flag", ["false"]),
        ("mark", ["transferred", "escalated", "orphaned", "outsideHours"]), ("attribute.color", ["rojo", "verde"]), ("q", ["licuadora"]),
        ("from", ["Elena"]), ("subject", ["Boleta"]), ("createdFrom", ["2026-11-01T00:00:00.000Z"]), ("createdTo", ["2026-11-02"]),
        ("updatedFrom", ["-7d"]), ("updatedTo", ["today"]), ("customerFrom", ["week"]), ("customerTo", ["yesterday"]), ("slaAgeMin", ["5"]),
        ("slaAgeMax", ["90"]), ("followUp", ["soon"]), ("sort", ["-queuedFirst"]),
    ]

    @Test func everyKeyGoesInAndOut() throws {
        let query = try CaseQuery(keys: Self.good)
        let form = query.keys
        #expect(Set(form.map(\.key)) == Set(Self.good.map(\.key)))
        for (key, values) in Self.good { #expect(form.first { $0.key == key }?.values == values.sorted(), "\(key)") }
        // However it is written, it is the same list.
        #expect(try CaseQuery(keys: form.reversed()).keys.map(\.key) == form.map(\.key))
        #expect(try CaseQuery(filter: JSONParser.parse(Array(query.json.utf8))) == CaseQuery(keys: form))
        #expect(CaseQuery.keyNames.union(["attribute.color"]) == Set(form.map(\.key)).union(["cursor", "limit"]))
        for (key, values) in Self.good where key != "sort" {
            let alone = try CaseQuery(keys: [(key, values)])
            #expect(alone != CaseQuery(), "\(key) is read")
            #expect(alone.fingerprint != CaseQuery().fingerprint, "\(key) tells lists apart")
        }
    }

    @Test(arguments: [
        ("case", "abc", "case.malformed"), ("campaign", "tienda", "id.malformed"), ("queue", "1", "id.malformed"),
        ("state", "abierto", "choice"),
        ("assignee", "ana", "id.malformed"), ("contact", "x", "id.malformed"), ("priority", "alta", "priority.unknown"),
        ("tag", "vip", "id.malformed"),
        ("label", "vip", "id.malformed"), ("unread", "1", "type"), ("flag", "sí", "type"), ("mark", "flagged", "choice"),
        ("createdFrom", "ayer", "time"), ("createdTo", "2026-02-30", "time"), ("updatedFrom", "-7w", "time"),
        ("customerTo", "2026-11-21T25:00:00Z", "time"),
        ("slaAgeMin", "-1", "minutes"), ("slaAgeMax", "cinco", "minutes"), ("followUp", "later", "choice"), ("sort", "name", "choice"),
        ("sort", "relevance", "sort.needs_question"), ("limit", "0", "limit.range"), ("limit", "201", "limit.range"),
        ("limit", "x", "limit.range"),
        ("q", String(repeating: "a", count: 10_000), "q.length"), ("type", "\u{1}", "type.control"),
    ]) func wrongValuesAreNamed(key: String, value: String, code: String) {
        do {
            _ = try CaseQuery(keys: [(key, [value])])
            Issue.record("\(key)=\(value) is taken")
        } catch let error as DeskError {
            #expect(error.code == "request.invalid")
            #expect(error.fields.map(\.field) == [key])
            #expect(error.fields.map(\.code) == [code])
        } catch { Issue.record("\(error)") }
    }

    @Test func whatContradictsItselfIsNamed() throws {
        func codes(_ keys: [(key: String, values: [String])]) -> [String] {
            do {
                _ = try CaseQuery(keys: keys)
                return []
            } catch let error as DeskError {
                return error.fields.map { "\($0.field) \($0.code)" }
            } catch { return ["\(error)"] }
        }
        let early = "2026-11-01T00:00:00Z", late = "2026-11-02T00:00:00Z"
        for name in ["created", "updated", "customer"] {
            #expect(codes([("\(name)From", [late]), ("\(name)To", [early])]) == ["\(name)From range.reversed"])
            #expect(codes([("\(name)From", [early]), ("\(name)To", [early])]) == [])
        }
        #expect(codes([("slaAgeMin", ["5"]), ("slaAgeMax", ["4"])]) == ["slaAgeMin range.reversed"])
        #expect(codes([("unread", ["true"]), ("unread", ["false"])]) == ["unread repeated"])
        #expect(codes([("state", ["x"]), ("limit", ["0"]), ("tag", ["y"])]) == ["state choice", "tag id.malformed", "limit limit.range"])
        #expect(codes([("state", Array(repeating: "open", count: 201))]) == ["state too_many"])
        // Merely empty lists are no mistakes, and empty values ask for nothing.
        #expect(codes([("assignee", ["none"]), ("state", ["open"])]) == [])
        #expect(try CaseQuery(keys: [("state", [""]), ("createdFrom", [""])]) == CaseQuery())
        do {
            _ = try CaseQuery(keys: [("estado", ["open"])])
            Issue.record("an unknown key is taken")
        } catch let error as DeskError { #expect(error.code == "request.unknown_parameter") }
    }

    @Test func aCursorIsOfOneList() throws {
        var open = CaseQuery()
        open.states = [.open]
        let cursor = CaseCursor(part: 1, key: .text("ñandú 1"), number: 12)
        #expect(try CaseCursor(text: cursor.text(of: open), of: open) == cursor)
        let number = CaseCursor(part: 0, key: .number(-3), number: 1)
        #expect(try CaseCursor(text: number.text(of: open), of: open) == number)
        var other = open
        other.descending = false
        for query in [other, CaseQuery()] {
            do {
                _ = try CaseCursor(text: cursor.text(of: open), of: query)
                Issue.record("another list takes it")
            } catch let error as DeskError { #expect(error.fields.map(\.code) == ["cursor.other_list"]) }
        }
        // How long a page is makes no other list.
        other = open
        (other.limit, other.cursor) = (7, "x")
        #expect(try CaseCursor(text: cursor.text(of: open), of: other) == cursor)
        for text in ["", "x", "1.2", "a.b.c.d", "a.0.xzz.1", "a.0.x1.1", "a.9.1.1", "a.0.1.", "a.0.1.1.1"] {
            do {
                _ = try CaseCursor(text: text, of: open)
                Issue.record("\(text) is a cursor")
            } catch let error as DeskError { #expect(error.fields.map(\.code) == ["cursor.malformed"]) }
        }
    }

    @Test func momentsGoByTheClockOfTheOrganisation() throws {
        let lima = Organisation(id: "", name: "", timeZone: "America/Lima", locale: "es")
        // A Saturday, 20:30 in Lima: already Sunday in UTC.
        let now = try #require(Timestamp.parse("2026-11-22T01:30:00Z"))
        let cases = [
            ("today", "2026-11-21T05:00:00.000Z", "2026-11-22T04:59:59.999Z"),
            ("yesterday", "2026-11-20T05:00:00.000Z", "2026-11-21T04:59:59.999Z"),
            ("week", "2026-11-16T05:00:00.000Z", "2026-11-23T04:59:59.999Z"),
            ("month", "2026-11-01T05:00:00.000Z", "2026-12-01T04:59:59.999Z"),
            ("-7d", "2026-11-15T01:30:00.000Z", "2026-11-15T01:30:00.000Z"),
            ("-12h", "2026-11-21T13:30:00.000Z", "2026-11-21T13:30:00.000Z"),
            ("2026-02-28", "2026-02-28T05:00:00.000Z", "2026-03-01T04:59:59.999Z"),
            ("2026-11-21T15:42:31-05:00", "2026-11-21T20:42:31.000Z", "2026-11-21T20:42:31.000Z"),
        ]
        for (text, from, to) in cases {
            let moment = try #require(Moment(text), "\(text)")
            #expect(Timestamp.text(moment.time(now: now, in: lima, isEnd: false)) == from, "\(text)")
            #expect(Timestamp.text(moment.time(now: now, in: lima, isEnd: true)) == to, "\(text)")
        }
        // Where clocks go on an hour at the day's start, the day begins then.
        let madrid = Organisation(id: "", name: "", timeZone: "Europe/Madrid", locale: "es")
        let spring = try #require(Moment("2026-03-29"))
        #expect(spring.time(now: now, in: madrid, isEnd: true) - spring.time(now: now, in: madrid, isEnd: false) == 23 * 3_600_000 - 1)
        for text in ["", "7d", "-d", "-1", "--1d", "-99999999d", "2026-13-01", "tomorrow"] { #expect(Moment(text) == nil, "\(text)") }
    }
}
