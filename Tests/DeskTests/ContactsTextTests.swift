import Testing

@testable import Desk

/// Tables of cases: the pure rules by which a customer is found again.
@Suite struct ContactsTextTests {
    @Test(arguments: [
        ("+51 987 654 321", "PE", "+51987654321"), ("987654321", "PE", "+51987654321"), ("987-654-321", "PE", "+51987654321"),
        ("51987654321", "PE", "+51987654321"), ("0051 987654321", "PE", "+51987654321"), ("(01) 234-5678", "PE", "+5112345678"),
        ("+51 1 2345678", "PE", "+5112345678"), ("\u{202A}+51\u{A0}987\u{A0}654\u{A0}321\u{202C}", "PE", "+51987654321"),
        ("+55 11 98765-4321", "PE", "+5511987654321"), ("+55 11 8765-4321", "PE", "+5511987654321"),
        ("551187654321", "PE", "+5511987654321"),
        ("+55 11 3765-4321", "PE", "+551137654321"), ("(011) 98765-4321", "BR", "+5511987654321"),
        ("+55 (0)11 98765-4321", "PE", "+5511987654321"),
        ("+54 9 11 2345-6789", "PE", "+5491123456789"), ("+54 11 2345-6789", "PE", "+5491123456789"),
        ("5491123456789", "PE", "+5491123456789"),
        ("+54 11 15 2345-6789", "PE", "+5491123456789"), ("011 15 2345-6789", "AR", "+5491123456789"),
        ("0351 15 234-5678", "AR", "+5493512345678"),
        ("+52 1 55 1234 5678", "PE", "+525512345678"), ("+52 55 1234 5678", "PE", "+525512345678"), ("55 1234 5678", "MX", "+525512345678"),
        ("+1 (212) 555-0100", "PE", "+12125550100"), ("+56 9 6123 4567", "PE", "+56961234567"), ("612 345 678", "ES", "+34612345678"),
        ("+44 20 7946 0958", "PE", "+442079460958"), ("593991234567", "PE", "+593991234567"),
    ])
    func telephonesAreOneKeyHoweverWritten(written: String, country: String, key: String) throws {
        #expect(try PointValue.normalise(kind: "phone", value: written, country: country).value == key)
    }

    @Test(arguments: [
        "", "123", "hola", "+", "+51", "+51 98765", "987654321 ext 4", "+0051987654321", "++51987654321", "9876543210987654321",
        "+51\u{0}987654321",
    ])
    func whatIsNoTelephoneIsRefused(written: String) async {
        await expectRefusal("request.invalid", field: "from.value") {
            try PointValue.normalise(kind: "phone", value: written, country: "PE")
        }
    }

    @Test func telephonesAreShownGrouped() throws {
        #expect(try PointValue.normalise(kind: "phone", value: "51987654321", country: "PE").display == "+51 987 654 321")
        #expect(try PointValue.normalise(kind: "phone", value: "5511987654321", country: "PE").display == "+55 11 98765 4321")
    }

    @Test(arguments: [
        ("  Elena.Quispe@Correo.Example ", "elena.quispe@correo.example"),
        ("ELENA+postventa@CORREO.EXAMPLE", "elena+postventa@correo.example"),
        ("josé@peña.example", "josé@peña.example"),
    ])
    func mailIsOneKeyWithoutCase(written: String, key: String) throws {
        #expect(try PointValue.normalise(kind: "email", value: written, country: "PE").value == key)
    }

    @Test(arguments: [
        "", "elena", "elena@", "@correo.example", "elena@correo", "a b@correo.example", "a@b@correo.example", "a..b@correo.example",
        "a@-b.example", "a@b..example", "<a@b.example>",
    ])
    func whatIsNoMailIsRefused(written: String) async {
        await expectRefusal("request.invalid", field: "from.value") {
            try PointValue.normalise(kind: "email", value: written, country: "PE")
        }
    }

    @Test func otherAddressesStayAsTheyAre() async throws {
        #expect(try PointValue.normalise(kind: "handle", value: "@Elena_Q", country: "PE").value == "@Elena_Q")
        await expectRefusal("request.invalid", field: "from.kind") { try PointValue.normalise(kind: "fax", value: "1", country: "PE") }
        await expectRefusal("request.invalid", field: "from.value") { try PointValue.normalise(kind: "id", value: "a\u{7}", country: "PE") }
    }

    @Test(arguments: [
        ("José PEÑA", "jose pena"), ("  Ana   María ", "ana maria"), ("Straße", "strasse"), ("Çelik Øre Æsir", "celik ore aesir"),
        ("Jose\u{301}", "jose"), ("Łukasz", "lukasz"), ("Иван", "иван"), ("Nguyễn", "nguyen"), ("ﾊﾝﾊﾞ", "ﾊﾝﾊﾞ"),
    ])
    func foldingForgetsCaseAndAccents(text: String, key: String) { #expect(Text.fold(text) == key) }

    @Test func questionsAreWordsOrOneNumber() {
        #expect(ContactWords.asked("José Peña") == ["jose", "pena"])
        #expect(ContactWords.asked("+51 987-654") == ["51987654"])
        #expect(ContactWords.asked("elena@correo") == ["elena", "correo"])
        #expect(ContactWords.asked("…") == [])
    }
}
