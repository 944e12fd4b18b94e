import Storage

extension Desk {
    /// What a merge would move, and in which fields both contacts differ: nothing is written. Throws `contact.not_found`, `merge.same`, `request.invalid`.
    package func previewMerge(_ kept: ContactID, _ request: MergeRequest, for viewer: Viewer) async throws -> [UInt8] {
        try viewer.require(.read)
        guard kept != request.other else {
            throw DeskError("merge.same", "Un contacto no se puede unir consigo mismo; elige otro.", field: "with")
        }
        return try await read { transaction in
            let ours = try transaction.seen(kept, viewer), theirs = try transaction.seen(request.other, viewer)
            let rule = try MergeRule(ours, theirs, choose: request.choices(ours, theirs))
            var json = JSONText(capacity: 4096)
            try json.object { json in
                json.key("kept")
                ours.write(to: &json)
                json.key("other")
                theirs.write(to: &json)
                json.key("conflicts")
                json.array(rule.conflicts) { json, conflict in
                    json.object { json in
                        json.field("field", conflict.field)
                        json.field("kept", conflict.kept)
                        json.field("other", conflict.other)
                        json.field("chosen", conflict.chosen)
                    }
                }
                json.key("fills")
                let disputed = Set(rule.conflicts.map(\.field))
                json.array(rule.changes.filter { !disputed.contains($0.key) }.sorted { $0.key < $1.key }) { json, change in
                    json.object { json in
                        json.field("field", change.key)
                        json.field("value", change.value.after)
                    }
                }
                json.key("moves")
                try transaction.writeMoves(of: theirs, to: &json)
            }
            return json.bytes
        }
    }
}

extension Storage.Transaction {
    fileprivate func seen(_ id: ContactID, _ viewer: Viewer) throws -> Contact {
        let sight = ContactSight(viewer, first: 2)
        let found = try contacts("contact.id = $1 and \(sight.clause)", [.text(id.text)] + sight.arguments).first
        guard let found else { throw DeskError.noContact }
        return found
    }

    fileprivate func writeMoves(of other: Contact, to json: inout JSONText) throws {
        func count(_ sql: String) throws -> Int64 { try first(sql, [.text(other.id.text)]) { $0.int(0) } ?? 0 }
        let live = try count("select count(*) from (select 1 from cases where contact_id = $1 and state <> 'closed' limit 1000) c")
        let all = try count("select count(*) from (select 1 from cases where contact_id = $1 limit 1000) c")
        let products = try count("select count(*) from product where contact_id = $1")
        let labels = try [String](json: other.labels).count
        json.object { json in
            json.field("points", other.points.count)
            json.field("labels", labels)
            json.field("products", products)
            json.field("campaigns", other.campaigns.count)
            json.key("cases")
            json.object { json in
                json.field("open", live)
                json.field("all", all)
            }
        }
    }
}
