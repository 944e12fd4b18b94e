import Logging
import NIOCore
import Storage

extension Desk {
    /// Rows in one transaction: short enough that nobody waits for it.
    static let importChunk = 50
    /// So many faults of a file are kept; beyond them rows are only counted.
    static let importFaults: Int64 = 10_000

    /// Takes a file's rows, some in each transaction, with how far they are read in the same one: whoever goes on after a process died repeats nothing.
    func importContacts(_ job: Job) async throws {
        var told: Int64 = 0
        while true {
            let now = now(), tells = now - told >= 500
            guard try await importRows(job, tells: tells) else { return }
            if tells { told = now }
        }
    }

    /// The next rows; false where there are none, or somebody else goes on.
    func importRows(_ job: Job, tells: Bool = true) async throws -> Bool {
        let id = ContactImportID(job.data)
        let found = try await read { transaction in
            try transaction.contactImport(id).map { ($0, try transaction.importer($0.author)) }
        }
        guard let (held, viewer) = found, held.state == .running, let plan = held.plan else {
            try await write(by: .system) { try $0.finish(job) }
            return false
        }
        guard let viewer, viewer.isStaffLead, viewer.leads(CampaignID(plan.campaign)) else { return try await fail(job, held, "author") }
        let lines: (rows: [ImportLine], size: Int)
        do {
            lines = try await self.lines(of: held)
        } catch let error as DeskError where error.code == "attachment.lost" {
            return try await fail(job, held, "file")
        }
        if lines.rows.isEmpty, held.place < held.lines.size { return try await fail(job, held, "file") }
        return try await write(by: .staff(viewer)) { change in
            try change.keepLease(of: job)
            let place = held.place + Int64(lines.size)
            let isLast = place >= held.lines.size
            // Whoever has another place in mind is not the one who goes on.
            let mine = try change.first(
                "update contact_import set place = $3 where id = $1 and state = 'running' and place = $2 returning id",
                [.text(id.text), .integer(held.place), .integer(place)]
            ) { $0.text(0) }
            guard mine != nil else { return false }
            try change.take(lines.rows, plan, of: held, by: viewer)
            if isLast {
                try change.end(id, .done)
                try change.finish(job)
            } else if tells {
                try change.tellProgress(of: id)
            }
            return !isLast
        }
    }

    private func fail(_ job: Job, _ held: ContactImport, _ reason: String) async throws -> Bool {
        log.warning("an import of contacts ended", metadata: ["import": "\(held.id)", "reason": "\(reason)"])
        try await write(by: .system) { change in
            try change.end(held.id, .failed, reason: reason)
            try change.finish(job)
        }
        return false
    }

    /// The rows from the place on, whole lines only, and how many bytes they are.
    private func lines(of held: ContactImport) async throws -> (rows: [ImportLine], size: Int) {
        let reader = try await attachments.open(held.lines)
        var bytes: [UInt8] = [], rows: [ImportLine] = [], start = 0
        while rows.count < Self.importChunk {
            while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")), rows.count < Self.importChunk {
                rows.append(try ImportLine(json: Array(bytes[start..<end])))
                start = end + 1
            }
            let place = held.place + Int64(bytes.count)
            guard rows.count < Self.importChunk, place < held.lines.size else { break }
            let piece = [UInt8](buffer: try await reader.read(at: place, count: 64 * 1024))
            guard !piece.isEmpty else { throw DeskError.lostFile }
            bytes += piece
        }
        return (rows, start)
    }
}

extension Change {
    fileprivate func take(_ rows: [ImportLine], _ plan: ImportPlan, of held: ContactImport, by viewer: Viewer) throws {
        let rules = try ImportRules(plan, transaction, headings: held.headings, by: viewer, today: organisation().day(at: now))
        var counts: [ImportRules.Outcome: Int64] = [:], failed: Int64 = 0
        for row in rows {
            do {
                counts[try part { try take(row, rules) }, default: 0] += 1
            } catch let error as DeskError {
                failed += 1
                if held.failed + failed <= Desk.importFaults { try keep(rules.faults(of: error, in: row), of: held.id) }
            }
        }
        try run(
            "update contact_import set done = done + $2, created = created + $3, updated = updated + $4, skipped = skipped + $5, failed = failed + $6 where id = $1",
            [
                .text(held.id.text), .integer(Int64(rows.count)), .integer(counts[.created] ?? 0), .integer(counts[.updated] ?? 0),
                .integer(counts[.skipped] ?? 0), .integer(failed),
            ])
        guard counts[.created, default: 0] > 0 else { return }
        // One for many: nobody's screen asks for each of them.
        let audience = Audience(
            state: .closed, queue: ID("-"), campaign: ID(plan.campaign), agent: nil, closedBy: nil, visibility: .campaign, point: ID("-"))
        announce(
            Event(
                kind: "contacts.added", before: audience, after: audience,
                data: "{\"campaign\":\"\(plan.campaign)\",\"count\":\(counts[.created] ?? 0)}"))
    }

    private func keep(_ faults: [ImportFault], of id: ContactImportID) throws {
        for fault in faults {
            try run(
                """
                insert into contact_import_error (import_id, row_number, place, heading, value, code, message) values ($1, $2, $3, $4, $5, $6, $7)
                on conflict do nothing
                """,
                [
                    .text(id.text), .integer(fault.row), .integer(fault.place), .text(fault.column), .text(fault.value), .text(fault.code),
                    .text(fault.message),
                ])
        }
    }
}

extension Storage.Transaction {
    /// Who began it, with the rights they have now; nil where they are archived.
    fileprivate func importer(_ id: UserID) throws -> Viewer? {
        let campaigns = try all(
            "select q.id, q.campaign_id from queue_member m join queue q on q.id = m.queue_id where m.user_id = $1", [.text(id.text)]
        ) { (queue: QueueID($0.text(0)), campaign: CampaignID($0.text(1))) }
        return try first("select name, role, locale, led from users where id = $1 and archived_at = 0", [.text(id.text)]) { row in
            let role = Role(rawValue: row.text(1)) ?? .agent, led = row.text(3)
            return Viewer(
                id: id, name: row.text(0), role: role, locale: row.text(2), queues: Set(campaigns.map(\.queue)),
                campaigns: Set(campaigns.map(\.campaign)), led: role != .supervisor || led.isEmpty ? nil : Set(User.campaigns(led)))
        }
    }
}
