/// What a customer of the demo wants, line by line: the first opens, each later one follows an answer.
struct Story: Sendable {
    enum Line: Sendable {
        case text(String)
        case photo(String)
        case voice
        case place(name: String, address: String, latitude: Double, longitude: Double)
        case sticker
        /// To the business's last message.
        case reaction(String)
    }
    let name: String
    let number: String
    let lines: [Line]

    static let all: [Story] = [
        Story(
            name: "Rosa Quispe Mamani", number: "+51900555014",
            lines: [
                .photo("Buenas tardes, la lámpara me llegó así 😟 ¿qué hago?"), .text("Sí, la compré el sábado. El pedido es CJ-20931"),
                .text("Perfecto, muchas gracias por ayudarme"), .reaction("👍"),
            ]),
        Story(
            name: "Óscar Benavides Soto", number: "+51900555027",
            lines: [
                .text("Hola, ¿el sofá Cedro viene en gris?"), .text("¿Y cuánto demora a Arequipa?"),
                .text("Ya, lo consulto en casa y les aviso 🙏"),
            ]),
        Story(
            name: "Ximena Cárdenas", number: "+51900555033",
            lines: [
                .text("Quisiera cambiar la dirección de mi pedido, por favor"),
                .place(name: "Parque Kennedy", address: "Av. José Larco 345, Miraflores", latitude: -12.1211, longitude: -77.0297),
                .text("Sí, ahí mismo. ¡Gracias!"),
            ]),
        Story(
            name: "Juan Carlos Huamán", number: "+51900555048",
            lines: [
                .text("Ya dejé la caja en la agencia, ¿me confirman si llegó?"), .text("El número de guía es 0045-8821"), .reaction("🙏"),
            ]),
        Story(
            name: "Lucía Fernández Arce", number: "+51900555052",
            lines: [
                .voice, .text("Disculpa el audio, iba manejando 😅 Era por el vidrio de la mesa"),
                .text("Con vidrio templado, entonces. Lo quiero"),
            ]),
        Story(
            name: "Marisol Quiroga", number: "+51900555069",
            lines: [
                .text("Buenos días. Me cobraron dos veces el envío"), .text("Fue con tarjeta, el martes"), .text("Quedo atenta entonces"),
            ]),
        Story(
            name: "Diego Paredes", number: "+51900555071",
            lines: [.text("¿Tienen tienda en Trujillo?"), .text("Qué pena. ¿Y envían?"), .sticker]),
        Story(
            name: "Carmen Rosa Yupanqui", number: "+51900555085",
            lines: [
                .text("El velador que pedí vino sin los tornillos"), .photo("Así vino la bolsita"), .text("Genial, los espero. Muy amable"),
            ]),
        Story(
            name: "Renato Villanueva", number: "+51900555090",
            lines: [.text("Hola, necesito factura en lugar de boleta"), .text("RUC 20512345678, Estudio Villanueva SAC"), .reaction("❤️")]),
        Story(
            name: "Ana Lucía Prado", number: "+51900555103",
            lines: [
                .text("¿La garantía cubre si se quemó el foco?"), .text("Tiene cinco meses, creo que todavía entra"),
                .text("Listo, mañana la llevo"),
            ]),
        Story(
            name: "Jorge Mamani Condori", number: "+51900555116",
            lines: [.text("Buenas, ¿hasta qué hora entregan hoy?"), .text("Yo llego a casa a las 6"), .text("Excelente, gracias")]),
        Story(
            name: "Valeria Ríos", number: "+51900555121",
            lines: [
                .text("Quiero devolver unas cortinas, no eran del color de la foto"), .photo("Esta es la que llegó"),
                .text("Prefiero el cambio por la beige"), .reaction("🙌"),
            ]),
    ]
}
