import Storage

extension Change {
    /// Takes back what an act did to one case, by the verb that does the contrary and its rights. Throws `bulk.changed_since` where somebody has acted since:
    /// theirs is the last word.
    func undo(_ act: BulkAct, _ effect: BulkEffect, on item: BulkItem, by viewer: Viewer) throws {
        if effect.isNothing { throw NothingToDo() }
        let reference = item.reference
        if !effect.transfer.isEmpty { return try undo(transfer: effect.transfer, of: item, by: viewer) }
        switch act {
        case .priority:
            let held = try touch(reference, sight: .full, leads: .card)
            guard held.priority.word == effect.now else { throw DeskError.changedSince(held) }
            _ = try update(reference, CaseChanges(priority: Priority(word: effect.was)), by: viewer)
        case .type:
            let held = try touch(reference, sight: .full, leads: .card)
            guard held.type == effect.now else { throw DeskError.changedSince(held) }
            _ = try update(reference, CaseChanges(type: effect.was), by: viewer)
        case .flag:
            let held = try touch(reference)
            guard "\(held.flagged)" == effect.now else { throw DeskError.changedSince(held) }
            _ = try flag(reference, effect.was == "true")
        case .addTags, .removeTags:
            let isOn = if case .addTags = act { true } else { false }
            let held = try touch(reference, sight: .full, leads: .card), tags = try held.tagIDs
            // Of several tags those are taken back that are still as the act left them.
            let left = effect.tags.filter { tags.contains($0) == isOn }
            guard !left.isEmpty else { throw DeskError.changedSince(held) }
            _ = try tag(reference, left.map { ID($0) }, !isOn)
        case .assign, .unassign, .transfer: try giveBack(effect, act, of: reference, by: viewer)
        case .close: try reopen(effect, reference, by: viewer)
        case .followUp: try undo(followUp: effect, on: reference, by: viewer)
        case .read, .export, .undo: throw NothingToDo()
        }
    }

    private func undo(transfer id: String, of item: BulkItem, by viewer: Viewer) throws {
        do {
            _ = try undoTransfer(item.reference, id, by: viewer)
        } catch is NothingToUndo {
            throw DeskError.changedSince(item.number)
        }
    }

    /// To whoever had it, or to nobody, as the assignment is undone by another.
    private func giveBack(_ effect: BulkEffect, _ act: BulkAct, of reference: CaseReference, by viewer: Viewer) throws {
        let held = try touch(reference)
        let isAsLeft: Bool
        if case .assign = act {
            isAsLeft = held.changedAt == effect.changedAt && held.state.isHeld
        } else {
            // It may have been offered since, by itself: nobody has opened it.
            isAsLeft = (held.state == .queued || held.state == .offered) && held.openedAt == effect.openedAt
        }
        guard isAsLeft, held.queue.text == effect.queue else { throw DeskError.changedSince(held) }
        guard let agent = effect.agent else {
            _ = try release(reference, by: viewer)
            return
        }
        if agent == viewer.id, !viewer.leads(held.campaign) {
            guard held.state == .queued else { throw DeskError.changedSince(held) }
            _ = try take(held, for: viewer)
        } else {
            _ = try assign(reference, to: agent, by: viewer)
        }
    }

    /// Open again with whoever attended it, where they are on duty in its queue; else it waits.
    private func reopen(_ effect: BulkEffect, _ reference: CaseReference, by viewer: Viewer) throws {
        let held = try touch(reference)
        guard held.state == .closed, held.changedAt == effect.changedAt else { throw DeskError.changedSince(held) }
        var agent: UserID?
        if effect.state == .open || effect.state == .waiting, let former = effect.agent {
            agent = try first(
                """
                select a.user_id from agent a join queue_member m on m.user_id = a.user_id
                where a.user_id = $1 and m.queue_id = $2 and a.state <> $3
                """, [.text(former.text), .text(held.queue.text), .text(AgentState.Kind.offline.rawValue)]
            ) { UserID($0.text(0)) }
        }
        _ = try reopen(held, to: agent, by: viewer)
    }
}

extension DeskError {
    static func changedSince(_ item: Case) -> DeskError { changedSince(item.number) }
    static func changedSince(_ number: Int64) -> DeskError {
        DeskError("bulk.changed_since", "El caso #\(number) cambió después; se dejó como está.")
    }
}
