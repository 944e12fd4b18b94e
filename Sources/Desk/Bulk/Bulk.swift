import Storage

package enum BulkTag {}
package typealias BulkID = ID<BulkTag>

/// One act for many cases: a job that may be watched, cancelled and, where its act has an inverse, taken back.
package struct Bulk: Sendable {
    package enum State: String, Sendable, CaseIterable {
        case preparing, running, done, cancelled, failed
        package var isOver: Bool { self == .done || self == .cancelled || self == .failed }
    }

    package let id: BulkID
    package let author: UserID
    package let digest: String
    package let state: State
    package let total: Int64
    /// Cases it was done to, and cases it was refused for; the rest still waits, or was never reached.
    package let done: Int64
    package let failed: Int64
    /// How many its author was told it would be; -1 where nobody said.
    let expected: Int64
    let reached: String
    package let code: String
    package let detail: String
    package let undoes: String
    package let undoneBy: String
    let createdAt: Int64
    let startedAt: Int64
    let finishedAt: Int64
    let toldAt: Int64
    /// JSON.
    let action: String

    static let columns = """
        id, author, digest, state, total, done, failed, expected, reached, code, detail, undoes, undone_by, created_at, started_at, finished_at, told_at, \
        (select r.action from bulk_request r where r.bulk_id = cast(bulk.id as text))
        """
    init(row: borrowing Row) {
        id = ID(row.text(0))
        author = ID(row.text(1))
        digest = row.text(2)
        state = State(rawValue: row.text(3)) ?? .failed
        total = row.int(4)
        done = row.int(5)
        failed = row.int(6)
        expected = row.int(7)
        reached = row.text(8)
        code = row.text(9)
        detail = row.text(10)
        undoes = row.text(11)
        undoneBy = row.text(12)
        createdAt = row.int(13)
        startedAt = row.int(14)
        finishedAt = row.int(15)
        toldAt = row.int(16)
        action = row.text(17)
    }

    package var act: BulkAct {
        get throws { try BulkAct(kept: action) }
    }
    /// Once, by its author, when it is over; what it undid is not done again by undoing.
    package var isUndoable: Bool {
        get throws { try state.isOver && done > 0 && undoneBy.isEmpty && act.hasInverse }
    }

    package func write(to json: inout JSONText) throws {
        let isUndoable = try isUndoable, isExport = try act.format != nil
        json.object { json in
            json.field("id", id)
            json.field("action", raw: action)
            json.field("state", state.rawValue)
            json.field("total", total)
            json.field("done", done)
            json.field("failed", failed)
            json.field("createdAt", time: createdAt)
            json.field("startedAt", time: startedAt)
            json.field("finishedAt", time: finishedAt)
            json.field("undoable", isUndoable)
            json.field("undo", undoneBy.isEmpty ? nil : undoneBy)
            json.field("file", isExport && state == .done ? "/api/v1/bulk/\(id)/file" : nil)
            json.field("code", code.isEmpty ? nil : code)
            json.field("detail", detail.isEmpty ? nil : detail)
        }
    }
}

extension Change {
    /// Its author's desks hear how far it is, and what it came to.
    func tell(_ bulk: Bulk) throws {
        var json = JSONText()
        try bulk.write(to: &json)
        announce(.about("bulk.progress", to: bulk.author, data: json.text))
    }
}

extension Storage.Transaction {
    func bulk(_ id: BulkID) throws -> Bulk? {
        try first("select \(Bulk.columns) from bulk where id = $1", [.text(id.text)]) { Bulk(row: $0) }
    }
    /// Its author's alone.
    func bulk(_ id: BulkID, of viewer: Viewer) throws -> Bulk {
        guard let found = try bulk(id), found.author == viewer.id else { throw DeskError.noBulk }
        return found
    }
}

extension DeskError {
    static let noBulk = DeskError("bulk.not_found", "No hay ninguna acción masiva tuya con ese identificador.")
}
