import Desk
import HTTPTypes
import Hummingbird

/// Where providers deliver. Whoever they are is proved by the signature over the raw bytes, never by an address.
extension DeskServer {
    /// Meta sends up to 3 MB; nobody else sends more.
    private static let hookLimit = 4 * 1_048_576

    var hookRoutes: [Route] {
        [
            .open(.get, "/hooks/{channel}/{account}", query: ["hub.mode", "hub.challenge", "hub.verify_token"]) { call in
                var query: [String: String] = [:]
                for name in ["hub.mode", "hub.challenge", "hub.verify_token"] { query[name] = try call.query.one(name) }
                let answer = try await desk.greet(
                    query, channel: try call.parameter("channel"), account: try call.parameter("account"))
                return .text(answer)
            },
            .open(.post, "/hooks/{channel}/{account}") { call in
                let account = try call.parameter("account")
                // By address: a stranger who floods the line must not keep the provider out.
                try gate.brakes.spend(\.inbound, "\(account.prefix(64)) \(call.address)")
                let body = try await call.collect(upTo: Self.hookLimit)
                let headers = call.request.headers.map { (name: $0.name.rawName, value: $0.value) }
                _ = try await desk.take(
                    Delivery(body: body, headers: headers), channel: try call.parameter("channel"), account: account)
                return .text("ok")
            },
        ]
    }
}
