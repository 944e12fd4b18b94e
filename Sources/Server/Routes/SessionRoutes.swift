import Desk
import HTTPTypes
import Hummingbird

extension DeskServer {
    var sessionRoutes: [Route] {
        [
            .open(.post, "/api/v1/session") { call in
                try gate.origins.admitSignIn(call.request)
                let (email, password) = try await call.body { (try $0.text("email", longest: 320), try $0.text("password", longest: 1024)) }
                let agent = call.request.headers[.userAgent] ?? ""
                let (token, viewer) = try await desk.signIn(email: email, password: password, address: call.address, client: agent)
                call.context.trace.isOf(viewer)
                return try await answer(me: viewer, cookie: SessionCookie.set(token, isSecure: options.isSecure))
            },
            .staff(.delete, "/api/v1/session") { call, me in
                try await call.emptyBody()
                try await desk.signOut(me)
                var response = Response.noContent
                response.headers[.setCookie] = SessionCookie.clear(isSecure: options.isSecure)
                return response
            },
            .staff(.get, "/api/v1/sessions") { _, me in
                .list(try await desk.sessions(for: me)) { $1.write(to: &$0) }
            },
            .staff(.delete, "/api/v1/sessions/{id}") { call, me in
                try await desk.endSession(try call.parameter("id"), by: me)
                return .noContent
            },
        ]
    }

    private func answer(me viewer: Viewer, cookie: String) async throws -> Response {
        let me = try await desk.me(viewer)
        var response = Response.json { me.write(to: &$0) }
        response.headers[.setCookie] = cookie
        return response
    }
}

enum SessionCookie {
    static let seconds = 30 * 86_400

    static func set(_ token: String, isSecure: Bool) -> String {
        "\(Credentials.cookie)=\(token); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)\(isSecure ? "; Secure" : "")"
    }
    static func clear(isSecure: Bool) -> String {
        "\(Credentials.cookie)=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0\(isSecure ? "; Secure" : "")"
    }
}
