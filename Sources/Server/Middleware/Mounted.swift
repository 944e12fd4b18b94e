import HTTPTypes
import Hummingbird
import NIOCore

/// Paths that another part of the program answers whole, judging by itself who may ask.
package struct Mount: Sendable {
    let prefixes: [String]
    let answer: @Sendable (Request, any NIOCore.Channel) async throws -> Response

    /// - Parameter prefixes: without a slash at the end.
    package init(_ prefixes: [String], answer: @escaping @Sendable (Request, any NIOCore.Channel) async throws -> Response) {
        self.prefixes = prefixes
        self.answer = answer
    }

    func holds(_ path: String) -> Bool {
        prefixes.contains { path.hasPrefix($0) && (path.count == $0.count || path.dropFirst($0.count).first == "/") }
    }
}

struct Mounted: RouterMiddleware {
    let mount: Mount

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        guard mount.holds(request.uri.path) else { return try await next(request, context) }
        return try await mount.answer(request, context.channel)
    }
}
