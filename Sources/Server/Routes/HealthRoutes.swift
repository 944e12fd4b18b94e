import Desk
import HTTPTypes
import Hummingbird
import Logging

extension DeskServer {
    /// Milliseconds behind the log from which this node is no longer fit to serve.
    private static let longestLag: Int64 = 10_000

    var healthRoutes: [Route] {
        [
            .open(.get, "/health/live") { _ in
                .json { json in json.object { $0.field("status", "ok") } }
            },
            .open(.get, "/health/ready") { _ in try await ready() },
        ]
    }

    private func ready() async throws -> Response {
        var isReachable = true
        do {
            try await desk.reachDatabase()
        } catch {
            log.warning("the database can't be read", metadata: ["error": "\(error)"])
            isReachable = false
        }
        let lag = streams.feed.lag
        let isReady = isReachable && lag < Self.longestLag
        return .json(isReady ? .ok : .serviceUnavailable) { json in
            json.object { json in
                json.field("status", isReady ? "ok" : "unavailable")
                json.field("database", isReachable)
                json.field("logLag", lag)
            }
        }
    }
}
