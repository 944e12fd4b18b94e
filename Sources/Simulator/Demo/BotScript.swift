/// The assistant's few words: it greets, answers a question or two, and gives the conversation to a person.
enum BotScript {
    struct Step: Equatable {
        let text: String
        /// Why the conversation goes to a person; nil while the assistant goes on.
        var handOff: String?
    }

    /// - Parameters:
    ///   - said: how often the assistant has spoken in this case.
    ///   - text: what the customer wrote last.
    static func next(said: Int, text: String) -> Step {
        let word = text.lowercased()
        if asksForPerson(word) {
            return Step(text: "Claro, te comunico con una persona. Un momento, por favor.", handOff: "Pidió hablar con una persona")
        }
        if said == 0 {
            return Step(
                text:
                    "¡Hola! 👋 Soy el asistente de Casa Jacaranda. ¿Sobre qué es tu consulta?\n1. Entrega\n2. Garantía\n3. Hablar con una persona"
            )
        }
        if said == 1, matches(word, ["1", "entrega", "envío", "envio", "llega"]) {
            return Step(text: "En Lima entregamos en 48 horas y a provincias en 5 días. ¿Me das tu número de pedido?")
        }
        if said == 1, matches(word, ["2", "garant", "cambio", "roto", "falla"]) {
            return Step(text: "La garantía es de 12 meses. Cuéntame qué le pasó a tu producto, por favor.")
        }
        return Step(
            text: "Gracias, con eso te ayuda una persona del equipo.",
            handOff: said == 1 ? "No es entrega ni garantía" : "Consulta recogida")
    }

    private static func asksForPerson(_ word: String) -> Bool {
        matches(word, ["3", "persona", "asesor", "humano", "alguien"])
    }

    private static func matches(_ word: String, _ any: [String]) -> Bool {
        any.contains { $0.count == 1 ? word.filter { !$0.isWhitespace && $0 != "." && $0 != ")" } == $0 : word.contains($0) }
    }
}
