import Storage

extension Desk {
    /// The offered agent opens the case, or a member of its queue picks it while it waits. Ownership is compare-and-set under the case's lock.
    /// Throws `case.taken` with who holds it and since when, `case.state`, `case.not_found`.
    package func accept(_ reference: CaseReference, by viewer: Viewer) async throws -> Case {
        do {
            return try await write(by: .staff(viewer)) { change in
                let item = try change.touch(reference, for: .system)
                if item.state.isHeld, item.agent == viewer.id, item.state != .offered { throw AlreadyMine(item: item.untouched) }
                try change.refuseIfTaken(item, by: viewer)
                guard item.audience.sight(of: viewer) >= .card else { throw DeskError.notFound("case", reference.text) }
                guard item.state == .offered || item.state == .queued || item.state == .bot else { throw try change.illegal(item) }
                return try change.take(item, for: viewer)
            }
        } catch let mine as AlreadyMine {
            return mine.item  // a repeat of my own acceptance answers the same
        }
    }
}

/// Ends the verb without a trace: the case is already the caller's.
private struct AlreadyMine: Error { let item: Case }

extension Change {
    func refuseIfTaken(_ item: Case, by viewer: Viewer) throws {
        guard let holder = item.agent, holder != viewer.id, item.state.isHeld else { return }
        // Whoever could see it wait may know who has it; to others it does not exist.
        var waiting = item.audience
        waiting.state = .queued
        guard waiting.sight(of: viewer) >= .card else { throw DeskError.notFound("case", item.id.text) }
        let name = try first("select name from users where id = $1", [.text(holder.text)]) { $0.text(0) } ?? ""
        let since = Timestamp.text(item.state == .offered ? item.offeredAt : item.openedAt)
        var json = JSONText()
        json.object {
            $0.field("id", holder)
            $0.field("name", name)
        }
        let sentence =
            item.state == .offered
            ? Phrase("El caso #\(item.number) está asignado a \(name) desde \(since).")
            : Phrase("El caso #\(item.number) lo tomó \(name) a las \(since).")
        throw DeskError("case.taken", sentence, extra: ["holder": json.text, "since": "\"\(since)\""])
    }

    /// Opens an offered, waiting or bot's case for this person.
    func take(_ item: Case, for viewer: Viewer) throws -> Case {
        let transition: Transition = item.state == .offered ? .accept : item.state == .queued ? .pick : .takeFromBot
        if transition != .accept {
            guard viewer.queues.contains(item.queue) else {
                throw DeskError.forbidden("Solo los miembros de la cola toman sus casos; asígnalo a un agente.")
            }
        }
        let opened = try move(
            item, by: transition, to: .open, "agent_id = $2, opened_at = $3, deadline = 0, orphaned_at = 0, bot_deadline = 0",
            [.text(viewer.id.text), .integer(now)])
        try run("delete from case_missed where case_id = $1", [.text(item.id.text)])
        try run("update agent set missed = 0 where user_id = $1 and missed > 0", [.text(viewer.id.text)])
        let line = try say("accepted", [("by", viewer.name)], in: opened)
        announce(
            .on(opened, "case.accepted", before: item.audience, message: line?.json ?? "", data: Self.visitorAgent(opened, viewer.name)))
        return opened
    }

    /// What the customer's web chat is told: who attends, or nobody.
    static func visitorAgent(_ item: Case, _ name: String?) -> String {
        guard item.channel == "webchat" else { return "" }
        var json = JSONText()
        json.object { $0.field("name", name) }
        return json.text
    }
}
