import Crypto
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// One file on its way into the store. One caller at a time.
package final class AttachmentWriter: Sendable {
    private struct State {
        var file: CInt
        var hash = SHA256()
        var size: Int64 = 0
        var head: [UInt8] = []
    }
    private let state: NIOLockedValueBox<State>
    private let folder: String
    private let path: String
    private let limit: Int64

    init(folder: String, limit: Int64) throws {
        self.folder = folder
        self.limit = limit
        try Self.makeFolder(folder)
        try Self.makeFolder("\(folder)/tmp")
        path = "\(folder)/tmp/\(UInt64.random(in: 0 ... .max))"
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.refusal(errno) }
        state = NIOLockedValueBox(State(file: file))
    }
    deinit { abandon() }

    package func write(_ bytes: ByteBuffer) async throws {
        try await NIOThreadPool.singleton.runIfActive { [self] in
            try bytes.withUnsafeReadableBytes { try take($0) }
        }
    }

    /// Puts the file in its place, durably.
    package func finish() async throws -> StoredFile {
        try await NIOThreadPool.singleton.runIfActive { [self] in try settle() }
    }

    /// Removes what was written so far.
    package func discard() async {
        try? await NIOThreadPool.singleton.runIfActive { [self] in abandon() }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) throws {
        try state.withLockedValue { state in
            guard state.file >= 0 else { throw Self.refusal(EBADF) }
            guard state.size + Int64(bytes.count) <= limit else { throw DeskError.tooLarge(limit) }
            state.hash.update(bufferPointer: bytes)
            state.head += bytes.prefix(1024 - state.head.count)
            state.size += Int64(bytes.count)
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Glibc.write(state.file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw Self.refusal(errno) }
                rest = rest.dropFirst(written)
            }
        }
    }

    private func settle() throws -> StoredFile {
        try state.withLockedValue { state in
            guard state.file >= 0 else { throw Self.refusal(EBADF) }
            guard state.size > 0 else { throw DeskError("attachment.empty", "El archivo está vacío. Elige otro.") }
            guard fsync(state.file) == 0 else { throw Self.refusal(errno) }
            let stored = StoredFile(sha256: hex(state.hash.finalize()), size: state.size, head: state.head)
            let target = AttachmentStore.path(folder, stored.sha256)
            let parents = [
                "\(folder)/\(stored.sha256.prefix(2))", "\(folder)/\(stored.sha256.prefix(2))/\(stored.sha256.dropFirst(2).prefix(2))",
            ]
            for parent in parents { try Self.makeFolder(parent) }
            guard rename(path, target) == 0 else { throw Self.refusal(errno) }
            for parent in [folder] + parents { Self.sync(parent) }
            close(state.file)
            state.file = -1
            return stored
        }
    }

    private func abandon() {
        state.withLockedValue { state in
            guard state.file >= 0 else { return }
            close(state.file)
            unlink(path)
            state.file = -1
        }
    }

    static func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw refusal(errno) }
    }
    /// A renamed file is only there after a power cut if its folder was written too.
    private static func sync(_ folder: String) {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }
    private static func refusal(_ code: CInt) -> any Error {
        if code == ENOSPC || code == EDQUOT {
            return DeskError(
                "storage.full", "El disco del servidor está lleno; no se guardó el archivo. Libera espacio e intenta de nuevo.")
        }
        return FileFault.system("attachment store", code)
    }
}

extension DeskError {
    package static func tooLarge(_ limit: Int64) -> DeskError {
        DeskError(
            "attachment.too_large", "El archivo pesa más de \(limit / 1024 / 1024) MB, el máximo. Envía uno más liviano o un enlace.",
            extra: ["limit": "\(limit)"])
    }
}
