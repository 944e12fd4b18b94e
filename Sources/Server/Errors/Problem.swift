import Desk
import HTTPTypes
import Hummingbird
import NIOCore

/// RFC 9457: every error of every route has this shape.
enum Problem {
    static func response(_ error: DeskError, id: String, allow: [HTTPRequest.Method] = []) -> Response {
        let status = ErrorMap.status(of: error.code)
        var headers = HTTPFields()
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = "es"
        headers[.cacheControl] = "no-store"
        if let seconds = retryAfter(error, status) { headers[.retryAfter] = "\(seconds)" }
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        if !allow.isEmpty { headers[.allow] = allow.map(\.rawValue).joined(separator: ", ") }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: document(error, status, id))))
    }

    /// What a client is told about an error nobody foresaw: the id under which the log has the rest.
    static func unforeseen(id: String) -> DeskError {
        DeskError("internal", "Algo falló de nuestro lado. Si se repite, avisa con este código: \(id).")
    }

    private static func document(_ error: DeskError, _ status: HTTPResponse.Status, _ id: String) -> [UInt8] {
        var json = JSONText(capacity: 400)
        json.object { json in
            json.field("type", "/problems/\(error.code)")
            json.field("title", titles[status.code] ?? status.reasonPhrase)
            json.field("status", status.code)
            json.field("code", error.code)
            json.field("detail", error.message)
            json.key("errors")
            json.array(error.fields) { json, field in
                json.object { json in
                    json.field("field", field.field)
                    json.field("code", field.code)
                    json.field("message", field.message)
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

    private static let titles = [
        400: "La petición no se entiende", 401: "Hace falta iniciar sesión", 403: "No está permitido", 404: "No encontrado",
        405: "Método no permitido", 409: "Conflicto con el estado actual", 413: "Demasiado grande", 415: "Tipo de contenido no admitido",
        416: "Rango no disponible", 422: "No se puede procesar", 429: "Demasiadas peticiones", 500: "Error interno",
        503: "No disponible por ahora", 507: "Sin espacio en disco",
    ]
}
