#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif
import Synchronization

/// Which file stands at a path: another one after a restore, none when it was removed.
struct FileIdentity: Equatable {
    let device: UInt64
    let inode: UInt64

    init?(_ path: String) {
        var found = stat()
        guard stat(path, &found) == 0 else { return nil }
        device = UInt64(found.st_dev)
        inode = UInt64(found.st_ino)
    }
}

/// The connection of one thread, opened when first needed and again when the file was replaced or an error broke it.
final class SQLiteSlot: @unchecked Sendable {
    private let path: String
    private let isWriter: Bool
    private var connection: SQLiteConnection?
    private var identity: FileIdentity?

    init(path: String, isWriter: Bool) {
        self.path = path
        self.isWriter = isWriter
    }

    /// - Parameter create: only at start; a file that vanished later is an error, not a reason for an empty one.
    func ready(create: Bool = false) throws -> SQLiteConnection {
        let current = FileIdentity(path)
        if let connection, current == identity, current != nil, !connection.isBroken { return connection }
        guard create || current != nil else {
            throw StorageError(.unavailable, "\(path) is gone")
        }
        connection = nil
        let opened = try SQLiteConnection(path: path, role: isWriter ? .writer(create: create) : .reader)
        identity = FileIdentity(path)
        connection = opened
        return opened
    }

    func close() { connection = nil }
}

/// One serving process per file. The system lets go of it when the process ends, however it ends.
final class FileLock: Sendable {
    private let descriptor: Mutex<Int32>

    init(_ path: String) throws {
        let name = path + ".lock"
        let descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        self.descriptor = Mutex(descriptor)
        guard descriptor >= 0 else {
            throw StorageError(
                .unavailable, "\(name) can't be made (\(String(cString: strerror(errno)))): look at the rights of its folder")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            var digits = [UInt8](repeating: 0, count: 20)
            let count = pread(descriptor, &digits, digits.count, 0)
            let holder = String(decoding: digits.prefix(max(0, count)), as: UTF8.self)
            throw StorageError(
                .unavailable, "\(path) is in use by process \(holder.isEmpty ? "?" : holder): stop it first, or take another database")
        }
        let holder = Array("\(getpid())".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, holder, holder.count, 0) == holder.count else {
            throw StorageError(.unavailable, "\(name): \(String(cString: strerror(errno)))")
        }
    }

    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    deinit { release() }
}

/// Wall time that never goes back within the process.
enum WallClock {
    private static let newest = Mutex<Int64>(0)

    static func now() -> Int64 {
        let milliseconds = read(CLOCK_REALTIME) / 1_000_000
        return newest.withLock { newest in
            newest = max(newest, milliseconds)
            return newest
        }
    }

    /// For measuring only: time that passes, and time that the calling thread spends.
    static func nanoseconds() -> Int64 { read(CLOCK_MONOTONIC) }
    static func threadNanoseconds() -> Int64 { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
