import Crypto
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// An open file of the store; it stays readable even if its name goes.
package final class AttachmentReader: Sendable {
    package let size: Int64
    let changedAt: Int64
    private let file: CInt

    init(path: String, size: Int64) throws {
        file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        self.size = size
        guard file >= 0 else {
            changedAt = 0
            throw FileFault.system("open", errno)
        }
        var status = stat()
        fstat(file, &status)
        changedAt = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        guard status.st_size == size else { throw FileFault.cutShort }
    }
    deinit { if file >= 0 { close(file) } }

    /// Up to `count` bytes from `offset`; fewer only at the end.
    package func read(at offset: Int64, count: Int) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive { [self] in
            var buffer = ByteBufferAllocator().buffer(capacity: count)
            _ = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
                try fill(UnsafeMutableRawBufferPointer(rebasing: space.prefix(count)), at: offset)
            }
            return buffer
        }
    }

    func sha256() throws -> String {
        var hash = SHA256()
        let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)
        defer { space.deallocate() }
        var offset: Int64 = 0
        while offset < size {
            let count = try fill(space, at: offset)
            guard count > 0 else { throw FileFault.cutShort }
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: space.prefix(count)))
            offset += Int64(count)
        }
        return hex(hash.finalize())
    }

    private func fill(_ space: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        var done = 0
        while done < space.count {
            let count = pread(file, space.baseAddress?.advanced(by: done), space.count - done, off_t(offset) + off_t(done))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileFault.system("read", errno) }
            if count == 0 { break }
            done += count
        }
        return done
    }
}
