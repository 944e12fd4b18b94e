import Testing

@testable import Desk

@Suite struct StateTests {
    /// The table of product §2, written a second time: each way from one state to the next, and no other.
    @Test func theTransitionTable() {
        let allowed: Set<String> = [
            "handOff bot queued", "takeFromBot bot open", "offer queued offered", "pick queued open", "accept offered open",
            "decline offered queued",
            "release open queued", "release waiting queued", "requeue open queued", "requeue waiting queued", "requeue offered queued",
            "assign queued offered", "assign offered offered", "assign open offered", "assign waiting offered", "assign queued open",
            "assign offered open", "assign open open", "assign waiting open", "transfer queued queued", "transfer offered queued",
            "transfer open queued", "transfer waiting queued", "transfer queued offered", "transfer offered offered",
            "transfer open offered",
            "transfer waiting offered", "transfer queued open", "transfer offered open", "transfer open open", "transfer waiting open",
            "undo queued open", "undo queued queued", "undo offered open", "undo offered queued", "snooze open waiting",
            "wake waiting open", "close bot closed", "close queued closed", "close offered closed", "close open closed",
            "close waiting closed",
            "reopen closed open", "reopen closed queued",
        ]
        var built: Set<String> = []
        for transition in Transition.allCases {
            for source in transition.sources {
                for target in transition.target { built.insert("\(transition.rawValue) \(source.rawValue) \(target.rawValue)") }
            }
        }
        #expect(built == allowed)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_763_739_751_120, "2025-11-21T15:42:31.120Z"), (951_827_696_789, "2000-02-29T12:34:56.789Z"),
        (4_102_444_799_999, "2099-12-31T23:59:59.999Z"), (-1, "1969-12-31T23:59:59.999Z"),
    ]) func timesThereAndBack(_ milliseconds: Int64, _ text: String) {
        #expect(Timestamp.text(milliseconds) == text)
        #expect(Timestamp.parse(text) == milliseconds)
    }

    @Test(arguments: [
        ("2026-11-21T10:42:31-05:00", 1_795_275_751_000 as Int64?), ("2026-11-21T15:42:31Z", 1_795_275_751_000),
        ("2026-11-21T15:42:31.1Z", 1_795_275_751_100),
        ("2026-02-30T00:00:00Z", nil), ("2026-11-21 15:42:31", nil), ("2026-11-21T15:42:31", nil), ("2026-11-21T25:42:31Z", nil),
        ("ayer", nil),
        ("2026-11-21T15:42:31.Z", nil), ("2026-11-21T15:42:31Zx", nil),
    ]) func timesAsOthersWriteThem(_ text: String, _ milliseconds: Int64?) { #expect(Timestamp.parse(text) == milliseconds) }

    @Test func jsonEscapesWhatItMust() {
        var json = JSONText()
        json.object { json in
            json.field("text", "línea\n\"comillas\" \\ \u{1} 🙌")
            json.field("none", String?.none)
            json.key("list")
            json.array([1, 2]) { $0.integer($1) }
            json.field("flag", true)
            json.field("when", time: 0)
        }
        #expect(json.text == #"{"text":"línea\n\"comillas\" \\ \u0001 🙌","none":null,"list":[1,2],"flag":true,"when":null}"#)
    }

    @Test func idsGrowWithinOneMillisecond() {
        let maker = IDMaker()
        let ids = (0..<6000).map { _ in maker.make(at: 1_763_739_751_120) }
        #expect(Set(ids).count == ids.count)
        #expect(ids == ids.sorted())
        #expect(ids.allSatisfy { UUIDText.isValid($0) && $0.dropFirst(14).first == "7" })
    }
}
