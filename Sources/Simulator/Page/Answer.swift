import HTTPTypes
import Hummingbird
import NIOCore

/// The page's files, by their names in the web client's folder; nil where there is none.
package typealias PageFiles = @Sendable (_ name: String, _ request: Request) throws -> Response?

extension Response {
    static func json(_ json: JSON, _ status: Int = 200) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: json.text())))
    }

    static var nothing: Response { Response(status: .noContent, headers: [.cacheControl: "no-store"]) }

    static func refusal(_ refusal: Refusal) -> Response {
        .json(["code": JSON(refusal.code), "detail": JSON(refusal.detail)], refusal.status)
    }
}

extension Request {
    /// The path below `prefix`, in pieces.
    func pieces(below prefix: String) -> [String] {
        uri.path.dropFirst(prefix.count).split(separator: "/").map { String($0) }
    }

    func query(_ name: String) -> String? { uri.queryParameters[Substring(name)].map { String($0) } }

    func bytes(upTo limit: Int) async throws -> [UInt8] {
        do {
            return [UInt8](buffer: try await body.collect(upTo: limit))
        } catch is NIOTooManyBytesError {
            throw Refusal(status: 413, code: "too_large", detail: "the body is larger than \(limit) bytes")
        }
    }

    /// The body as a JSON object; an empty body is an empty one.
    func json() async throws -> JSON {
        let bytes = try await bytes(upTo: 1_048_576)
        guard !bytes.isEmpty else { return [:] }
        guard headers[.contentType].map(MediaRules.bare) == "application/json" else { throw Refusal.invalid("send application/json") }
        guard let json = try? JSON.parse(bytes), json.isObject else { throw Refusal.invalid("the body is no JSON object") }
        return json
    }
}
