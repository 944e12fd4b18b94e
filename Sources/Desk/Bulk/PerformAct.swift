import Storage

extension Change {
    /// The act on one case, by its own verb, as whoever asked for it. Gives what taking it back needs to know.
    /// Throws what the verb throws, and `NothingToDo` where the case is as it is to be.
    func perform(_ run: BulkRun, on item: BulkItem, _ channels: ChannelDirectory) throws -> String {
        if run.isUndo {
            try undo(run.act, BulkEffect(kept: item.effect), on: item, by: run.viewer)
            return ""
        }
        return try perform(run.act, on: item.reference, by: run.viewer, channels).json
    }

    private func perform(_ act: BulkAct, on reference: CaseReference, by viewer: Viewer, _ channels: ChannelDirectory) throws -> BulkEffect
    {
        switch act {
        case .assign(let agent):
            let (before, after) = try assign(reference, to: agent, by: viewer)
            if before.agent == agent, before.state.isHeld { throw NothingToDo() }
            return .move(before, after)
        case .unassign:
            let (before, after) = try release(reference, by: viewer)
            return .move(before, after)
        case .transfer(let asked):
            var new = asked
            new.id = newID()
            let (before, after) = try transfer(reference, new, by: viewer)
            var effect = BulkEffect.move(before, after)
            // Back to its own queue is no transfer, but a release.
            if try transfer(new.id) != nil { effect.transfer = new.id }
            return effect
        case .priority(let priority):
            let (before, after) = try update(reference, CaseChanges(priority: priority), by: viewer)
            if before.priority == after.priority { throw NothingToDo() }
            return .field(before.priority.word, after.priority.word)
        case .type(let type):
            let (before, after) = try update(reference, CaseChanges(type: type), by: viewer)
            if before.type == after.type { throw NothingToDo() }
            return .field(before.type, after.type)
        case .addTags(let tags), .removeTags(let tags):
            let isOn = if case .addTags = act { true } else { false }
            let (before, after) = try tag(reference, tags, isOn)
            let changed = try before.tagIDs.symmetricDifference(after.tagIDs)
            if changed.isEmpty { throw NothingToDo() }
            return BulkEffect(tags: changed.sorted())
        case .flag(let isFlagged):
            let (before, after) = try flag(reference, isFlagged)
            if before.flagged == after.flagged { throw NothingToDo() }
            return .field("\(before.flagged)", "\(after.flagged)")
        case .close(let answer):
            let disposition = answer.map { NewDisposition(id: id(), formVersion: $0.formVersion, values: $0.values, code: $0.code) }
            let (before, after) = try close(reference, with: disposition, by: viewer)
            return .move(before, after)
        case .read:
            try read(reference, by: viewer, channels)
            return BulkEffect()
        case .followUp(let followUp):
            return try perform(followUp, on: reference, by: viewer)
        case .export, .undo: throw NothingToDo()
        }
    }

    /// Up to its newest message; whoever is not responsible for it keeps a mark of their own.
    private func read(_ reference: CaseReference, by viewer: Viewer, _ channels: ChannelDirectory) throws {
        let (column, value) = reference.look
        let found = try first(
            """
            select coalesce((select m.id from message m where m.case_id = cases.id order by m.at desc, m.place desc limit 1), ''), unread_count
            from cases where \(column) = $1
            """, [value]
        ) { (message: $0.text(0), unread: $0.int(1)) }
        guard let found, found.unread > 0, !found.message.isEmpty else {
            _ = try touch(reference, sight: .full, leads: .card)
            throw NothingToDo()
        }
        do {
            try part { try markReadByResponsible(reference, message: ID(found.message), by: viewer, channels) }
        } catch let other as NotResponsible {
            try keepSeen(other, by: viewer)
        }
    }
}

extension Case {
    var tagIDs: Set<String> {
        get throws { Set(try JSONParser.parse(Array(tags.utf8)).items.compactMap(\.text)) }
    }
}
