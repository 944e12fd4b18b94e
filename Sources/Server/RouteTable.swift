import HTTPTypes
import Hummingbird

/// All routes of the server, and the way from a request to one of them.
package struct RouteTable: Sendable {
    package let routes: [Route]

    func register(on router: Router<Context>, gate: Gate) {
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await gate.pass(request, context, to: route)
            }
        }
    }

    /// The methods that exist at a path, for an `Allow` header; none where nothing is.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let segments = path.split(separator: "/")
        return routes.filter { $0.matches(segments) }.map(\.method)
    }
}
