import Storage

extension Desk {
    /// Takes a transfer back while nobody has opened the case: it is its former agent's again, also over their capacity, or where it waited. Whoever it is
    /// offered to by name declines it by the same verb. A repeat changes nothing.
    /// Throws `transfer.opened` with who opened it, `transfer.over`, `transfer.not_found`, `case.not_found`.
    package func undoTransfer(_ reference: CaseReference, _ id: String, by viewer: Viewer) async throws -> Case {
        do {
            return try await write(by: .staff(viewer)) { try $0.undoTransfer(reference, id, by: viewer) }
        } catch let nothing as NothingToUndo {
            return nothing.item
        }
    }
}

/// Ends the verb without a trace: it is undone already.
struct NothingToUndo: Error { let item: Case }

extension Change {
    func undoTransfer(_ reference: CaseReference, _ id: String, by viewer: Viewer) throws -> Case {
        let item = try touch(reference, for: .system)
        guard let transfer = try transfer(id), transfer.item == item.id else {
            guard item.audience.sight(of: viewer) >= .card else { throw DeskError.notFound("case", reference.text) }
            throw DeskError.noTransfer
        }
        if transfer.author == viewer.id.text {
            if transfer.state == "undone" { throw NothingToUndo(item: item.untouched) }
            return try undo(transfer, id, of: item, by: viewer)
        }
        guard item.audience.sight(of: viewer) >= .card else { throw DeskError.notFound("case", reference.text) }
        if transfer.toAgent == viewer.id {
            if transfer.state == "declined" { throw NothingToUndo(item: item.untouched) }
            guard item.state == .offered, item.agent == viewer.id else { throw try opened(transfer, item) }
            return try requeue(item, by: .decline, code: "released", params: [("by", viewer.name)])
        }
        throw DeskError(
            "transfer.not_yours",
            "Solo quien transfirió el caso #\(item.number) puede deshacerlo, y solo su destinatario rechazarlo.")
    }

    fileprivate func undo(_ transfer: HeldTransfer, _ id: String, of item: Case, by viewer: Viewer) throws -> Case {
        let newest = try first(
            "select id from transfer where case_id = $1 and state <> 'undone' order by at desc, id desc limit 1", [.text(item.id.text)]
        ) { $0.text(0) }
        guard newest == id, item.state == .queued || item.state == .offered, transfer.acceptedAt == 0, transfer.state != "closed" else {
            throw try opened(transfer, item)
        }
        guard let queue = try Queue.find(transfer.fromQueue, transaction), queue.archivedAt == 0 else {
            throw DeskError("queue.archived", "La cola de la que salió el caso #\(item.number) está archivada; ya no puede volver a ella.")
        }
        try run("update transfer set state = 'undone', settled_at = $2 where id = $1", [.text(id), .integer(now)])
        let isBack = (transfer.fromState == .open || transfer.fromState == .waiting) && transfer.fromAgent != nil
        if isBack, let agent = transfer.fromAgent {
            try run("delete from case_missed where case_id = $1", [.text(item.id.text)])
            try run("delete from attended where user_id = $1 and case_id = $2", [.text(agent.text), .text(item.id.text)])
        }
        let home = try self.home(of: item, in: queue)
        let isMarked = try !isBack && isStillTransferred(item)
        let back = try move(
            item, by: .undo, to: isBack ? .open : .queued,
            "agent_id = cast($2 as text), opened_at = $3, queued_at = $4, deadline = 0, offered_at = 0, "
                + (isBack ? "" : "transferred = \(isMarked ? 1 : 0), overflowed = 0, unanswered_at = 0, ") + home.assignments(from: 5),
            [SQLValue(isBack ? transfer.fromAgent?.text : nil), .integer(isBack ? transfer.openedAt : 0), .integer(transfer.queuedAt)]
                + home.values)
        let line = try say("transferUndone", [("by", viewer.name)], in: back)
        announce(.on(back, isBack ? "case.returned" : "case.queued", before: item.audience, message: line?.json ?? ""))
        return back
    }

    /// Taken back into a queue to which it had been transferred before, and where nobody has opened it since.
    private func isStillTransferred(_ item: Case) throws -> Bool {
        try first(
            "select accepted_at, state from transfer where case_id = $1 and state <> 'undone' order by at desc, id desc limit 1",
            [.text(item.id.text)]
        ) { $0.int(0) == 0 && $0.text(1) != "closed" } ?? false
    }

    fileprivate func opened(_ transfer: HeldTransfer, _ item: Case) throws -> DeskError {
        guard transfer.acceptedAt > 0 else {
            return DeskError("transfer.over", "La transferencia del caso #\(item.number) ya terminó: el caso siguió su camino.")
        }
        let name = try first("select name from users where id = $1", [.text(transfer.acceptedBy)]) { $0.text(0) } ?? ""
        var json = JSONText()
        json.object {
            $0.field("id", transfer.acceptedBy)
            $0.field("name", name)
        }
        let since = Timestamp.text(transfer.acceptedAt)
        return DeskError(
            "transfer.opened", "\(name) abrió el caso #\(item.number) a las \(since); ya no se puede deshacer la transferencia.",
            extra: ["holder": json.text, "since": "\"\(since)\""])
    }
}

extension DeskError {
    static let noTransfer = DeskError("transfer.not_found", "El caso no tiene ninguna transferencia con ese identificador.")
}
