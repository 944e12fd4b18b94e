import Desk
import Foundation

/// The API channel's own wire format (`POST /api/v1/inbound/{account}`): one item a delivery.
package enum APIInbound {
    private struct Body: Decodable {
        struct From: Decodable {
            let kind: String
            let value: String
            let name: String?
        }
        struct File: Decodable {
            let id: String?
            let url: String?
            let name: String?
            let type: String?
        }
        let id: String
        let from: From
        let kind: String
        let text: String?
        let attachments: [File]?
        let at: String?
        let subject: String?
        let thread: String?
        let html: String?
        let replyTo: String?
        let callId: String?
        let direction: String?
        let status: String?
        let duration: Double?
        let recording: String?
        let call: Call?
    }
    private struct Call: Decodable {
        let callId: String
        let direction: String
        let status: String
        let duration: Double?
        let recording: String?
    }

    /// Keys a body may have: others are refused where the body is read.
    package static let keys: Set<String> = [
        "id", "from", "kind", "text", "attachments", "at", "subject", "thread", "html", "replyTo", "callId", "direction", "status",
        "duration",
        "recording", "call",
    ]

    static func read(_ delivery: Delivery) throws -> [DeliveredItem] {
        let body: Body
        do {
            body = try JSONDecoder().decode(Body.self, from: Data(delivery.body))
        } catch DecodingError.keyNotFound(let key, let context) {
            throw missing((context.codingPath + [key]).map(\.stringValue).joined(separator: "."))
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
            throw DeskError.invalid(path, "type", "«\(path)» no tiene el tipo que se espera.")
        } catch {
            throw DeskError("request.malformed", "El cuerpo no es JSON válido; envíalo completo y en UTF-8.")
        }
        return [.message(try inbound(body))]
    }

    private static func inbound(_ body: Body) throws -> Inbound {
        guard !body.id.isEmpty, body.id.utf8.count <= 200 else {
            throw DeskError.invalid("id", "length", "«id» lleva entre 1 y 200 caracteres.")
        }
        let served: [MessageKind] = [.text, .image, .audio, .video, .file, .email, .call]
        guard let kind = MessageKind(rawValue: body.kind), served.contains(kind) else {
            throw DeskError.invalid("kind", "kind.unknown", "«kind» debe ser uno de: \(served.map(\.rawValue).joined(separator: ", ")).")
        }
        var text = body.text ?? ""
        if text.isEmpty, kind == .email, let html = body.html { text = plain(html) }
        guard text.count <= 65_536 else { throw DeskError("message.too_long", "El texto supera los 65 536 caracteres.", field: "text") }
        if let name = body.from.name, name.count > 200 {
            throw DeskError.invalid("from.name", "length", "«from.name» lleva como máximo 200 caracteres.")
        }
        var inbound = Inbound(
            id: body.id, sender: .init(kind: body.from.kind, value: body.from.value, name: body.from.name.map(trimmed)), kind: kind,
            text: text)
        if let at = body.at {
            guard let time = Timestamp.parse(at) else {
                throw DeskError.invalid("at", "time.malformed", "«at» es una hora RFC 3339, como 2026-11-21T15:42:31Z.")
            }
            inbound.at = time
        }
        inbound.attachments = try (body.attachments ?? []).enumerated().map { try attachment($0.element, at: $0.offset) }
        inbound.subject = body.subject.map { String($0.prefix(500)) }
        inbound.thread = body.thread.map { String($0.prefix(500)) }
        inbound.replyTo = body.replyTo
        switch kind {
        case .text where text.allSatisfy(\.isWhitespace): throw missing("text")
        case .image, .audio, .video, .file:
            if inbound.attachments.isEmpty { throw missing("attachments") }
        case .call: inbound.call = try call(body)
        default: break
        }
        return inbound
    }

    private static func call(_ body: Body) throws -> CallEvent {
        guard let id = body.call?.callId ?? body.callId, !id.isEmpty, id.utf8.count <= 200 else { throw missing("callId") }
        guard let direction = CallEvent.Direction(rawValue: body.call?.direction ?? body.direction ?? "in") else {
            throw DeskError.invalid("direction", "direction.unknown", "«direction» debe ser in u out.")
        }
        guard let status = CallEvent.Status(rawValue: body.call?.status ?? body.status ?? "") else {
            throw DeskError.invalid("status", "status.unknown", "«status» debe ser ringing, answered, missed o ended.")
        }
        let duration = body.call?.duration ?? body.duration
        if let duration, !(0...604_800).contains(duration) {
            throw DeskError.invalid("duration", "range", "«duration» son segundos, entre 0 y 604800.")
        }
        return CallEvent(
            callId: id, direction: direction, status: status, duration: duration.map { Int64($0) },
            recording: body.call?.recording ?? body.recording)
    }

    private static func attachment(_ file: Body.File, at place: Int) throws -> InboundAttachment {
        if let id = file.id { return .stored(try AttachmentID(parsing: id, field: "attachments.\(place).id")) }
        guard let url = file.url else { throw missing("attachments.\(place).url") }
        guard url.utf8.count <= 2000, let parts = URLComponents(string: url), ["http", "https"].contains(parts.scheme?.lowercased() ?? "")
        else {
            throw DeskError.invalid(
                "attachments.\(place).url", "url.malformed", "«attachments.\(place).url» no es una dirección http o https.")
        }
        return .remote(url: url, name: file.name, type: file.type)
    }

    private static func missing(_ field: String) -> DeskError { DeskError.invalid(field, "required", "Falta «\(field)».") }
    private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    /// The words of an HTML body whose sender gave no text: shown as text, never as HTML.
    private static func plain(_ html: String) -> String {
        var text = ""
        var inTag = false
        for character in html {
            switch character {
            case "<": inTag = true
            case ">":
                inTag = false
                if text.last != " " { text.append(" ") }
            default: if !inTag { text.append(character) }
            }
        }
        for (entity, word) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.replacingOccurrences(of: entity, with: word)
        }
        return trimmed(text)
    }
}
