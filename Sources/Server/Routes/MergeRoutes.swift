import Desk
import Hummingbird

extension DeskServer {
    var mergeRoutes: [Route] {
        [
            .staff(.get, "/api/v1/cases/{case}/related") { call, me in
                .json(try await desk.related(to: try call.caseReference, for: me))
            },
            .staff(.put, "/api/v1/cases/{case}/merge") { call, me in
                let into = try await call.body { try CaseReference(parsing: $0.text("into")) }
                return answer(try await desk.merge(try call.caseReference, into: into, by: me), to: me)
            },
        ]
    }
}
