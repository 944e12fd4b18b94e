import Logging
import Storage

/// One case of a bulk.
struct BulkItem: Sendable {
    let place: Int64
    let reference: CaseReference
    let number: Int64
    let effect: String

    static let columns = "place, key, number, effect"
    init(row: borrowing Row) throws {
        place = row.int(0)
        reference = try CaseReference(parsing: row.text(1))
        number = row.int(2)
        effect = row.text(3)
    }
}

extension Desk {
    /// Does the act to one case after the other until time is up; whether none is left.
    func goOn(_ run: BulkRun, until end: ContinuousClock.Instant) async throws -> Bool {
        var run = run
        while true {
            let id = run.bulk.id
            let items = try await read { try $0.waiting(of: id) }
            guard !items.isEmpty else { return true }
            if run.act.format != nil {
                try await mark(items, of: &run)
            } else {
                for item in items {
                    try await act(on: item, &run)
                    if ContinuousClock.now >= end { return false }
                }
            }
            if ContinuousClock.now >= end { return false }
        }
    }

    /// The verb and its result in one transaction. A refusal is a result too; only a database that is not there ends the turn.
    private func act(on item: BulkItem, _ run: inout BulkRun) async throws {
        let tells = now() - run.toldAt >= 500, held = run
        do {
            try await write(by: .staff(held.viewer)) { [channels] change in
                let effect = try change.perform(held, on: item, channels)
                try change.settle(item, of: held.bulk, "done", effect: effect, tells: tells)
            }
        } catch is NothingToDo {
            try await settle(item, of: held, nil, tells: tells)
        } catch let refusal as DeskError where !refusal.code.hasPrefix("storage.") {
            try await settle(item, of: held, refusal, tells: tells)
        } catch let error as StorageError {
            log.error(
                "a case of a bulk failed", metadata: ["bulk": "\(held.bulk.id)", "case": "\(item.reference.text)", "error": "\(error)"])
            let why = DeskError("internal", "El servidor no pudo con este caso; quedó como estaba. Inténtalo con él solo.")
            try await settle(item, of: held, why, tells: tells)
        } catch is BulkItemOver {
            return  // by another runner
        }
        if tells { run.toldAt = now() }
    }

    private func settle(_ item: BulkItem, of run: BulkRun, _ refusal: DeskError?, tells: Bool) async throws {
        let language = Language(rawValue: run.viewer.locale) ?? .es
        do {
            try await write(by: .staff(run.viewer)) { change in
                try change.settle(
                    item, of: run.bulk, refusal == nil ? "done" : "failed", code: refusal?.code ?? "",
                    detail: refusal?.message.text(in: language) ?? "", tells: tells)
            }
        } catch is BulkItemOver {
            return
        }
    }

    /// Rows to export change nothing: many at once are looked at once more.
    private func mark(_ items: [BulkItem], of run: inout BulkRun) async throws {
        let tells = now() - run.toldAt >= 500, held = run
        do { try await mark(items, of: held, tells: tells) } catch is BulkItemOver { return }  // by another runner
        if tells { run.toldAt = now() }
    }

    private func mark(_ items: [BulkItem], of run: BulkRun, tells: Bool) async throws {
        let language = Language(rawValue: run.viewer.locale) ?? .es
        try await write(by: .staff(run.viewer)) { change in
            for item in items {
                let sight = SightSQL(run.viewer, first: 2)
                let (column, value) = item.reference.look
                let isSeen = try change.first(
                    "select 1 from cases c where c.\(column) = $1 and \(sight.clause)", [value] + sight.arguments.map { .text($0) }
                ) { $0.int(0) }
                let refusal = isSeen == nil ? DeskError.notFound("case", item.reference.text) : nil
                try change.settle(
                    item, of: run.bulk, refusal == nil ? "done" : "failed", code: refusal?.code ?? "",
                    detail: refusal?.message.text(in: language) ?? "", tells: tells && item.place == items.last?.place)
            }
        }
    }
}

/// Ends the verb without a trace: the case is as it is to be.
struct NothingToDo: Error {}
/// Ends the verb without a trace: what came of this case stands already.
private struct BulkItemOver: Error {}

extension Change {
    /// Once for each case, and not after the bulk is over: both are compared and set.
    fileprivate func settle(
        _ item: BulkItem, of bulk: Bulk, _ state: String, code: String = "", detail: String = "", effect: String = "", tells: Bool
    ) throws {
        let settled = try transaction.runCounting(
            "update bulk_item set state = $3, code = $4, detail = $5, effect = $6, at = $7 where bulk_id = $1 and place = $2 and state = 'waiting'",
            [
                .text(bulk.id.text), .integer(item.place), .text(state), .text(code), .text(detail), .text(effect), .integer(now),
            ])
        guard settled == 1 else { throw BulkItemOver() }
        let counted = try first(
            """
            update bulk set \(state) = \(state) + 1, told_at = case when $2 = 1 then $3 else told_at end where id = $1 and state = 'running'
            returning \(Bulk.columns)
            """, [.text(bulk.id.text), .integer(tells ? 1 : 0), .integer(now)]
        ) { Bulk(row: $0) }
        guard let counted else { throw BulkMoved() }
        if tells { try tell(counted) }
    }
}

extension Storage.Transaction {
    fileprivate func waiting(of bulk: BulkID) throws -> [BulkItem] {
        try all(
            "select \(BulkItem.columns) from bulk_item where bulk_id = $1 and state = 'waiting' order by place limit 100",
            [.text(bulk.text)],
            BulkItem.init(row:))
    }
}
