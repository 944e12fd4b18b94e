import Storage

extension Desk {
    /// The bot passes the case on to people: queued, and offered if somebody is free, in the same transaction. A supervisor may do it for the bot.
    /// A repeat by the same bot changes nothing. Throws `case.not_found` where the bot does not have it, `case.state`, `queue.not_found`, `forbidden`.
    package func handOff(_ reference: CaseReference, to queue: QueueID?, reason: String, by viewer: Viewer) async throws {
        var check = FieldCheck()
        let reason = check.text(reason, "reason", 0...500, lines: true)
        try check.finish()
        do {
            try await write(by: viewer.author) { change in
                let item = try change.touch(reference)
                guard viewer.isBot || viewer.leads(item.campaign) else {
                    throw DeskError.forbidden("Solo el bot o un supervisor pasa el caso a la cola; si eres de su cola, tómalo.")
                }
                guard item.state == .bot else { throw try change.illegal(item) }
                let params = [("by", viewer.name)] + (reason.isEmpty ? [] : [("reason", reason)])
                _ = try change.handOff(item, to: try queue.map { try change.home($0, nil) }, code: "botHandedOff", params: params)
            }
        } catch let refusal as DeskError where refusal.code == "case.not_found" && viewer.isBot {
            guard try await hasHandedOff(reference, viewer) else { throw refusal }
        }
    }

    /// The answer was lost on its way: what the bot passed on is not its own any more.
    private func hasHandedOff(_ reference: CaseReference, _ viewer: Viewer) async throws -> Bool {
        try await read { transaction in
            guard let id = try transaction.caseID(reference) else { return false }
            return try transaction.first(
                "select 1 from event where case_id = $1 and author = $2 and kind = 'case.queued' limit 1",
                [.text(id.text), .text(viewer.author.label)]
            ) { $0.int(0) } != nil
        }
    }
}

extension Change {
    /// From the bot to the waiting line; the line it joins may be another campaign's, whose rules hold from now on.
    func handOff(_ item: Case, to queue: Queue? = nil, code: String, params: [(String, String)] = []) throws -> Case {
        let home: CaseHome? = if let queue { try self.home(of: item, in: queue) } else { nil }
        let assignments = home.map { ", " + $0.assignments(from: 3) } ?? ""
        let queued = try move(
            item, by: .handOff, to: .queued, "bot_deadline = 0, queued_at = $2\(assignments)",
            [.integer(now)] + (home?.values ?? []))
        let line = try say(code, params, in: queued)
        announce(.on(queued, "case.queued", before: item.audience, message: line?.json ?? ""))
        return queued
    }
}
