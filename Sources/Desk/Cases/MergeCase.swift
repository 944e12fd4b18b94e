import Storage

extension Desk {
    /// Two cases of one customer become one: all that was said, sent, filed and filled in this one goes on in the other, in order, and its number leads
    /// there. Not to be undone. A repeat changes nothing.
    /// Throws `merge.same`, `merge.other_contact`, `merge.merged`, `merge.closed`, `case.close_refused`, `case.state`, `case.not_found`.
    package func merge(_ reference: CaseReference, into other: CaseReference, by viewer: Viewer) async throws -> Case {
        do {
            return try await write(by: .staff(viewer)) { change in
                let (gone, kept) = try change.touchBoth(reference, other, by: viewer)
                try change.requireMergeable(gone, kept, by: viewer)
                return try change.merge(gone, into: kept, by: viewer)
            }
        } catch let repeated as MergedAlready {
            return repeated.kept
        }
    }
}

/// Ends the verb without a trace.
private struct MergedAlready: Error { let kept: Case }

extension Change {
    /// By ascending id: two merges that name each other the other way round wait, and don't lock each other out.
    fileprivate func touchBoth(_ one: CaseReference, _ other: CaseReference, by viewer: Viewer) throws -> (gone: Case, kept: Case) {
        guard let first = try transaction.caseID(one) else { throw DeskError.notFound("case", one.text) }
        guard let second = try transaction.caseID(other) else { throw DeskError.notFound("case", other.text) }
        guard first != second else {
            throw DeskError("merge.same", "Un caso no se puede unir consigo mismo; elige otro del mismo cliente.", field: "into")
        }
        var touched: [CaseID: Case] = [:]
        for id in [first, second].sorted(by: { $0.text < $1.text }) { touched[id] = try touch(.id(id), for: .system) }
        guard let gone = touched[first], let kept = touched[second] else { throw DeskError.notFound("case", one.text) }
        if gone.mergedInto == second.text, kept.audience.sight(of: viewer) >= .card { throw MergedAlready(kept: kept.untouched) }
        for (item, reference) in [(gone, one), (kept, other)] where item.audience.sight(of: viewer) == .none {
            throw DeskError.notFound("case", reference.text)
        }
        return (gone, kept)
    }

    fileprivate func requireMergeable(_ gone: Case, _ kept: Case, by viewer: Viewer) throws {
        for item in [gone, kept] where !item.mergedInto.isEmpty { throw try merged(item) }
        let isOneCustomer = gone.point == kept.point || (gone.contact != nil && gone.contact == kept.contact)
        guard isOneCustomer else {
            throw DeskError(
                "merge.other_contact",
                "Los casos #\(gone.number) y #\(kept.number) son de clientes distintos. Si son la misma persona, une primero sus direcciones en un contacto.",
                field: "into")
        }
        guard kept.state != .closed else {
            throw DeskError(
                "merge.closed", "El caso #\(kept.number) está cerrado y no puede recibir a otro; elige uno abierto o reábrelo.",
                field: "into")
        }
        guard gone.state != .bot else { throw try illegal(gone) }
        guard kept.state != .bot else { throw try illegal(kept) }
        guard kept.audience.sight(of: viewer) == .full else {
            throw DeskError("case.not_accepted", "Acepta el caso #\(kept.number) para leer su conversación.")
        }
        if gone.state == .closed {
            guard gone.audience.sight(of: viewer) == .full else { throw DeskError.notFound("case", gone.id.text) }
        } else {
            try requireClosable(gone, policy(of: gone.campaign), by: viewer)
        }
    }

    fileprivate func merge(_ gone: Case, into kept: Case, by viewer: Viewer) throws -> Case {
        // Nobody will open it: what waited for that is over.
        try run(
            "update transfer set state = 'closed', settled_at = $2 where case_id = $1 and state = 'pending'",
            [.text(gone.id.text), .integer(now)])
        try moveContents(of: gone, to: kept)
        if let holder = gone.agent, holder != viewer.id, gone.state == .open || gone.state == .waiting {
            try keepMerged(gone, in: kept, for: holder)
        }
        // The key goes first, so that closing passes it to nobody else: whoever writes there reaches the one that is kept.
        // Its tags went with the rest: a list by one of them finds the case that has it now.
        let marked = try set(gone, "merged_into = $2, scope_key = null, tags = '[]'", [.text(kept.id.text)])
        if gone.state == .closed {
            announce(.on(marked, "case.updated", before: gone.audience))
        } else {
            _ = try close(marked, policy(of: gone.campaign), by: nil, cause: .merged(into: kept.number))
        }
        try run("update cases set merged_into = $2 where merged_into = $1", [.text(gone.id.text), .text(kept.id.text)])
        var grown = try absorb(gone, into: kept)
        if grown.state == .waiting, gone.unreadCount > 0 { grown = try move(grown, by: .wake, to: .open) }
        let line = try say("mergedFrom", [("by", viewer.name), ("number", "\(gone.number)")], in: grown)
        announce(.on(grown, "case.merged", before: kept.audience, message: line?.json ?? ""))
        return grown
    }

    /// What a row says of its conversation, of both together.
    private func absorb(_ gone: Case, into kept: Case) throws -> Case {
        let newer = gone.lastMessageAt > kept.lastMessageAt
        let shown = newer && !gone.preview.kind.isEmpty && kept.previewRule == gone.previewRule ? gone.preview : kept.preview
        let since: Int64 = [gone.unreadSince, kept.unreadSince].filter { $0 > 0 }.min() ?? 0
        let isSameLine = gone.account == kept.account && gone.point == kept.point
        var channels = try [String](json: kept.channels)
        for channel in try [String](json: gone.channels) where !channels.contains(channel) { channels.append(channel) }
        let takesKey = kept.scopeKey == nil && gone.scopeKey != nil
        let takesCall = kept.liveCall.isEmpty && !gone.liveCall.isEmpty
        return try set(
            kept,
            """
            unread_count = $2, unread_since = $3, last_message_at = $4, last_inbound_at = $5, newest_message = $6, channels = $7, last_channel = $8,
                inbound_channel = $9, window_ends = $10, preview_kind = $11, preview_text = $12, preview_direction = $13, preview_author = $14,
                preview_status = $15, preview_call = $16, scope_key = cast($17 as text), birth_scope = $18, live_call = $19, tags = $20,
                call_until = case when $21 = 1 then (select g.call_until from cases g where g.id = $22) else call_until end, silence_at = 0, silence_warned = 0
            """,
            [
                .integer(gone.unreadCount + kept.unreadCount), .integer(since), .integer(max(gone.lastMessageAt, kept.lastMessageAt)),
                .integer(max(gone.lastInboundAt, kept.lastInboundAt)),
                .text(newer && !gone.newestMessage.isEmpty ? gone.newestMessage : kept.newestMessage), .text(channels.json),
                .text(newer ? gone.lastChannel : kept.lastChannel),
                .text(gone.lastInboundAt > kept.lastInboundAt ? gone.inboundChannel : kept.inboundChannel),
                .integer(isSameLine ? max(gone.windowEnds, kept.windowEnds) : kept.windowEnds), .text(shown.kind), .text(shown.text),
                .text(shown.direction), .text(shown.author), .text(shown.status), .text(shown.call),
                SQLValue(takesKey ? gone.scopeKey : kept.scopeKey), .text(takesKey ? gone.birthScope : kept.birthScope),
                .text(takesCall ? gone.liveCall : kept.liveCall), .text(try tags(of: kept.id).json), .integer(takesCall ? 1 : 0),
                .text(gone.id.text),
            ])
    }

    private func tags(of item: CaseID) throws -> [String] {
        try all("select tag_id from case_tag where case_id = $1 order by tag_id", [.text(item.text)]) { $0.text(0) }
    }

    /// Whether they see what the case lives on in, or what is left of it: to them it is merged, to others not there.
    func isLed(_ viewer: Viewer, from item: Case) throws -> Bool {
        if item.audience.sight(of: viewer) > .none { return true }
        let kept = try first("select \(Case.columns) from \(Case.tables) where c.id = $1", [.text(item.mergedInto)], Case.init(row:))
        return (kept?.audience.sight(of: viewer) ?? .none) > .none
    }

    /// That the case lives on in another one, which its number leads to.
    func merged(_ item: Case) throws -> DeskError {
        let number = try first("select number from cases where id = $1", [.text(item.mergedInto)]) { $0.int(0) } ?? 0
        return DeskError(
            "case.merged", "El caso #\(item.number) se unió al caso #\(number); sigue ahí.",
            extra: ["into": "{\"id\":\"\(item.mergedInto)\",\"number\":\(number)}"])
    }
}
