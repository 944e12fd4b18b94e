import Desk
import Hummingbird

extension DeskServer {
    var tokenRoutes: [Route] {
        [
            .staff(.get, "/api/v1/tokens") { _, me in
                .list(try await desk.tokens(for: me)) { $1.write(to: &$0) }
            },
            .staff(.post, "/api/v1/tokens") { call, me in
                let (name, scopes) = try await call.body { fields in
                    let name = try fields.filledText("name")
                    let scopes = try fields.optionalItems("scopes", most: 10) { try Self.scope($0, at: $1) }
                    guard let scopes else { throw fields.missing("scopes") }
                    return (name, scopes)
                }
                let (token, row) = try await desk.addToken(name: name, scopes: scopes, by: me)
                return .json(.created) { row.write(to: &$0, token: token) }
            },
            .staff(.delete, "/api/v1/tokens/{id}") { call, me in
                try await desk.revokeToken(try call.parameter("id"), by: me)
                return .noContent
            },
        ]
    }

    private static func scope(_ value: JSONValue, at path: String) throws -> Scope {
        guard case .string(let text) = value else { return try Scope(choosing: "", for: path) }
        return try Scope(choosing: text, for: path)
    }
}
