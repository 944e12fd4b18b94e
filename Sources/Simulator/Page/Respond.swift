import HTTPTypes
import Hummingbird
import NIOCore

extension Simulator {
    /// Paths that are the simulator's, whole.
    package static let prefixes = ["/simulator", "/app/simulator"]

    /// Any request below the prefixes. Whoever doesn't come from this machine finds nothing there.
    package func respond(to request: Request, on channel: any Channel) async throws -> Response {
        guard Door.admits(request, peer: channel.remoteAddress?.ipAddress) else {
            return .json(["code": "route.not_found", "detail": "there is nothing at this address"], 404)
        }
        let path = request.uri.path
        if path.hasPrefix("/simulator/graph/") { return await graph(request, channel) }
        do {
            if path.hasPrefix("/simulator/api/") { return try await page(request, channel) }
            return try file(request)
        } catch let refusal as Refusal {
            return .refusal(refusal)
        }
    }

    private func file(_ request: Request) throws -> Response {
        guard request.method == .get || request.method == .head else { throw Refusal(status: 405, code: "method", detail: "only GET") }
        let name: String
        switch request.uri.path {
        case "/simulator", "/simulator/": name = "simulator/index.html"
        case "/simulator/chat": name = "simulator/chat.html"
        default: name = String(request.uri.path.dropFirst("/app/".count))
        }
        guard name.hasPrefix("simulator/"), var response = try files(name, request) else {
            throw Refusal.missing("page at \(request.uri.path)")
        }
        // The shop's chat stands in a frame of the simulator's page: nobody else's.
        if name == "simulator/index.html" { response.headers[.contentSecurityPolicy] = Self.policy(frames: "'self'", ancestors: "'none'") }
        if name == "simulator/chat.html" { response.headers[.contentSecurityPolicy] = Self.policy(frames: "'none'", ancestors: "'self'") }
        return response
    }

    private static func policy(frames: String, ancestors: String) -> String {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; "
            + "font-src 'self'; frame-src \(frames); base-uri 'none'; form-action 'self'; frame-ancestors \(ancestors)"
    }
}
