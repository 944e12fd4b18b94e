import Desk
import HTTPTypes
import Hummingbird
import NIOCore

/// One request as its route sees it.
package struct Call: Sendable {
    static let jsonLimit = 1_048_576

    let request: Request
    let context: Context
    let query: Query
    /// The client's address: the proxy's word for it where the proxy is trusted.
    let address: String

    /// A part of the path, percent-decoded.
    func parameter(_ name: String) throws -> String {
        guard let raw = context.parameters.get(name), let text = PercentEncoding.decode(raw.utf8) else {
            throw DeskError.noRoute
        }
        return text
    }

    /// An id in the path of something that must exist: anything that is no UUID is not there either.
    func id<Of>(_ name: String = "id", noun: String) throws -> ID<Of> {
        let text = try parameter(name)
        guard UUIDText.isValid(text) else { throw DeskError.notFound(noun, text) }
        return ID(text.lowercased())
    }

    /// An id the client chose for what it creates.
    func newID<Of>(_ name: String = "id") throws -> ID<Of> { try ID(parsing: parameter(name), field: name) }

    var caseReference: CaseReference {
        get throws { try CaseReference(parsing: parameter("case")) }
    }

    /// Reads the JSON object of the body; members that `read` does not take are refused.
    func body<T>(oddities: JSONParser.Oddities = .refused, _ read: (inout Fields) throws -> T) async throws -> T {
        try requireJSON()
        let bytes = try await collect(upTo: Self.jsonLimit)
        return try Fields.read(try JSONParser.parse(bytes, oddities: oddities), read)
    }

    /// The same, where no body says what an empty object says.
    func optionalBody<T>(_ read: (inout Fields) throws -> T) async throws -> T {
        let bytes = try await collect(upTo: Self.jsonLimit)
        guard !bytes.isEmpty else { return try Fields.read(.object([]), read) }
        try requireJSON()
        return try Fields.read(try JSONParser.parse(bytes), read)
    }

    /// For verbs without arguments: nothing, or an empty object.
    func emptyBody() async throws {
        let bytes = try await collect(upTo: Self.jsonLimit)
        guard !bytes.isEmpty else { return }
        try requireJSON()
        try Fields.read(try JSONParser.parse(bytes)) { _ in }
    }

    func collect(upTo limit: Int) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw Self.tooLarge(limit) }
        do {
            return [UInt8](buffer: try await request.body.collect(upTo: limit))
        } catch is NIOTooManyBytesError {
            throw Self.tooLarge(limit)
        }
    }

    /// The media type without its parameters, folded; empty when there is none.
    var contentType: String {
        let raw = request.headers[.contentType] ?? ""
        return raw.prefix { $0 != ";" }.trimmingWhitespace().lowercased()
    }

    private func requireJSON() throws {
        guard contentType == "application/json" else {
            throw DeskError("request.content_type", "El cuerpo debe enviarse como application/json.")
        }
    }

    static func tooLarge(_ limit: Int) -> DeskError {
        DeskError("request.too_large", "El cuerpo pasa del límite de \(limit) bytes.", extra: ["limit": "\(limit)"])
    }
}

extension DeskError {
    static let noRoute = DeskError("route.not_found", "No hay nada en esta dirección.")
}

extension Substring {
    func trimmingWhitespace() -> Substring {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
