import Storage

extension Desk {
    /// For its uploader, and for whoever may read its case's conversation; a supervisor after the audited opening of an exclusive one.
    /// Throws `attachment.not_found`, `attachment.fetching` (its bytes are still on their way) or `attachment.lost`.
    package func attachment(_ id: AttachmentID, for viewer: Viewer) async throws -> Attachment {
        if !viewer.isBot { try viewer.require(.read) }
        return try await read { transaction in
            guard let file = try Attachment.find(id, transaction) else { throw DeskError.noAttachment }
            if file.owner == viewer.author.label { return try file.stored() }
            guard let item = file.caseID else { throw DeskError.noAttachment }
            guard try transaction.mayRead(item, viewer, file) else { throw DeskError.noAttachment }
            return try file.stored()
        }
    }

    /// For a customer: what they sent, and what was sent to them; never what stands in a private note.
    package func attachment(_ id: AttachmentID, visitor point: PointID) async throws -> Attachment {
        try await read { transaction in
            guard let file = try Attachment.find(id, transaction) else { throw DeskError.noAttachment }
            if file.owner == Author.customer(point).label { return try file.stored() }
            // Ids are hexadecimal: nothing in them is a pattern.
            let shown = try transaction.first(
                """
                select 1 from cases c join message m on m.case_id = c.id
                where c.id = $1 and c.point_id = $2 and m.direction in ('in', 'out') and m.attachments like '%' || cast($3 as text) || '%' limit 1
                """, [.text(file.caseID?.text ?? ""), .text(point.text), .text(id.text)]
            ) { $0.int(0) }
            guard shown != nil else { throw DeskError.noAttachment }
            return try file.stored()
        }
    }
}

extension Storage.Transaction {
    /// A refusal of the case's look-up says too much for a file: it is simply not there.
    fileprivate func mayRead(_ item: CaseID, _ viewer: Viewer, _ file: Attachment) throws -> Bool {
        let found: Case
        do {
            found = try readableCase(.id(item), for: viewer)
        } catch is DeskError {
            return try isAttended(file.id, in: item, by: viewer)
        }
        guard viewer.leads(found.campaign), found.audience.sight(of: viewer) < .full else { return true }
        return try first(
            "select 1 from audit where target = $1 and author = $2 and act = 'case.opened' limit 1",
            [.text(item.text), .text(viewer.id.text)]
        ) { $0.int(0) } != nil
    }

    /// A file of what they saw of a case before they passed it on.
    private func isAttended(_ file: AttachmentID, in source: CaseID, by viewer: Viewer) throws -> Bool {
        try first(
            """
            select 1 from attended a join message m on m.case_id = a.source_id and m.place between a.first_place and a.last_place
            where a.source_id = $1 and a.user_id = $2 and m.attachments like '%' || cast($3 as text) || '%' limit 1
            """, [.text(source.text), .text(viewer.id.text), .text(file.text)]
        ) { $0.int(0) } != nil
    }
}

extension Attachment {
    func stored() throws -> Attachment {
        switch state {
        case "stored": return self
        case "fetching":
            throw DeskError(
                "attachment.fetching", "El archivo todavía se está descargando; intenta de nuevo en unos segundos.",
                extra: ["retryAfter": "5"])
        default: throw DeskError("attachment.lost", "El archivo no se pudo descargar del canal. Pide que te lo envíen de nuevo.")
        }
    }
}
