import Crypto
import Storage

extension Desk {
    /// Takes back what a bulk did, by another one: case by case, where nobody has acted since. A repeat answers the same.
    /// Throws `bulk.not_found`, `bulk.running`, `bulk.not_undoable`, `bulk.too_many`.
    package func undoBulk(_ id: BulkID, by viewer: Viewer) async throws -> (created: Bool, bulk: Bulk) {
        try await write(by: .staff(viewer)) { change in
            // Two who ask at once wait for each other here.
            try change.run("update bulk set told_at = told_at where id = $1 and author = $2", [.text(id.text), .text(viewer.id.text)])
            let held = try change.transaction.bulk(id, of: viewer)
            if !held.undoneBy.isEmpty, let undo = try change.transaction.bulk(ID(held.undoneBy)) { return (false, undo) }
            guard held.state.isOver else {
                throw DeskError("bulk.running", "Esta acción masiva todavía está en curso; espera a que termine, o cancélala primero.")
            }
            guard try held.isUndoable else {
                throw DeskError("bulk.not_undoable", "Esta acción masiva no se puede deshacer.")
            }
            let undo: BulkID = change.id()
            let (action, selection) = (BulkAct.undo(id).json, BulkSelection.done(id).json)
            let made = try change.begin(
                undo, (action, selection, hex(SHA256.hash(data: Array(action.utf8)))), expected: nil, undoes: id.text,
                by: viewer)
            let undone = try change.first(
                "update bulk set undone_by = $2 where id = $1 returning \(Bulk.columns)", [.text(id.text), .text(undo.text)]
            ) { Bulk(row: $0) }
            if let undone { try change.tell(undone) }
            return (true, made)
        }
    }
}
