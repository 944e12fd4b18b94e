import Crypto
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// The installation's key: seals channel secrets in the database and signs what clients carry (visitor tokens, cursors).
package struct Vault: Sendable {
    private let key: SymmetricKey

    /// Reads 32 bytes, or makes them in a file only its owner reads. Throws a sentence for the operator.
    package init(keyFile path: String) throws {
        if access(path, F_OK) != 0 { try Self.make(path) }
        key = SymmetricKey(data: try Self.read(path))
    }
    package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// `context` (e.g. `channel_account:<id>`) must be the same on opening: a sealed value can't be moved to another row.
    package func seal(_ clear: [UInt8], for context: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(clear, using: derived("seal"), authenticating: Array(context.utf8))
        guard let combined = box.combined else { throw VaultError.unreadable }
        return [1] + combined
    }
    package func open(_ sealed: [UInt8], for context: String) throws -> [UInt8] {
        guard sealed.first == 1 else { throw VaultError.unreadable }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.dropFirst())
            return Array(try AES.GCM.open(box, using: derived("seal"), authenticating: Array(context.utf8)))
        } catch { throw VaultError.unreadable }
    }

    /// HMAC-SHA256 under a key of its own for each purpose.
    package func mac(_ bytes: [UInt8], for purpose: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: derived("mac:" + purpose)))
    }

    package static func constantTimeEquals(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        var difference: UInt8 = 0
        for index in a.indices { difference |= a[index] ^ b[index] }
        return difference == 0
    }

    private func derived(_ purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("ventanilla:\(purpose)".utf8), outputByteCount: 32)
    }

    /// Written aside and linked into place: whoever comes second reads the first one's key, whole.
    private static func make(_ path: String) throws {
        let aside = "\(path).\(UInt64.random(in: 0 ... .max))"
        let file = Glibc.open(aside, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw VaultError.cannotMake(path, errno) }
        defer { unlink(aside) }
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255) }
        let isWritten = Glibc.write(file, bytes, 32) == 32 && fsync(file) == 0
        let failure = errno
        close(file)
        guard isWritten else { throw VaultError.cannotMake(path, failure) }
        guard link(aside, path) == 0 || errno == EEXIST else { throw VaultError.cannotMake(path, errno) }
    }

    private static func read(_ path: String) throws -> [UInt8] {
        let file = Glibc.open(path, O_RDONLY)
        guard file >= 0 else { throw VaultError.cannotRead(path, errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw VaultError.cannotRead(path, errno) }
        guard status.st_mode & 0o077 == 0 else { throw VaultError.readableByOthers(path) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = Glibc.read(file, &bytes, 64)
        guard count == 32 else { throw VaultError.wrongSize(path) }
        return Array(bytes.prefix(32))
    }
}

package enum VaultError: Error, CustomStringConvertible {
    case cannotMake(String, CInt), cannotRead(String, CInt), readableByOthers(String), wrongSize(String), unreadable

    package var description: String {
        switch self {
        case .cannotMake(let path, let code): "cannot make the key file \(path): \(String(cString: strerror(code)))"
        case .cannotRead(let path, let code): "cannot read the key file \(path): \(String(cString: strerror(code)))"
        case .readableByOthers(let path): "the key file \(path) can be read by others: run chmod 600 \(path)"
        case .wrongSize(let path): "the key file \(path) must hold exactly 32 bytes: restore it from your backup"
        case .unreadable: "a sealed value can't be opened: it was sealed with another key file"
        }
    }
}
