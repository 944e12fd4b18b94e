import Storage

extension Desk {
    /// Asks the queue's supervisors for help: a mark until one of them acts on the case, or takes it back. Escalating twice keeps the first.
    /// Throws `case.state` where it is closed, `case.not_found`.
    package func escalate(_ reference: CaseReference, reason: String, by viewer: Viewer) async throws -> Case {
        var check = FieldCheck()
        let reason = check.text(reason, "reason", 0...500, lines: true)
        try check.finish()
        return try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference, sight: .full, leads: .card)
            guard item.state != .closed else { throw try change.illegal(item) }
            guard !item.escalated else { return item }
            var json = JSONText()
            json.object { json in
                json.field("at", time: change.now)
                json.key("by")
                json.object {
                    $0.field("id", viewer.id)
                    $0.field("name", viewer.name)
                }
                json.field("reason", reason.isEmpty ? nil : reason)
            }
            let marked = try change.set(item, "escalated = 1, escalation = $2", [.text(json.text)])
            let line = try change.say("escalated", [("by", viewer.name)] + (reason.isEmpty ? [] : [("reason", reason)]), in: marked)
            change.announce(.on(marked, "case.escalated", before: item.audience, message: line?.json ?? ""))
            return marked
        }
    }

    /// A supervisor has acted, or whoever asked needs no help any more. Nothing happens where nobody asked.
    package func settleEscalation(_ reference: CaseReference, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference, sight: .full, leads: .card)
            guard item.escalated else { return item }
            let settled = try change.set(item, "escalated = 0, escalation = ''")
            let line = try change.say("escalationSettled", [("by", viewer.name)], in: settled)
            change.announce(.on(settled, "case.updated", before: item.audience, message: line?.json ?? ""))
            return settled
        }
    }
}
