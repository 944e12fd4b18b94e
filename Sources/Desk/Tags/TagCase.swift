import Storage

extension Desk {
    /// Puts a tag on a case or takes it off; twice is the same as once. Throws `tag.not_found`, `tag.archived`, `tag.too_many`, `case.not_found`.
    package func tag(_ reference: CaseReference, _ id: TagID, _ isOn: Bool, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference, sight: .full, leads: .card)
            guard let tag = try Tag.find(id, change.transaction) else { throw DeskError.noTag }
            if isOn {
                guard tag.archivedAt == 0 else {
                    throw DeskError("tag.archived", "La etiqueta «\(tag.name)» está archivada; elige otra.")
                }
                try change.run(
                    "insert into case_tag (case_id, tag_id) values ($1, $2) on conflict do nothing", [.text(item.id.text), .text(id.text)])
            } else {
                try change.run("delete from case_tag where case_id = $1 and tag_id = $2", [.text(item.id.text), .text(id.text)])
            }
            let tags = try change.all("select tag_id from case_tag where case_id = $1 order by tag_id", [.text(item.id.text)]) {
                $0.text(0)
            }
            guard tags.count <= 50 else { throw DeskError("tag.too_many", "Un caso lleva como máximo 50 etiquetas; quita alguna antes.") }
            var json = JSONText()
            json.array(tags) { $0.string($1) }
            let shown = try change.set(item, "tags = $2", [.text(json.text)])
            change.announce(.on(shown, "case.updated", before: item.audience))
            return shown
        }
    }
}
