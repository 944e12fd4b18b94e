import Storage

extension Desk {
    /// Takes it away; a repeat changes nothing. Throws `quick_reply.not_found`, `forbidden`.
    package func removeQuickReply(_ id: QuickReplyID, by viewer: Viewer) async throws {
        try viewer.requireLead()
        try await write(by: .staff(viewer)) { change in
            let archived = try change.first("select archived_at from quick_reply where id = $1", [.text(id.text)]) { $0.int(0) }
            guard let archived else { throw DeskError.notFound("quick_reply", id.text) }
            guard archived == 0 else { return }
            try change.run("update quick_reply set archived_at = $2 where id = $1", [.text(id.text), .integer(change.now)])
            try change.configured("quick_reply.removed", id.text)
        }
    }
}
