import Desk
import HTTPTypes
import Hummingbird
import NIOCore

/// Ready answers: head and body leave in one write.
extension Response {
    private static let jsonHeaders: HTTPFields = [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"]

    static func json(_ bytes: [UInt8], _ status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: jsonHeaders, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func json(_ status: HTTPResponse.Status = .ok, _ write: (inout JSONText) throws -> Void) rethrows -> Response {
        var json = JSONText()
        try write(&json)
        return .json(json.bytes, status)
    }

    /// `{items, next}` where all fits one page.
    static func list<Items: Sequence>(_ items: Items, _ write: (inout JSONText, Items.Element) throws -> Void) rethrows -> Response {
        try .json { json in
            try json.object { json in
                json.key("items")
                try json.array(items, write)
                json.field("next", String?.none)
            }
        }
    }

    static func text(_ text: String, type: String = "text/plain; charset=utf-8", _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    static func redirect(to location: String) -> Response {
        Response(status: .found, headers: [.location: location, .cacheControl: "no-store"], body: ResponseBody(byteBuffer: ByteBuffer()))
    }

    static var noContent: Response { Response(status: .noContent, headers: [.cacheControl: "no-store"]) }
}
