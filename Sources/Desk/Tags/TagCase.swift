import Storage

extension Desk {
    /// Puts a tag on a case or takes it off; twice is the same as once. Throws `tag.not_found`, `tag.archived`, `tag.too_many`, `case.not_found`.
    package func tag(_ reference: CaseReference, _ id: TagID, _ isOn: Bool, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { try $0.tag(reference, [id], isOn).after }
    }
}

extension Change {
    /// Puts all of them on, or takes them off; the case before and after.
    func tag(_ reference: CaseReference, _ ids: [TagID], _ isOn: Bool) throws -> (before: Case, after: Case) {
        let item = try touch(reference, sight: .full, leads: .card)
        for id in ids {
            guard let tag = try Tag.find(id, transaction) else { throw DeskError.noTag }
            if isOn {
                guard tag.archivedAt == 0 else {
                    throw DeskError("tag.archived", "La etiqueta «\(tag.name)» está archivada; elige otra.")
                }
                try run(
                    "insert into case_tag (case_id, tag_id) values ($1, $2) on conflict do nothing", [.text(item.id.text), .text(id.text)])
            } else {
                try run("delete from case_tag where case_id = $1 and tag_id = $2", [.text(item.id.text), .text(id.text)])
            }
        }
        let tags = try all("select tag_id from case_tag where case_id = $1 order by tag_id", [.text(item.id.text)]) { $0.text(0) }
        guard tags.count <= 50 else { throw DeskError("tag.too_many", "Un caso lleva como máximo 50 etiquetas; quita alguna antes.") }
        var json = JSONText()
        json.array(tags) { $0.string($1) }
        let shown = try set(item, "tags = $2", [.text(json.text)])
        announce(.on(shown, "case.updated", before: item.audience))
        return (item, shown)
    }
}
