import Desk
import Hummingbird

extension DeskServer {
    var reportRoutes: [Route] {
        [
            .staff(.get, "/api/v1/reports/{report}", query: ["from", "to", "campaign", "queue", "agent", "outcome", "cursor", "limit"]) {
                call, me in
                let query = try query(of: call)
                guard let format = SheetFormat(of: call) else { return .json(try await desk.report(query, cells: false, for: me).json) }
                let desk = desk, language = Language(rawValue: me.locale) ?? .es
                return try await sheet(
                    format, name: "\(query.name.rawValue)-\(Timestamp.text(query.to).prefix(10))", title: query.name.title(in: language),
                    headings: query.name.headings(in: language)
                ) { cursor in
                    var page = query
                    (page.cursor, page.limit) = (cursor, 200)
                    return try await desk.report(page, cells: true, for: me)
                }
            }
        ]
    }

    private func query(of call: Call) throws -> ReportQuery {
        guard let name = ReportQuery.Name(rawValue: try call.parameter("report")) else { throw DeskError.noRoute }
        func time(_ key: String) throws -> Int64? {
            guard let text = try call.query.one(key) else { return nil }
            guard let time = Timestamp.parse(text) else {
                throw DeskError.invalid(key, "time", "«\(key)» debe ser un momento como 2026-11-21T15:42:31.120Z.")
            }
            return time
        }
        let to = try time("to") ?? desk.now()
        var query = ReportQuery(name, from: try time("from") ?? to - 14 * 86_400_000, to: to)
        query.campaign = try call.query.one("campaign").map { try ID(parsing: $0, field: "campaign") }
        query.queue = try call.query.one("queue").map { try ID(parsing: $0, field: "queue") }
        query.agent = try call.query.one("agent").map { try ID(parsing: $0, field: "agent") }
        query.outcome = try call.query.one("outcome")
        query.cursor = try call.query.one("cursor")
        query.limit = try call.query.limit()
        return try query.checked()
    }
}
