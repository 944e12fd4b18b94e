import Storage

extension Desk {
    /// Calls whose end never came: rung out counts as missed, spoken as ended. Answers when the next one is given up.
    func endSilentCalls() async throws -> Int64? {
        let now = now()
        let due = try await read { transaction in
            try transaction.all("select id, call_until from cases where call_until > 0 order by call_until limit 200", []) {
                (id: CaseID($0.text(0)), until: $0.int(1))
            }
        }
        for silent in due where silent.until <= now {
            try await writeIfDue { change in
                let until = try change.first("select call_until from cases where id = $1", [.text(silent.id.text)]) { $0.int(0) }
                guard let until, until > 0, until <= change.now else { throw NothingDue() }
                // Should it be none of the newest calls, at least it is not looked for again.
                try change.run("update cases set call_until = 0 where id = $1", [.text(silent.id.text)])
                for call in try change.calls(of: silent.id) where call.live.map({ $0.until <= change.now }) ?? false {
                    var over = call.event
                    over.status = over.status == .ringing ? .missed : .ended
                    try change.update(call: over, of: Received(caseID: silent.id, number: 0, message: call.message, isNew: false))
                }
            }
        }
        return due.first { $0.until > now }?.until
    }
}
