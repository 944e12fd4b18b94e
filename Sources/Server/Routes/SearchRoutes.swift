import Desk
import Hummingbird

extension DeskServer {
    var searchRoutes: [Route] {
        [
            .staff(.get, "/api/v1/search", query: ["q", "scope", "sort", "campaign", "cursor", "limit"]) { call, me in
                var query = SearchQuery(try call.query.one("q") ?? "")
                query.scope = try call.query.one("scope").map { try SearchQuery.Scope(choosing: $0, for: "scope") }
                query.sort = try call.query.one("sort").map { try SearchQuery.Sort(choosing: $0, for: "sort") } ?? .newest
                query.campaign = try call.query.one("campaign").map { try ID(parsing: $0, field: "campaign") }
                query.cursor = try call.query.one("cursor")
                query.limit = try call.query.limit()
                return .json(try await desk.search(query, for: me))
            }
        ]
    }
}
