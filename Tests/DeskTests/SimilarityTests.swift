import Testing

@testable import Desk

/// What makes two customers look like one; pure.
@Suite struct SimilarityTests {
    @Test(arguments: [
        ("Rosa Quispe Mamani", "Rosa Quispe Mamani", 1.0, 1.0), ("rosa quispe", "Rosa Quispe Mamani", 0.75, 0.85),
        ("ROSA QUÍSPE", "Quispe Rosa", 1, 1),
        ("Roza Quispe", "Rosa Quispe", 0.9, 0.95), ("R. Quispe", "Rosa Quispe", 0.7, 0.8), ("Elvis Quispe", "Rosa Quispe", 0.4, 0.55),
        ("Ana", "Ena", 0, 0), ("Rosa", "", 0, 0), ("Lucía", "Luisa", 0, 0.5), ("María María", "María", 0.6, 0.7),
    ])
    func namesAreAlikeWordByWord(one: String, two: String, least: Double, most: Double) {
        let alike = Similarity.names(one, two)
        #expect((least...most).contains(alike), "\(one) / \(two): \(alike)")
        #expect(abs(alike - Similarity.names(two, one)) < 0.000_1)
    }

    @Test(arguments: [
        ("quispe", "quispe", true), ("quispe", "quizpe", true), ("quispe", "quipse", true), ("quispe", "quispes", true),
        ("quispe", "uispe", true),
        ("quispe", "quizpes", false), ("quispe", "epsiuq", false), ("gmail.com", "gmial.com", true), ("gmail.com", "hotmail.com", false),
        ("ab", "ba", true),
    ])
    func oneSlipIsOneSlip(one: String, two: String, expected: Bool) {
        #expect(Similarity.isOneOff(one, two) == expected)
        #expect(Similarity.isOneOff(two, one) == expected)
    }

    /// What is looked for in the index and what is judged later are the same.
    @Test func aWordsSpellingsAreAllThatIsOneSlipAway() {
        let near = Similarity.near("rosa")
        #expect(near.contains("rosa") && near.contains("roza") && near.contains("rosas") && near.contains("ros") && near.contains("orsa"))
        #expect(near.count == Set(near).count && near.allSatisfy { $0 == "rosa" || Similarity.isOneOff("rosa", $0) })
        #expect(Similarity.near("ana") == ["ana"] && Similarity.near("o'neil2") == ["o'neil2"])
        #expect(Similarity.near("abcdefghijkl").count <= 704)
    }

    @Test func aNumbersSlipsKeepItsCountry() {
        let slips = Similarity.slips(of: "51987654321", from: 2)
        #expect(slips.count == 9 * 9 + 8 && slips.allSatisfy { $0.hasPrefix("51") && $0 != "51987654321" })
        #expect(slips.contains("51987654322") && slips.contains("51978654321"))
        #expect(Similarity.commonEnd("51987654321", "54911654321") == 6)
    }

    @Test(
        arguments: [
            ("12", "12"), ("0012.50", "12.50"), ("-0", "0"), ("-3.1", "-3.1"), ("1,5", nil), ("1e3", nil), ("", nil), (".5", nil),
            ("5.", nil), ("1.2.3", nil),
            ("--1", nil), ("9999999999999999", nil), ("1.1234567", nil),
        ] as [(String, String?)])
    func numbersKeepTheirDigits(text: String, expected: String?) {
        #expect(Decimals.normal(text, whole: 15, decimals: 6) == expected)
    }

    @Test(arguments: [
        ("1987-02-14", true), ("2000-02-29", true), ("1900-02-29", false), ("2024-04-31", false), ("24-04-01", false), ("2024-4-1", false),
        ("2024-00-10", false),
        ("+987-02-14", false), ("1849-12-31", false), ("2024-04-01T00:00", false),
    ])
    func daysExist(text: String, expected: Bool) {
        #expect((CalendarDate(text) != nil) == expected)
    }

    @Test(
        arguments: [
            ("45 872 310", "45872310"), ("45.872.310-K", "45872310k"), ("RUC 20-555", "ruc20555"), ("—", "—"), ("", nil), (nil, nil),
        ] as [(String?, String?)])
    func aDocumentIsTheSameHoweverWritten(code: String?, key: String?) {
        #expect(ContactCode.key(code) == key)
    }
}
