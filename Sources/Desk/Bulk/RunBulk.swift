import Logging
import Storage

extension Desk {
    /// One turn of a bulk: for about a second its cases, one after the other, each in a transaction of its own that says what came of it. Then whoever
    /// else has work comes first. What a dead node leaves, the next turn goes on with: a case whose result stands is not touched again.
    func runBulk(_ job: Job, turn: Duration = .seconds(1)) async throws {
        let end = ContinuousClock.now + turn
        do {
            guard var run = try await beginTurn(of: job) else { return }
            while run.bulk.state == .preparing, let selection = run.selection {
                run.bulk = try await prepare(run.bulk, selection, for: run.viewer)
                if ContinuousClock.now >= end { break }
            }
            if run.bulk.state == .running, try await goOn(run, until: end) { try await finish(run) }
        } catch is BulkMoved {
            log.debug("a bulk was cancelled, or goes on elsewhere", metadata: ["bulk": "\(job.data)"])
        } catch let refusal as DeskError where !refusal.code.hasPrefix("storage.") {
            // What was asked for can't be read any more: the next one in this line must not wait for it.
            try await write(by: .system) { change in
                guard let bulk = try change.transaction.bulk(BulkID(job.data)), !bulk.state.isOver else { return }
                _ = try change.fail(bulk, refusal, in: try change.transaction.staff(bulk.author))
            }
        }
        try await write(by: .system) { change in
            let isLive = try change.first(
                "select 1 from bulk where id = $1 and state in ('preparing', 'running')", [.text(job.data)]
            ) { $0.int(0) }
            if isLive == nil { try change.finish(job) } else { try change.yield(job) }
        }
    }

    /// Nil where nothing is left to do. Rights are those that its author has now.
    private func beginTurn(of job: Job) async throws -> BulkRun? {
        try await write(by: .system) { change in
            try change.keepLease(of: job)
            guard let bulk = try change.transaction.bulk(BulkID(job.data)), !bulk.state.isOver else {
                try change.finish(job)
                return nil
            }
            guard let viewer = try change.transaction.staff(bulk.author) else {
                let gone = DeskError("bulk.author_gone", "Quien pidió esta acción masiva ya no tiene acceso; lo que faltaba no se hizo.")
                _ = try change.fail(bulk, gone, in: nil)
                try change.finish(job)
                return nil
            }
            var act = try bulk.act, isUndo = false
            if case .undo(let other) = act {
                guard let undone = try change.transaction.bulk(other) else { throw DeskError.noBulk }
                act = try undone.act
                isUndo = true
            }
            let selection = bulk.state == .preparing ? try change.selection(of: bulk.id) : nil
            return BulkRun(bulk: bulk, act: act, isUndo: isUndo, selection: selection, viewer: viewer, toldAt: bulk.toldAt)
        }
    }

    private func finish(_ run: BulkRun) async throws {
        try await write(by: .staff(run.viewer)) { change in
            let done = try change.first(
                """
                update bulk set state = 'done', finished_at = $2 where id = $1 and state = 'running'
                    and not exists (select 1 from bulk_item i where i.bulk_id = $1 and i.state = 'waiting') returning \(Bulk.columns)
                """, [.text(run.bulk.id.text), .integer(change.now)]
            ) { Bulk(row: $0) }
            if let done { try change.tell(done) }
        }
    }
}

/// A bulk as one turn of it knows it.
struct BulkRun: Sendable {
    var bulk: Bulk
    /// Of an undo: the act that is taken back.
    let act: BulkAct
    let isUndo: Bool
    /// While it is prepared.
    let selection: BulkSelection?
    let viewer: Viewer
    /// When its author last heard how far it is.
    var toldAt: Int64
}

extension Change {
    fileprivate func selection(of bulk: BulkID) throws -> BulkSelection? {
        try first("select selection from bulk_request where bulk_id = $1", [.text(bulk.text)]) { try BulkSelection(kept: $0.text(0)) }
    }
    /// Back into the line, behind whatever is due already.
    fileprivate func yield(_ job: Job) throws {
        madeWork = true
        try run("update job set run_at = $2, lease_until = 0 where id = $1", [.integer(job.id), .integer(now)])
    }
}
