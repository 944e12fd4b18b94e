import Desk
import HTTPTypes
import Hummingbird

/// One line of the route table. `docs/openapi.yaml` describes each of them; a test compares the two.
package struct Route: Sendable {
    package enum Handler: Sendable {
        case open(@Sendable (Call) async throws -> Response)
        /// For people signed in and for API tokens with this scope; some for bots too, whose look-ups reach the cases they have.
        case staff(Scope, isForBots: Bool, @Sendable (Call, Viewer) async throws -> Response)
        /// For customers in the web chat of the account in the path.
        case chat(@Sendable (Call, ChannelAccount) async throws -> Response)
    }

    package let method: HTTPRequest.Method
    package let path: String
    let query: Set<String>
    let handler: Handler

    static func open(
        _ method: HTTPRequest.Method, _ path: String, query: Set<String> = [], _ answer: @escaping @Sendable (Call) async throws -> Response
    ) -> Route {
        Route(method: method, path: path, query: query, handler: .open(answer))
    }

    /// Reading needs the scope `read`, all else `write`, unless another is named.
    static func staff(
        _ method: HTTPRequest.Method, _ path: String, needs scope: Scope? = nil, isForBots: Bool = false, query: Set<String> = [],
        _ answer: @escaping @Sendable (Call, Viewer) async throws -> Response
    ) -> Route {
        Route(
            method: method, path: path, query: query,
            handler: .staff(scope ?? (method == .get ? .read : .write), isForBots: isForBots, answer))
    }

    static func chat(
        _ method: HTTPRequest.Method, _ path: String, query: Set<String> = [],
        _ answer: @escaping @Sendable (Call, ChannelAccount) async throws -> Response
    ) -> Route {
        Route(method: method, path: path, query: query, handler: .chat(answer))
    }

    /// Whether a path without its query fits the template; only for telling 405 from 404.
    func matches(_ segments: [Substring]) -> Bool {
        let own = path.split(separator: "/")
        if own.last == "**" {
            return segments.count >= own.count && zip(own.dropLast(), segments).allSatisfy { $0 == $1 || $0.first == "{" }
        }
        return own.count == segments.count && zip(own, segments).allSatisfy { $0 == $1 || $0.first == "{" }
    }
}
