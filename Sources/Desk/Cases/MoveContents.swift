import Storage

/// All that hangs on a case, given to another one.
extension Change {
    func moveContents(of gone: Case, to kept: Case) throws {
        let both: [SQLValue] = [.text(gone.id.text), .text(kept.id.text)]
        try moveFound(of: gone.id, from: gone.queue, to: kept.queue)
        // Places stay apart, of this case's messages and of any other's that are merged here, at whatever millisecond they stand.
        try run(
            "update message set case_id = $2, place = place + $3 where case_id = $1", both + [.integer(Self.placeOffset(of: gone))])
        for table in ["attachment", "transfer", "disposition"] { try run("update \(table) set case_id = $2 where case_id = $1", both) }
        try run(
            "insert into case_tag (case_id, tag_id) select cast($2 as text), tag_id from case_tag where case_id = $1 on conflict do nothing",
            both)
        try run("delete from case_tag where case_id = $1", [.text(gone.id.text)])
        try moveLines(of: gone, to: kept)
        try run(
            """
            update draft set case_id = $2 where case_id = $1 and kind in ('text', 'note')
                and not exists (select 1 from draft d where d.case_id = $2 and d.user_id = draft.user_id and d.kind = draft.kind)
            """, both)
        try run("update job set lane = $2 where lane = $1", both)
        try run(
            "update attended set source_id = $2, first_place = first_place + $3, last_place = last_place + $3 where source_id = $1",
            both + [.integer(Self.placeOffset(of: gone))])
    }

    /// A case's places end far below this: they are its versions times sixteen.
    private static func placeOffset(of item: Case) -> Int64 { item.number << 24 }

    /// The lines its conversation went by, its own among them, are lines of the other one too.
    private func moveLines(of gone: Case, to kept: Case) throws {
        let target: SQLValue = .text(kept.id.text)
        try run(
            """
            insert into case_line (case_id, account_id, point_id) select cast($2 as text), account_id, point_id from case_line where case_id = $1
                and (account_id <> $3 or point_id <> $4) on conflict do nothing
            """, [.text(gone.id.text), target, .text(kept.account.text), .text(kept.point.text)])
        if !kept.isCurrent(gone.account, gone.point) {
            try run(
                "insert into case_line (case_id, account_id, point_id) values ($1, $2, $3) on conflict do nothing",
                [target, .text(gone.account.text), .text(gone.point.text)])
        }
        try run("delete from case_line where case_id = $1", [.text(gone.id.text)])
    }

    /// Whoever held it, and did not merge it, keeps what they had seen.
    func keepMerged(_ gone: Case, in kept: Case, for holder: UserID) throws {
        try keepAttended(gone, for: holder)
        let offset = Self.placeOffset(of: gone)
        try run(
            "update attended set source_id = $3, first_place = $4, last_place = last_place + $4 where user_id = $1 and case_id = $2",
            [.text(holder.text), .text(gone.id.text), .text(kept.id.text), .integer(offset)])
    }
}
