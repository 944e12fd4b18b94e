import Logging
import Storage

extension Desk {
    /// Brings a file that an inbound message only named. What can't be had is shown as failed, with the message itself untouched.
    func fetchAttachment(_ job: Job) async throws {
        let found = try await read { transaction in
            try transaction.first("select source, type, name from attachment where id = $1 and state = 'fetching'", [.text(job.data)]) {
                (source: $0.text(0), type: $0.text(1), name: $0.text(2))
            }
        }
        guard let wanted = found else {
            return try await write(by: .system) { try $0.finish(job) }
        }
        do {
            let (stored, type) = try await fetch(wanted.source, job)
            let declared =
                FileType.essence(wanted.type == "application/octet-stream" ? type ?? wanted.type : wanted.type)
                ?? "application/octet-stream"
            let duration = FileType.isOgg(declared) ? try await attachments.duration(of: stored) : nil
            try await endFetch(
                job, Message.File(id: job.data, name: wanted.name, type: declared, size: stored.size, duration: duration),
                sha256: stored.sha256)
        } catch let error where job.attempts < 7 && Self.passes(error) {
            let after: Int64? = if case SendFailure.retry(let after, _) = error { after } else { nil }
            try await write(by: .system) { try $0.postpone(job, by: max(after ?? 0, Backoff.delay(attempt: job.attempts))) }
        } catch {
            log.warning("attachment could not be fetched", metadata: ["attachment": "\(job.data)", "error": "\(error)"])
            try await endFetch(job, Message.File(id: job.data, name: wanted.name, type: wanted.type, size: 0, state: "failed"), sha256: "")
        }
    }

    /// To ask for a file once more does no harm: neither a cut connection nor our own full disk or lost database makes it fail for good.
    private static func passes(_ error: any Error) -> Bool {
        switch error {
        case SendFailure.retry, SendFailure.unknown: true
        case let error as DeskError: error.code.hasPrefix("storage.")
        default: false
        }
    }

    /// Brings the bytes into the store; a provider's file is looked up anew each time, since its address lives for minutes only.
    private func fetch(_ source: String, _ job: Job) async throws -> (StoredFile, String?) {
        let held = HeldSource(text: source), limits = attachments.limits
        if held != nil { try await write(by: .system) { try $0.extendLease(of: job) } }
        let writer = try await attachments.begin(limit: held == nil ? limits.staff : limits.provider)
        do {
            let type: String?
            if let held {
                let account = try await account(held.account.text)
                type = try await channels.channel(account.channel).fetch(
                    held.file, account: account, secret: try await secret(of: account), limit: limits.provider
                ) { try await writer.write($0) }
            } else if let fetcher = channels.fetcher {
                type = try await fetcher.fetch(source, limit: limits.staff) { try await writer.write($0) }
            } else {
                throw SendFailure.refused(reason: "Este servidor no trae archivos de fuera.")
            }
            let stored = try await writer.finish()
            if let held, !held.file.sha256.isEmpty, !stored.isAlso(held.file.sha256) {
                throw SendFailure.retry(after: nil, reason: "El archivo llegó distinto de como el proveedor lo anunció.")
            }
            return (stored, type)
        } catch {
            await writer.discard()
            throw error is SendFailure || error is DeskError ? error : SendFailure.retry(after: nil, reason: "\(error)")
        }
    }

    private func endFetch(_ job: Job, _ file: Message.File, sha256: String) async throws {
        try await write(by: .system) { change in
            try change.finish(job)
            let owner = try change.first(
                "update attachment set sha256 = $2, size = $3, type = $4, state = $5 where id = $1 and state = 'fetching' returning case_id",
                [.text(file.id), .text(sha256), .integer(file.size), .text(file.type), .text(file.state)]
            ) { $0.text(0) }
            guard let owner else { return }
            let item = try change.touch(.id(ID(owner)), for: .system)
            let held = try change.first(
                "select \(Message.columns) from message m where m.case_id = $1 and m.attachments like $2",
                [.text(owner), .text("%\(file.id)%")],
                Message.init(row:))
            guard let held else { return }
            var shown = file
            shown.voice = held.files.first { $0.id == file.id }?.voice
            let message = try change.show(shown, in: held, version: item.version)
            change.announce(.on(item, "message.updated", before: item.audience, message: message.json))
        }
    }
}
