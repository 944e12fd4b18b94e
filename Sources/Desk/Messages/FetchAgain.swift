import Storage

extension Desk {
    /// Asks a customer's file of its provider once more, by hand, after the tries that go by themselves. A file that is here, or on its way, is left
    /// as it is. Throws `case.not_found`, `message.not_found`, `attachment.not_found`.
    package func fetchAgain(_ reference: CaseReference, message id: MessageID, attachment: AttachmentID, by viewer: Viewer) async throws
        -> [UInt8]
    {
        try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference, sight: .full)
            guard let held = try change.message(id), held.caseID == item.id else { throw DeskError.notFound("message", id.text) }
            guard var file = held.files.first(where: { $0.id == attachment.text }) else { throw DeskError.noAttachment }
            var message = held
            if try change.isWantedAgain(attachment) {
                file.state = "fetching"
                message = try change.show(file, in: held, version: item.version)
                change.announce(.on(item, "message.updated", before: item.audience, message: message.json))
            }
            var json = JSONText()
            message.write(to: &json)
            return json.bytes
        }
    }
}

extension Change {
    /// Compare-and-set, so that of two who ask at once one makes the job.
    fileprivate func isWantedAgain(_ id: AttachmentID) throws -> Bool {
        let taken = try first(
            "update attachment set state = 'fetching' where id = $1 and state = 'failed' and source <> '' returning id", [.text(id.text)]
        ) { $0.text(0) }
        guard taken != nil else { return false }
        try enqueue(.fetch, lane: "fetch:\(id)", data: id.text)
        return true
    }

    /// What became of one of a message's files.
    func show(_ file: Message.File, in held: Message, version: Int64) throws -> Message {
        let files = held.files.map { $0.id == file.id ? file : $0 }
        let shown = try first(
            "update message set attachments = $2, version = $3 where id = $1 returning \(Message.returning)",
            [.text(held.id.text), .text(try Message.json(of: files)), .integer(version)], Message.init(row:))
        guard let shown else { throw DeskError.notFound("message", held.id.text) }
        return shown
    }
}
