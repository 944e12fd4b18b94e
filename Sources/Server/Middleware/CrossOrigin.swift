import Desk
import HTTPTypes
import Hummingbird

/// CORS, only where other sites' pages need it: the chat of an account that names them, and the widget's files.
struct CrossOrigin: Sendable {
    let desk: Desk

    /// Nil where pages of other sites have no business.
    func headers(for request: Request) async -> HTTPFields? {
        let path = request.uri.path
        if path == "/widget.js" || path.hasPrefix("/widget/") {
            return [.accessControlAllowOrigin: "*", SecurityHeaders.resourcePolicy: "cross-origin"]
        }
        guard path.hasPrefix("/chat/") else { return nil }
        var headers: HTTPFields = [SecurityHeaders.resourcePolicy: "cross-origin", .vary: "Origin"]
        guard let origin = request.headers[.origin], await isAdmitted(origin, path) else { return headers }
        headers[.accessControlAllowOrigin] = origin
        headers[.accessControlExposeHeaders] = "Retry-After, X-Request-Id"
        return headers
    }

    /// The answer to a preflight; nil when the request is none.
    func preflight(_ request: Request) async -> Response? {
        guard request.method == .options, request.headers[.accessControlRequestMethod] != nil, var headers = await headers(for: request)
        else {
            return nil
        }
        headers[.accessControlAllowMethods] = "GET, POST, PUT"
        headers[.accessControlAllowHeaders] = "Authorization, Content-Type, Content-Disposition, Last-Event-ID"
        headers[.accessControlMaxAge] = "600"
        return Response(status: .noContent, headers: headers)
    }

    private func isAdmitted(_ origin: String, _ path: String) async -> Bool {
        guard let slug = path.split(separator: "/").dropFirst().first.flatMap({ PercentEncoding.decode($0.utf8) }) else { return false }
        do {
            return OriginRule.admits(origin, try await desk.account(slug).settings.origins)
        } catch {
            return false  // The route itself says what is wrong with the account.
        }
    }
}
