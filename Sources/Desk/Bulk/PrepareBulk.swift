import Storage

/// Freezing what a bulk is for, before the first case is touched: what the act changes cannot change whom it is for.
extension Desk {
    /// One page more, in its own transaction; the bulk as it is then.
    func prepare(_ bulk: Bulk, _ selection: BulkSelection, for viewer: Viewer) async throws -> Bulk {
        let now = now()
        let page = try await read { try $0.page(of: selection, after: bulk.reached, for: viewer, now: now) }
        return try await write(by: .staff(viewer)) { change in
            // A case that was named twice is done once.
            let added = try change.freeze(page.items, for: bulk.id)
            // Another runner may have been here, or its author has cancelled it.
            let next = try change.first(
                """
                update bulk set total = total + $3, reached = $4, state = $5, started_at = case when $5 = 'running' then $6 else started_at end
                where id = $1 and state = 'preparing' and reached = $2 returning \(Bulk.columns)
                """,
                [
                    .text(bulk.id.text), .text(bulk.reached), .integer(added), .text(page.next ?? ""),
                    .text((page.next == nil ? Bulk.State.running : .preparing).rawValue), .integer(change.now),
                ]
            ) { Bulk(row: $0) }
            guard let next else { throw BulkMoved() }
            if let fault = next.fault { return try change.fail(next, fault, in: viewer) }
            if next.state == .running { try change.tell(next) }
            return next
        }
    }
}

/// Ends a turn without a trace: it was cancelled, or another runner has it.
struct BulkMoved: Error {}

extension Bulk {
    /// Nothing is done where far more would be than its author agreed to.
    fileprivate var fault: DeskError? {
        if total > BulkSelection.mostFound {
            return DeskError(
                "bulk.too_large",
                "El filtro encuentra más de \(BulkSelection.mostFound) casos; no se hizo nada. Acótalo, por ejemplo por fechas.")
        }
        if expected >= 0, total > expected + expected / 10 {
            return DeskError(
                "bulk.count_changed",
                "Ahora son más casos de los \(expected) que confirmaste; no se hizo nada. Revisa la lista y vuelve a pedirlo.")
        }
        return nil
    }
}

extension Change {
    /// How many of them were not there yet.
    fileprivate func freeze(_ items: [BulkPage.Item], for bulk: BulkID) throws -> Int64 {
        guard !items.isEmpty else { return 0 }
        var arguments: [SQLValue] = [.text(bulk.text)]
        let rows = items.map { item in
            let next = arguments.count + 1
            arguments += [.integer(item.place), .text(item.key), .text(item.caseID), .integer(item.number), .text(item.effect)]
            return "($1, " + (0..<5).map { "$\(next + $0)" }.joined(separator: ", ") + ")"
        }
        return Int64(
            try transaction.runCounting(
                """
                insert into bulk_item (bulk_id, place, key, case_id, number, effect) values \(rows.joined(separator: ", "))
                on conflict do nothing
                """, arguments))
    }

    func fail(_ bulk: Bulk, _ why: DeskError, in viewer: Viewer?) throws -> Bulk {
        let language = viewer.flatMap { Language(rawValue: $0.locale) } ?? .es
        let failed = try first(
            "update bulk set state = 'failed', finished_at = $2, code = $3, detail = $4 where id = $1 returning \(Bulk.columns)",
            [.text(bulk.id.text), .integer(now), .text(why.code), .text(why.message.text(in: language))]
        ) { Bulk(row: $0) }
        guard let failed else { throw BulkMoved() }
        try tell(failed)
        return failed
    }
}

/// A stretch of what is to be frozen.
private struct BulkPage {
    struct Item {
        let place: Int64
        let key: String
        let caseID: String
        let number: Int64
        var effect = ""
    }
    var items: [Item] = []
    /// Nil after the last.
    var next: String?
}

extension Storage.Transaction {
    fileprivate func page(of selection: BulkSelection, after reached: String, for viewer: Viewer, now: Int64) throws -> BulkPage {
        switch selection {
        case .cases(let references): try page(of: references, from: Int(reached) ?? 0, for: viewer)
        case .filter(let query): try page(of: query, after: reached, for: viewer, now: now)
        case .done(let bulk): try page(ofDone: bulk, after: Int64(reached) ?? -1)
        }
    }

    /// A reference to what its author doesn't see stays one: its result says so, and nothing else of it.
    private func page(of references: [CaseReference], from start: Int, for viewer: Viewer) throws -> BulkPage {
        let stretch = references[start..<min(start + 250, references.count)]
        var seen: [String: (id: String, number: Int64)] = [:]
        for (column, values) in Dictionary(grouping: stretch.map(\.look), by: \.column) {
            let sight = SightSQL(viewer, first: values.count + 1)
            let places = values.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
            try each(
                "select c.id, c.number from cases c where c.\(column) in (\(places)) and \(sight.clause)",
                values.map(\.value) + sight.arguments.map { .text($0) }
            ) { row in
                let found = (id: row.text(0), number: row.int(1))
                seen[found.id] = found
                seen["\(found.number)"] = found
            }
        }
        var page = BulkPage()
        page.items = zip(stretch.indices, stretch).map { index, reference in
            let found = seen[reference.text], place = Int64(index)
            guard let found else {
                let number = if case .number(let asked) = reference { asked } else { Int64(0) }
                return BulkPage.Item(place: place, key: reference.text, caseID: "", number: number)
            }
            return BulkPage.Item(place: place, key: found.id, caseID: found.id, number: found.number)
        }
        page.next = stretch.endIndex < references.count ? "\(stretch.endIndex)" : nil
        return page
    }

    /// In the order in which they were made, whatever the list's: what happens meanwhile moves none of them.
    private func page(of filter: CaseQuery, after reached: String, for viewer: Viewer, now: Int64) throws -> BulkPage {
        let halves = reached.split(separator: "|", maxSplits: 1)
        let first = halves.first.flatMap { Int64($0) } ?? 0
        var query = filter
        query.sort = .created
        query.descending = false
        query.limit = 200
        query.cursor = halves.count > 1 ? String(halves[1]) : nil
        let found = try caseKeys(query, for: viewer, now: now)
        var page = BulkPage()
        page.items = found.items.enumerated().map { index, item in
            BulkPage.Item(place: first + Int64(index), key: item.id.text, caseID: item.id.text, number: item.number)
        }
        page.next = found.next.map { "\(first + Int64(found.items.count))|\($0)" }
        return page
    }

    private func page(ofDone bulk: BulkID, after place: Int64) throws -> BulkPage {
        var page = BulkPage()
        page.items = try all(
            "select place, key, case_id, number, effect from bulk_item where bulk_id = $1 and state = 'done' and place > $2 order by place limit 250",
            [.text(bulk.text), .integer(place)]
        ) { BulkPage.Item(place: $0.int(0), key: $0.text(1), caseID: $0.text(2), number: $0.int(3), effect: $0.text(4)) }
        page.next = page.items.count == 250 ? page.items.last.map { "\($0.place)" } : nil
        return page
    }
}
