import Desk
import Hummingbird

extension DeskServer {
    var deskRoutes: [Route] {
        [
            .staff(.get, "/api/v1/desk") { _, me in .json(try await desk.snapshot(for: me)) }
        ]
    }
}
