import Storage

extension Desk {
    /// Ends a bulk before its next case; what is done stays. One that is over already stays as it is. Throws `bulk.not_found`.
    package func cancelBulk(_ id: BulkID, by viewer: Viewer) async throws -> Bulk {
        try await write(by: .staff(viewer)) { change in
            let held = try change.transaction.bulk(id, of: viewer)
            let cancelled = try change.first(
                "update bulk set state = 'cancelled', finished_at = $2 where id = $1 and state in ('preparing', 'running') returning \(Bulk.columns)",
                [.text(id.text), .integer(change.now)]
            ) { Bulk(row: $0) }
            guard let cancelled else { return held }
            let sentence =
                cancelled.done == 0
                ? Phrase("Se canceló antes de hacer nada.")
                : Phrase("Se canceló: lo que ya estaba hecho en \(cancelled.done) casos queda así.")
            let said = try change.first(
                "update bulk set detail = $2 where id = $1 returning \(Bulk.columns)",
                [.text(id.text), .text(sentence.text(in: Language(rawValue: viewer.locale) ?? .es))]
            ) { Bulk(row: $0) }
            try change.tell(said ?? cancelled)
            return said ?? cancelled
        }
    }
}
