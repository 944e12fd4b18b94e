import Desk
import HTTPTypes
import Hummingbird

/// Who may pass to a route: query keys, origin, credential and scope, judged once, before the route runs.
struct Gate: Sendable {
    let desk: Desk
    let origins: OriginRule
    let proxies: TrustedProxies
    let brakes = Brakes()

    func pass(_ request: Request, _ context: Context, to route: Route) async throws -> Response {
        let call = Call(
            request: request, context: context, query: try Query(request.uri.query, known: route.query),
            address: proxies.client(of: request, peer: context.channel.remoteAddress?.ipAddress))
        switch route.handler {
        case .open(let answer): return try await answer(call)
        case .staff(let scope, let isForBots, let answer):
            let viewer = try await viewer(of: call)
            guard viewer.scopes.contains(scope) || isForBots && viewer.isBot else {
                throw DeskError("scope.missing", "A esta credencial le falta el permiso «\(scope.rawValue)».")
            }
            // Who works by the interface alone has no stream to be seen by.
            if !viewer.isBot { desk.presence.seen(viewer.id) }
            return try await answer(call, viewer)
        case .chat(let answer):
            let account = try await desk.account(try call.parameter("account"))
            try account.requireWebchat()
            try origins.admitChat(request, to: account)
            return try await answer(call, account)
        }
    }

    /// The person or token behind a request; `session.required` when it carries none.
    func viewer(of call: Call) async throws -> Viewer {
        let headers = call.request.headers
        let viewer: Viewer
        if let token = Credentials.bearer(headers), token.hasPrefix("vt_") {
            viewer = try await desk.viewer(token: token)
        } else if headers[.authorization] == nil, let token = Credentials.session(headers) {
            try origins.admitSession(call.request)
            viewer = try await desk.viewer(token: token)
        } else {
            throw DeskError("session.required", "Hace falta iniciar sesión o presentar un token de acceso.")
        }
        call.context.trace.isOf(viewer)
        return viewer
    }
}

enum Credentials {
    static let cookie = "vt_session"

    static func bearer(_ headers: HTTPFields) -> String? {
        guard let value = headers[.authorization], value.prefix(7).lowercased() == "bearer " else { return nil }
        return String(value.dropFirst(7).trimmingWhitespace())
    }

    static func session(_ headers: HTTPFields) -> String? {
        guard let cookies = headers[.cookie] else { return nil }
        for pair in cookies.split(separator: ";") {
            let pair = pair.trimmingWhitespace()
            guard pair.hasPrefix(cookie), pair.dropFirst(cookie.count).first == "=" else { continue }
            let value = pair.dropFirst(cookie.count + 1)
            return value.isEmpty ? nil : String(value)
        }
        return nil
    }
}
