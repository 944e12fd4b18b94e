import Storage

extension Desk {
    /// Other cases of the same customer that the viewer may see: open ones first, then those that this one goes on with or that go on with it, those
    /// merged into it, and the newest closed ones.
    package func related(to reference: CaseReference, for viewer: Viewer) async throws -> [UInt8] {
        try await read { transaction in
            let item = try transaction.seenCase(reference, for: viewer)
            var json = JSONText(capacity: 8192)
            var seen: Set<String> = [item.id.text]
            json.openList()
            for (relation, ids) in try transaction.relations(of: item) {
                for id in ids where seen.insert(id).inserted {
                    try transaction.each("select \(Case.columns) from \(Case.tables) where c.id = $1", [.text(id)]) { row in
                        let sight = row.sight(of: viewer)
                        guard sight > .none else { return }
                        json.object { json in
                            json.field("relation", relation)
                            json.key("case")
                            row.writeCard(to: &json, sight: sight)
                        }
                    }
                }
            }
            json.closeList(next: nil)
            return json.bytes
        }
    }
}

extension Storage.Transaction {
    /// Each part is a stretch of an index.
    fileprivate func relations(of item: Case) throws -> [(relation: String, ids: [String])] {
        func ids(_ sql: String, _ arguments: [SQLValue]) throws -> [String] { try all(sql, arguments) { $0.text(0) } }
        func ofCustomer(_ states: String, _ most: Int) throws -> [String] {
            let part = "and state \(states) and merged_into = '' order by created_at desc, number desc limit \(most)"
            let byPoint = try ids("select id from cases where point_id = $1 \(part)", [.text(item.point.text)])
            guard let contact = item.contact else { return byPoint }
            return try ids("select id from cases where contact_id = $1 \(part)", [.text(contact.text)]) + byPoint
        }
        return [
            ("open", try ofCustomer("<> 'closed'", 50)),
            (
                "followUpOf",
                try ids("select other_id from case_relation where case_id = $1 order by at desc, other_id limit 20", [.text(item.id.text)])
            ),
            (
                "followUp",
                try ids("select case_id from case_relation where other_id = $1 order by at desc, case_id limit 20", [.text(item.id.text)])
            ),
            (
                "merged",
                try ids(
                    "select id from cases where merged_into = $1 and merged_into <> '' order by number desc limit 50", [.text(item.id.text)]
                )
            ),
            ("earlier", try ofCustomer("= 'closed'", 10)),
        ]
    }
}
