import Desk
import HTTPTypes
import Hummingbird
import NIOCore

/// RFC 9457: every error of every route has this shape.
enum Problem {
    /// `language` is the caller's.
    static func response(_ error: DeskError, id: String, in language: Language = .es, allow: [HTTPRequest.Method] = []) -> Response {
        var (headers, document) = parts(error, id: id, in: language)
        if !allow.isEmpty { headers[.allow] = allow.map(\.rawValue).joined(separator: ", ") }
        return Response(
            status: ErrorMap.status(of: error.code), headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: document)))
    }

    static func parts(_ error: DeskError, id: String, in language: Language) -> (headers: HTTPFields, document: [UInt8]) {
        let status = ErrorMap.status(of: error.code)
        var headers: HTTPFields = [
            .contentType: "application/problem+json", .contentLanguage: language.rawValue, .cacheControl: "no-store",
        ]
        if let seconds = retryAfter(error, status) { headers[.retryAfter] = "\(seconds)" }
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        return (headers, document(error, status, id, language))
    }

    /// What a client is told about an error nobody foresaw: the id under which the log has the rest.
    static func unforeseen(id: String) -> DeskError {
        DeskError("internal", "Algo falló de nuestro lado. Si se repite, avisa con este código: \(id).")
    }

    private static func document(_ error: DeskError, _ status: HTTPResponse.Status, _ id: String, _ language: Language) -> [UInt8] {
        var json = JSONText(capacity: 400)
        json.object { json in
            json.field("type", "/problems/\(error.code)")
            json.field("title", title(of: status).text(in: language))
            json.field("status", status.code)
            json.field("code", error.code)
            json.field("detail", error.message.text(in: language))
            json.key("errors")
            json.array(error.fields) { json, field in
                json.object { json in
                    json.field("field", field.field)
                    json.field("code", field.code)
                    json.field("message", field.message.text(in: language))
                }
            }
            json.field("id", id)
            for (key, value) in error.extra.sorted(by: { $0.key < $1.key }) {
                json.key(named: key)
                json.raw(value)
            }
        }
        return json.bytes
    }

    private static func retryAfter(_ error: DeskError, _ status: HTTPResponse.Status) -> Int? {
        if let seconds = error.extra["retryAfter"].flatMap(Double.init) { return max(1, Int(seconds.rounded(.up))) }
        return status == .serviceUnavailable || status == .tooManyRequests ? 1 : nil
    }

    private static func title(of status: HTTPResponse.Status) -> Phrase {
        switch status.code {
        case 400: Phrase("La petición no se entiende")
        case 401: Phrase("Hace falta iniciar sesión")
        case 403: Phrase("No está permitido")
        case 404: Phrase("No encontrado")
        case 405: Phrase("Método no permitido")
        case 409: Phrase("Conflicto con el estado actual")
        case 413: Phrase("Demasiado grande")
        case 415: Phrase("Tipo de contenido no admitido")
        case 416: Phrase("Rango no disponible")
        case 422: Phrase("No se puede procesar")
        case 429: Phrase("Demasiadas peticiones")
        case 500: Phrase("Error interno")
        case 503: Phrase("No disponible por ahora")
        case 507: Phrase("Sin espacio en disco")
        default: Phrase(verbatim: status.reasonPhrase)
        }
    }
}
