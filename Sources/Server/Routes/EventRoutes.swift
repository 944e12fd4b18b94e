import Desk
import Hummingbird

extension DeskServer {
    var eventRoutes: [Route] {
        [
            .staff(.get, "/api/v1/events", isForBots: true, query: ["after"]) { call, me in
                try await streams.open(me.isBot ? .bot(me) : .staff(me), most: options.streamsPerUser, call)
            }
        ]
    }
}
