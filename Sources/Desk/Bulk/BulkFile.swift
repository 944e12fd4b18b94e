import Storage

extension Desk {
    /// Rows of an export's file, in the order in which its cases were asked for: as they are now, and as far as its author sees them now.
    /// Throws `bulk.not_found`, `bulk.no_file`, `bulk.running`.
    package func bulkRows(_ id: BulkID, cursor: String?, for viewer: Viewer) async throws -> ReportPage {
        let items = try await read { transaction in
            _ = try transaction.bulk(id, of: viewer).finishedFormat
            return try transaction.all(
                "select place, case_id, number from bulk_item where bulk_id = $1 and state = 'done' and place > $2 order by place limit 200",
                [.text(id.text), .integer(cursor.flatMap { Int64($0) } ?? -1)]
            ) { (place: $0.int(0), item: CaseID($0.text(1)), number: $0.int(2)) }
        }
        guard !items.isEmpty else { return ReportPage() }
        var query = CaseQuery()
        query.cases = items.map { .id($0.item) }
        query.limit = items.count
        var rows: [Int64: [ReportPage.Cell]] = [:]
        repeat {
            let page = try await caseRows(query, for: viewer)
            for cells in page.cells { if case .number(let number)? = cells.first { rows[number] = cells } }
            query.cursor = page.next
        } while query.cursor != nil
        var page = ReportPage()
        page.cells = items.compactMap { rows[$0.number] }
        page.next = items.count == 200 ? items.last.map { "\($0.place)" } : nil
        return page
    }
}

extension Bulk {
    /// Of an export that is done.
    package var finishedFormat: BulkAct.Format {
        get throws {
            guard let format = try act.format else {
                throw DeskError("bulk.no_file", "Esta acción masiva no deja ningún archivo; solo las exportaciones.")
            }
            guard state.isOver else {
                throw DeskError("bulk.running", "Esta acción masiva todavía está en curso; espera a que termine, o cancélala primero.")
            }
            return format
        }
    }
}
