import Desk
import HTTPTypes
import Hummingbird

extension DeskServer {
    var reportRoutes: [Route] {
        [
            .staff(.get, "/api/v1/reports/{report}", query: ["from", "to", "campaign", "queue", "agent", "outcome", "cursor", "limit"]) {
                call, me in
                let query = try query(of: call)
                switch Self.format(of: call) {
                case .json: return .json(try await desk.report(query, cells: false, for: me).json)
                case .csv:
                    let organisation = try await desk.organisation()
                    return export(query, for: me) { CSVWriter(organisation: organisation) }
                case .xlsx:
                    let organisation = try await desk.organisation(), title = query.name.title(in: Language(rawValue: me.locale) ?? .es)
                    return export(query, for: me) { XLSXWriter(organisation: organisation, title: title) }
                }
            }
        ]
    }

    private enum Format { case json, csv, xlsx }

    private static func format(of call: Call) -> Format {
        let accepted = call.request.headers[.accept]?.lowercased() ?? ""
        return accepted.contains("text/csv") ? .csv : accepted.contains("spreadsheetml.sheet") ? .xlsx : .json
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

    /// All of the report, whatever page was asked for: written as it is read, so that its size is no matter.
    private func export<Writer: SheetWriter>(_ query: ReportQuery, for viewer: Viewer, _ make: @escaping @Sendable () -> Writer) -> Response
    {
        var first = query
        first.cursor = nil
        first.limit = 200
        let start = first, desk = desk
        let headings = query.name.headings(in: Language(rawValue: viewer.locale) ?? .es)
        let day = Timestamp.text(query.to).prefix(10)
        let headers: HTTPFields = [
            .contentType: Writer.type, .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"\(query.name.rawValue)-\(day).\(Writer.suffix)\"",
        ]
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { output in
                var writer = make()
                var query = start
                try await output.write(writer.begin(headings))
                repeat {
                    let page = try await desk.report(query, cells: true, for: viewer)
                    try await output.write(writer.add(page.cells))
                    query.cursor = page.next
                } while query.cursor != nil
                try await output.write(writer.end())
                try await output.finish(nil)
            })
    }
}
