/// What people of a load are called and what they write about: furniture and appliances, as in the demo.
enum LoadTexts {
    static let tags = [
        "VIP", "Reclamo", "Reembolso", "Urgente", "Mayorista", "Garantía", "Cambio de dirección", "Facturación", "Prensa", "Reincidente",
    ]
    private static let firstNames = [
        "María", "José", "Lucía", "Óscar", "Valentina", "Sebastián", "Ximena", "Martín", "Carolina", "Nelson", "Pilar", "Gabriela", "Íñigo",
        "Rocío",
        "Andrés", "Fernanda", "Álvaro", "Camila", "Julián", "Noemí", "Raúl", "Sofía", "Tomás", "Úrsula", "Begoña", "Joaquín", "Inés",
        "Hernán",
    ]
    private static let surnames = [
        "Huamán", "Peña", "Cárdenas", "Ríos", "Quispe", "Núñez", "Fernández", "Muñoz", "Echeverri", "Benavides", "Soto", "Paucar",
        "Aguirre", "Ibáñez",
        "Contreras", "Díaz", "Villacorta", "Ortega", "Luna", "Zúñiga", "Mamani", "Rojas", "Güell", "Salas", "Arce", "Lucero", "Pizarro",
        "Montaño", "Yáñez",
        "Ñahui", "Chávez", "del Águila",
    ]
    private static let cities = [
        "Lima", "Arequipa", "Trujillo", "Cusco", "Piura", "Bogotá", "Medellín", "Quito", "Tacna", "Chiclayo", "Huancayo", "Ica",
    ]
    private static let products = [
        "el sillón Nogal", "la lámpara de pie", "el comedor Cedro", "la licuadora", "la cabecera de la cama", "el espejo ovalado",
        "la mesa ratona",
        "el colchón", "la cómoda", "el escritorio", "la silla mecedora", "el ropero de tres puertas", "la alfombra", "el velador",
    ]
    private static let asked = [
        "Buenas, ¿en cuántos días llega @ a #?", "¿Y en cuántos días me devuelven la plata? La orden es CJ-%",
        "Hola, @ llegó con una pata rota, ¿qué hago?",
        "Necesito cambiar la dirección de entrega a #, el pedido es CJ-%", "Sigo sin recibir @, van tres fechas",
        "¿Hacen envíos a # esta semana?",
        "Adjunto la guía de remisión firmada del pedido CJ-%", "Gracias, quedo atento a la respuesta",
        "¿Me pueden enviar la factura de la compra CJ-%?",
        "Perfecto, entonces espero el martes", "¿Tienen @ en otro color? Lo vi en la tienda de #", "Faltó una caja con los tornillos de @",
        "El técnico no vino ayer y yo pedí permiso en el trabajo", "¿La garantía cubre @ si se mojó en la mudanza?",
        "Ya me entregaron todo, muchas gracias por la ayuda",
        "Quisiera una cotización por % unidades para un hotel en #", "Me cobraron dos veces la tarjeta por el pedido CJ-%",
        "¿Pueden dejarlo con el conserje del edificio?",
        "Pagué con depósito y todavía figura pendiente", "No me abre el enlace de seguimiento que enviaron",
    ]
    private static let answered = [
        "Hola, con gusto le ayudo. ¿Me confirma el número de pedido?", "Su pedido CJ-% sale hoy de almacén antes de las seis",
        "Ya hablé con el transportista: llega a # el jueves por la mañana", "Le enviamos la cotización con 12 % de descuento",
        "El reembolso se verá en su cuenta en cinco días hábiles", "Lamento lo ocurrido con @; coordinamos el cambio sin costo",
        "¿Podría enviarnos una foto de @ y de la etiqueta?", "Listo, quedó registrada la nueva dirección en #",
        "Le dejo la factura en el correo que tenemos registrado",
        "La garantía cubre doce meses desde la entrega", "Gracias por escribirnos, que tenga buen día",
        "El técnico lo visita mañana entre nueve y once",
    ]
    private static let noted = [
        "Cliente molesto, tercera llamada por CJ-%", "Validar con almacén de #", "Pidió hablar con supervisión",
        "Ofrecer cupón si vuelve a escribir",
    ]
    private static let subjects = [
        "Pedido CJ-%", "Consulta por @", "Entrega en #", "Re: Pedido CJ-%", "Cotización para #", "Garantía de @",
    ]

    static func person(_ chance: inout LoadChance) -> String {
        "\(chance.pick(firstNames)) \(chance.pick(surnames)) \(chance.pick(surnames))"
    }
    static func ask(_ chance: inout LoadChance) -> String { fill(chance.pick(asked), &chance) }
    static func answer(_ chance: inout LoadChance) -> String { fill(chance.pick(answered), &chance) }
    static func note(_ chance: inout LoadChance) -> String { fill(chance.pick(noted), &chance) }
    static func subject(_ chance: inout LoadChance) -> String { fill(chance.pick(subjects), &chance) }

    /// `@` a product, `#` a city, `%` a number.
    private static func fill(_ template: String, _ chance: inout LoadChance) -> String {
        var text = ""
        for character in template {
            switch character {
            case "@": text += chance.pick(products)
            case "#": text += chance.pick(cities)
            case "%": text += "\(chance.within(10...99_999))"
            default: text.append(character)
            }
        }
        return text
    }
}
