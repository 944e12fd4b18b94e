import Storage

extension Desk {
    /// The files an inbound item names, as its message will list them. Remote ones get an id now and their bytes later, by a job.
    func files(of inbound: Inbound) async throws -> [Message.File] {
        guard inbound.attachments.count <= 10 else {
            throw DeskError.invalid("attachments", "attachments.count", "Un mensaje lleva como máximo 10 adjuntos.")
        }
        guard !inbound.attachments.isEmpty else { return [] }
        let now = now()
        return try await read { [ids] transaction in
            try inbound.attachments.map { attachment in
                switch attachment {
                case .stored(let id):
                    let file = try transaction.first(
                        "select name, type, size, state from attachment where id = $1 and case_id is null and owner = $2",
                        [.text(id.text), .text(inbound.uploader)]
                    ) {
                        Message.File(id: id.text, name: $0.text(0), type: $0.text(1), size: $0.int(2), state: $0.text(3))
                    }
                    guard let file else {
                        throw DeskError(
                            "attachment.not_found", "No hay ningún adjunto \(id) sin usar; súbelo primero.", field: "attachments")
                    }
                    return file
                case .remote(let url, let name, let type):
                    let last = url.split(separator: "/").last.map { String($0.prefix { $0 != "?" && $0 != "#" }) }
                    return Message.File(
                        id: ids.make(at: now), name: String((name ?? last ?? "archivo").prefix(200)),
                        type: type ?? "application/octet-stream", size: 0,
                        state: "fetching")
                case .held(_, let name, let type, let isVoice):
                    let essence = type.flatMap(FileType.essence) ?? "application/octet-stream"
                    return Message.File(
                        id: ids.make(at: now), name: FileType.cleanName(name ?? FileType.plainName(essence)), type: essence, size: 0,
                        state: "fetching", voice: isVoice ? true : nil)
                }
            }
        }
    }
}

extension Change {
    /// Ties uploaded files to the case: from now on whoever may read it may read them. A file belongs to one case.
    func claim(_ files: [Message.File], for item: Case) throws {
        for file in files where file.state == "stored" {
            let claimed = try first(
                "update attachment set case_id = $2 where id = $1 and (case_id is null or case_id = $2) returning id",
                [.text(file.id), .text(item.id.text)]
            ) { $0.text(0) }
            if claimed == nil {
                throw DeskError("attachment.not_found", "El adjunto \(file.id) ya pertenece a otro caso.", field: "attachments")
            }
        }
    }

    /// Remote files: their rows now, their bytes by a job. Both come with the message, or neither.
    func fetchLater(_ files: [Message.File], _ inbound: Inbound, for item: Case, account: ChannelAccount) throws {
        for (file, attachment) in zip(files, inbound.attachments) {
            let source: String
            switch attachment {
            case .stored: continue
            case .remote(let url, _, _): source = url
            case .held(let held, _, _, _): source = HeldSource(account: account.id, file: held).text
            }
            try run(
                """
                insert into attachment (id, sha256, size, type, name, owner, created_at, case_id, state, source)
                values ($1, '', 0, $2, $3, 'system', $4, $5, 'fetching', $6)
                """, [.text(file.id), .text(file.type), .text(file.name), .integer(now), .text(item.id.text), .text(source)])
            try enqueue(.fetch, lane: "fetch:\(file.id)", data: file.id)
        }
    }

    /// The author's own uploads, tied to the case.
    func attach(_ ids: [AttachmentID], to item: Case, by viewer: Viewer) throws -> [Message.File] {
        guard ids.count <= 10 else {
            throw DeskError.invalid("attachments", "attachments.count", "Un mensaje lleva como máximo 10 adjuntos.")
        }
        let files = try ids.map { id in
            let file = try first(
                "select name, type, size, state from attachment where id = $1 and (owner = $2 or case_id = $3)",
                [.text(id.text), .text(viewer.author.label), .text(item.id.text)]
            ) { Message.File(id: id.text, name: $0.text(0), type: $0.text(1), size: $0.int(2), state: $0.text(3)) }
            guard let file else {
                throw DeskError("attachment.not_found", "No hay ningún adjunto \(id) tuyo; súbelo primero.", field: "attachments")
            }
            return file
        }
        try claim(files, for: item)
        return files
    }
}

/// Where a file's bytes are to be asked for, as its row keeps it: `held:<account>:<sha256>:<id>`.
struct HeldSource {
    let account: AccountID
    let file: HeldFile

    init(account: AccountID, file: HeldFile) {
        self.account = account
        self.file = file
    }
    init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "held" else { return nil }
        self.init(account: ID(String(parts[1])), file: HeldFile(id: String(parts[3]), sha256: String(parts[2])))
    }
    var text: String { "held:\(account):\(file.sha256.replacing(":", with: "")):\(file.id)" }
}
