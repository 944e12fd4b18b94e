import Desk
import HTTPTypes
import Hummingbird

/// One act for many cases, each by its own verb: asked for, watched, cancelled and taken back by whoever asked.
extension DeskServer {
    var bulkRoutes: [Route] {
        [
            .staff(.get, "/api/v1/bulk", query: ["cursor", "limit"]) { call, me in
                .json(try await desk.bulks(cursor: try call.query.one("cursor"), limit: try call.query.limit(), for: me))
            },
            .staff(.put, "/api/v1/bulk/{bulk}") { call, me in
                let id: BulkID = try call.newID("bulk")
                let done = try await desk.startBulk(id, try await call.body { try NewBulk(&$0) }, by: me)
                return try .json(done.created ? .created : .ok) { try done.bulk.write(to: &$0) }
            },
            .staff(.get, "/api/v1/bulk/{bulk}") { call, me in
                let bulk = try await desk.bulk(try call.bulkID, for: me)
                return try .json { try bulk.write(to: &$0) }
            },
            .staff(.delete, "/api/v1/bulk/{bulk}") { call, me in
                let bulk = try await desk.cancelBulk(try call.bulkID, by: me)
                return try .json { try bulk.write(to: &$0) }
            },
            .staff(.get, "/api/v1/bulk/{bulk}/results", query: ["state", "cursor", "limit"]) { call, me in
                let state = try call.query.one("state").map { try BulkItemState(choosing: $0, for: "state") }
                return .json(
                    try await desk.bulkResults(
                        try call.bulkID, state: state, cursor: try call.query.one("cursor"), limit: try call.query.limit(), for: me))
            },
            .staff(.put, "/api/v1/bulk/{bulk}/undo") { call, me in
                try await call.emptyBody()
                let done = try await desk.undoBulk(try call.bulkID, by: me)
                return try .json(done.created ? .created : .ok) { try done.bulk.write(to: &$0) }
            },
            .staff(.get, "/api/v1/bulk/{bulk}/file") { call, me in
                let bulk = try await desk.bulk(try call.bulkID, for: me)
                let language = Language(rawValue: me.locale) ?? .es
                return try await sheet(
                    bulk.finishedFormat == .csv ? .csv : .xlsx, name: "casos-\(Timestamp.text(desk.now()).prefix(10))",
                    title: Desk.caseTitle(in: language),
                    headings: Desk.caseHeadings(in: language)
                ) { try await desk.bulkRows(bulk.id, cursor: $0, for: me) }
            },
        ]
    }
}

extension Call {
    fileprivate var bulkID: BulkID {
        get throws { try id("bulk", noun: "bulk") }
    }
}

extension NewBulk {
    /// `{cases: […] | filter: {…}, action: {…}, expected?}`.
    fileprivate init(_ fields: inout Fields) throws {
        let act = try BulkAct(try fields.value("action"))
        let cases = try fields.optionalItems("cases", most: .max) { value, _ in value }
        let filter = try fields.optionalMembers("filter", most: 100)
        let selection: BulkSelection
        switch (cases, filter) {
        case (let cases?, nil): selection = try BulkSelection(cases: cases)
        case (nil, let filter?):
            selection = .filter(try CaseQuery(filter: .object(filter.map { JSONValue.Member($0.key, $0.value) })))
        default:
            throw fields.wrong(
                "cases", "bulk.selection",
                "Di para qué casos es: «cases» con sus ids, o «filter» con los filtros de la lista; uno de los dos.")
        }
        self.init(act: act, selection: selection, expected: try fields.optionalInteger("expected"))
    }
}
