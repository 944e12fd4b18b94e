import Desk

/// What Meta's errors mean for a message of ours. Codes: developers.facebook.com, "WhatsApp Cloud API error codes".
struct GraphFault: Equatable {
    let status: Int
    let code: Int64
    let isTransient: Bool
    let words: String

    /// Nil where the body is no Graph error: a gateway's page, or nothing.
    init?(status: Int, body: [UInt8]) {
        guard let tree = try? JSONParser.parse(body, oddities: .lenient), let error = tree["error"], case .object = error else {
            return nil
        }
        self.status = status
        code = error["code"]?.integer ?? 0
        isTransient = error["is_transient"]?.isTrue ?? false
        words = Self.words(for: error)
    }

    /// Limits that pass by themselves: of the application, the business, the number, the pair.
    private static let throttles: Set<Int64> = [4, 17, 80007, 80008, 130429, 131048, 131056, 133016]
    /// Meta's own trouble, said by Meta: it took nothing.
    private static let passing: Set<Int64> = [1, 2, 131000, 131016, 133004]

    /// How a call that Meta refused goes on. `after` is what the answer asked for, in milliseconds.
    func failure(after: Int64?) -> SendFailure {
        if Self.throttles.contains(code) || status == 429 {
            return .retry(after: max(after ?? 0, code == 131056 ? 6_000 : 1_000), reason: words)
        }
        if Self.passing.contains(code) || isTransient || status >= 500 { return .retry(after: after, reason: words) }
        return .refused(reason: words)
    }

    /// An answer that is no Graph error at all. Behind a gateway's page a message may have been taken: nobody knows.
    static func failure(ofPage status: Int, after: Int64?) -> SendFailure {
        switch status {
        case 429, 503: .retry(after: after, reason: "WhatsApp no atiende por ahora (\(status)).")
        case 500...: .unknown(reason: "WhatsApp respondió \(status) sin decir si tomó el mensaje.")
        case 200...299: .unknown(reason: "WhatsApp respondió algo ilegible; no se sabe si tomó el mensaje.")
        default: .refused(reason: "WhatsApp rechazó el envío (\(status)).")
        }
    }

    /// A sentence for agents: ours where the code is known, else Meta's own words. The code ends it: by that the desk words it in its reader's language.
    static func words(for error: JSONValue) -> String {
        let code = error["code"]?.integer ?? 0
        if let known = sentences[code] { return "\(known) (\(code))" }
        let said =
            error["error_data"]?["details"]?.text ?? error["error_user_msg"]?.text ?? error["message"]?.text ?? error["title"]?.text
            ?? "sin explicación"
        return "WhatsApp dice: \(said.prefix(300))\(code == 0 ? "" : " (\(code))")"
    }

    static let sentences: [Int64: String] = [
        3: "La línea no tiene permiso para enviar por WhatsApp; avisa a un administrador.",
        4: "WhatsApp limita por ahora los envíos de la aplicación.",
        10: "La línea no tiene permiso para enviar por WhatsApp; avisa a un administrador.",
        190: "La credencial de la línea venció; avisa a un administrador.",
        368: "Meta bloqueó la cuenta por incumplir sus normas; avisa a un administrador.",
        80007: "WhatsApp limita por ahora los envíos de la empresa.",
        130429: "WhatsApp limita por ahora los envíos de la línea.",
        130472: "WhatsApp no entregó el mensaje: el número del cliente está en un experimento de Meta.",
        130497: "WhatsApp no permite a la empresa escribir a clientes de ese país.",
        131005: "La línea no tiene permiso para enviar por WhatsApp; avisa a un administrador.",
        131021: "El destinatario es la propia línea.",
        131026: "No se pudo entregar: el número no tiene WhatsApp, bloqueó a la empresa o usa una versión antigua.",
        131030: "El número no está en la lista de prueba de la línea.",
        131031: "Meta bloqueó la cuenta de la empresa; avisa a un administrador.",
        131042: "La cuenta de la empresa tiene un problema de pago con Meta; avisa a un administrador.",
        131045: "El número de la línea no está registrado en WhatsApp; avisa a un administrador.",
        131047: "La ventana de 24 horas se cerró: el cliente debe escribir primero.",
        131048: "WhatsApp limita por ahora los envíos de la línea por su calidad.",
        131049: "WhatsApp decidió no entregarlo para no cansar al cliente.",
        131050: "El cliente pidió no recibir mensajes de promoción.",
        131051: "WhatsApp no admite ese tipo de mensaje.",
        131052: "WhatsApp no pudo descargar el archivo del cliente.",
        131053: "WhatsApp no aceptó el archivo: revisa su tipo y su tamaño.",
        131056: "Se enviaron demasiados mensajes seguidos a este cliente; WhatsApp pide esperar unos segundos.",
        131057: "La cuenta de la empresa está en mantenimiento en Meta.",
        133010: "El número de la línea no está registrado en WhatsApp; avisa a un administrador.",
        133016: "WhatsApp limita por ahora los registros de la línea.",
    ]
}
