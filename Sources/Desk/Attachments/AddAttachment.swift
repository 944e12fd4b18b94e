import Storage

extension Desk {
    /// Names a stored file. A repeat with the same id and content answers the same.
    /// Throws `attachment.type` (not allowed, or not what it says), `request.invalid`, `id.conflict`.
    package func addAttachment(id: AttachmentID, name: String, type: String, stored: StoredFile, owner: Author) async throws -> (
        created: Bool, attachment: Attachment
    ) {
        if case .staff(let viewer) = owner { try viewer.require(.write) }
        let essence = try FileType.require(type)
        guard FileType.matches(essence, head: stored.head) else {
            throw DeskError(
                "attachment.type", "El archivo no es \(essence), aunque así se declara. Guárdalo en ese formato o corrige el tipo.")
        }
        let name = FileType.cleanName(name)
        return try await write(by: owner) { change in
            let made = try change.first(
                """
                insert into attachment (id, sha256, size, type, name, owner, created_at) values ($1, $2, $3, $4, $5, $6, $7)
                on conflict do nothing returning id
                """,
                [
                    .text(id.text), .text(stored.sha256), .integer(stored.size), .text(essence), .text(name), .text(owner.label),
                    .integer(change.now),
                ]
            ) { $0.text(0) }
            guard let held = try Attachment.find(id, change.transaction) else { throw DeskError.noAttachment }
            guard made != nil || (held.file.sha256 == stored.sha256 && held.owner == owner.label) else {
                throw DeskError.idConflict(id.text)
            }
            return (made != nil, held)
        }
    }
}
