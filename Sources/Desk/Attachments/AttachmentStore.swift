import Crypto
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// Files by the SHA-256 of what they hold, so that the same content is kept once: `folder/ab/cd/abcd…`.
///
/// A file appears by rename, after it is safely on disk; content that is there already is written anew, so that its time says it is wanted. All disk work runs on NIO's blocking threads, never on an event loop.
package final class AttachmentStore: Sendable {
    package struct Limits: Sendable {
        package var staff: Int64 = 25 * 1024 * 1024
        package var visitor: Int64 = 10 * 1024 * 1024
        /// What providers hold for us; WhatsApp's documents have up to this.
        package var provider: Int64 = 100 * 1024 * 1024
        package init() {}
    }
    package let limits: Limits
    let folder: String
    private let log: Logger
    /// Files whose content was compared with their name since this process began, by name; the time of the file's last change.
    private let proven = NIOLockedValueBox<[String: Int64]>([:])

    package init(folder: String, limits: Limits = Limits(), log: Logger = Logger(label: "attachments")) {
        self.folder = folder
        self.limits = limits
        self.log = log
    }

    /// Starts a file of at most `limit` bytes (`attachment.too_large` beyond). Finish or discard it.
    package func begin(limit: Int64) async throws -> AttachmentWriter {
        let folder = folder
        return try await NIOThreadPool.singleton.runIfActive { try AttachmentWriter(folder: folder, limit: limit) }
    }

    /// Opens a stored file. Missing, cut short or altered content is `attachment.lost`, and logged.
    package func open(_ file: StoredFile) async throws -> AttachmentReader {
        try await NIOThreadPool.singleton.runIfActive { [self] in
            do {
                let reader = try AttachmentReader(path: Self.path(folder, file.sha256), size: file.size)
                try prove(reader, file)
                return reader
            } catch let fault as FileFault {
                log.error("an attachment can't be read", metadata: ["sha256": "\(file.sha256)", "fault": "\(fault)"])
                throw DeskError.lostFile
            }
        }
    }

    private func prove(_ reader: AttachmentReader, _ file: StoredFile) throws {
        if proven.withLockedValue({ $0[file.sha256] }) == reader.changedAt { return }
        guard try reader.sha256() == file.sha256 else { throw FileFault.altered }
        proven.withLockedValue { proven in
            if proven.count >= 10_000 { proven.removeAll() }
            proven[file.sha256] = reader.changedAt
        }
    }

    static func path(_ folder: String, _ sha256: String) -> String {
        "\(folder)/\(sha256.prefix(2))/\(sha256.dropFirst(2).prefix(2))/\(sha256)"
    }
}

extension DeskError {
    package static let lostFile = DeskError(
        "attachment.lost", "El archivo ya no está en el almacén de este servidor. Pide que te lo envíen de nuevo.")
}

/// Content that stands in the store: name it with `desk.addAttachment`.
package struct StoredFile: Sendable, Equatable {
    package let sha256: String
    package let size: Int64
    /// The first bytes, to tell what it really is.
    package let head: [UInt8]
    package init(sha256: String, size: Int64, head: [UInt8] = []) {
        self.sha256 = sha256
        self.size = size
        self.head = head
    }
}

enum FileFault: Error, CustomStringConvertible {
    case system(String, CInt), cutShort, altered

    var description: String {
        switch self {
        case .system(let what, let code): "\(what): \(String(cString: strerror(code)))"
        case .cutShort: "its size is not the recorded one"
        case .altered: "its content is not the recorded one"
        }
    }
}
