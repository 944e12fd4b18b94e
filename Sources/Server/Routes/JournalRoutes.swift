import Desk
import Hummingbird

/// What came over a line, as it came, and how the line is doing.
extension DeskServer {
    var journalRoutes: [Route] {
        [
            .staff(.get, "/api/v1/channel-accounts/{id}/journal", needs: .admin, query: ["state", "cursor", "limit"]) { call, me in
                let state = try call.query.one("state").map { text in
                    guard let state = JournalState(rawValue: text) else {
                        throw DeskError.invalid("state", "choice", "«state» debe ser uno de: done, partly, refused.")
                    }
                    return state
                }
                return .json(
                    try await desk.journal(
                        of: try call.id(noun: "account"), state: state, cursor: try call.query.one("cursor"), limit: try call.query.limit(),
                        for: me))
            },
            .staff(.get, "/api/v1/channel-accounts/{id}/journal/{entry}", needs: .admin) { call, me in
                let entry = try await desk.journalEntry(try call.entry, of: try call.id(noun: "account"), by: me)
                return .json { entry.write(to: &$0, withBody: true) }
            },
            .staff(.put, "/api/v1/channel-accounts/{id}/journal/{entry}/replay", needs: .admin) { call, me in
                try await call.emptyBody()
                let account: AccountID = try call.id(noun: "account"), entry = try call.entry
                _ = try await desk.replay(entry, of: account, by: me)
                let held = try await desk.journalEntry(entry, of: account, by: me)
                return .json { held.write(to: &$0) }
            },
            .staff(.get, "/api/v1/channel-accounts/{id}/health") { call, me in
                let health = try await desk.health(of: try call.id(noun: "account"), for: me)
                return .json { health.write(to: &$0) }
            },
        ]
    }
}

extension Call {
    fileprivate var entry: String {
        get throws {
            let id: ID<JournalEntry> = try id("entry", noun: "journal")
            return id.text
        }
    }
}
