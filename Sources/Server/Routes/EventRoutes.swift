import Desk
import Hummingbird

extension DeskServer {
    var eventRoutes: [Route] {
        [
            .staff(.get, "/api/v1/events", query: ["after"]) { call, me in
                try streams.open(.staff(me), most: options.streamsPerUser, call)
            }
        ]
    }
}
