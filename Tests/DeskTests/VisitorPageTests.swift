import Testing

@testable import Desk

@Suite struct VisitorPageTests {
    @Test(
        arguments: [
            ("https://tienda.example/lamparas/mesa", "tienda.example/lamparas/mesa"),
            ("http://tienda.example:8080/", "tienda.example:8080"),
            ("https://tienda.example/pago?token=secreto", "tienda.example/pago"), ("https://tienda.example/#abc", "tienda.example"),
            ("https://ana:clave@tienda.example/x", "tienda.example/x"), ("javascript:alert(1)", nil), ("file:///etc/passwd", nil),
            ("https://", nil),
            ("https:///x", nil), ("https://tienda.example/a b", nil), ("https://tienda.example/\u{7}", nil), ("", nil), (nil, nil),
        ] as [(String?, String?)])
    func keepsHostAndPath(_ page: String?, _ kept: String?) {
        #expect(VisitorPage.shown(page) == kept)
    }

    @Test(arguments: [("pt-BR", .pt), ("EN", .en), ("es", .es), ("de", nil), ("", nil), (nil, nil)] as [(String?, Language?)])
    func aLanguageWeSpeak(_ locale: String?, _ language: Language?) {
        #expect(VisitorPage.language(locale) == language)
    }
}
