import Testing

@testable import Desk

@Suite struct PhraseTests {
    @Test func aSentenceInEachLanguage() {
        let error = DeskError.notFound("case", "7")
        #expect(error.message.text(in: .es) == "No hay ningún caso con el identificador 7 que puedas ver.")
        #expect(error.message.text(in: .en) == "There is no case 7 that you may see.")
        #expect(error.message.text(in: .pt) == "Não há nenhum caso 7 que você possa ver.")
    }

    @Test func anotherLanguageMayPutItElsewhere() {
        let (number, name, since) = (12, "Ana {1} Torres", "ayer")
        let phrase: Phrase = "El caso #\(number) lo tomó \(name) a las \(since)."
        #expect(phrase.text(in: .en) == "Ana {1} Torres took case #12 at ayer.")
        #expect("\(phrase)" == "El caso #12 lo tomó Ana {1} Torres a las ayer.")
    }

    @Test func aSentenceInASentence() {
        let phrase: Phrase = "El cuerpo no se puede aceptar: \(Phrase("un texto no es UTF-8 válido"))."
        #expect(phrase.text(in: .en) == "The body can't be accepted: a text is not valid UTF-8.")
    }

    @Test func whatHasNoTranslationAndOthersWordsStayAsTheyAre() {
        #expect(Phrase("Nadie tradujo esto.").text(in: .pt) == "Nadie tradujo esto.")
        #expect(Phrase(verbatim: "un texto").text(in: .en) == "un texto")
    }

    @Test func everyCatalogueIsRead() {
        #expect(Set(Phrase.catalogues.keys) == [.en, .pt])
        for catalogue in Phrase.catalogues.values { #expect(catalogue.count > 150) }
    }

    @Test(
        arguments: [
            (nil, nil), ("", nil), ("*", nil), ("de", nil), ("en", Language.en), ("pt-BR,pt;q=0.9,en;q=0.8", .pt),
            ("de, EN-gb;q=0.7, es;q=0.3", .en),
            ("es;q=0, en;q=0.1", .en), ("en;q=x", nil), (" fr ; q=1 , pt ; q=0.5", .pt),
        ] as [(String?, Language?)])
    func whatABrowserAsksFor(_ header: String?, _ expected: Language?) {
        #expect(Language(accepted: header) == expected)
    }
}
