#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

final class SQLiteDatabase: Database {
    let engine = Engine.sqlite
    private let path: String
    private let isTemporary: Bool
    private let lock: FileLock?
    private let writerSlot: SQLiteSlot
    private let writer: SQLiteWriter
    private let group: GroupCommit
    private let readers: SQLiteReaders

    static func open(_ url: String, exclusive: Bool, readers: Int) async throws -> SQLiteDatabase {
        let isTemporary = url == ":memory:"
        let path = isTemporary ? temporaryPath() : url
        let lock = exclusive && !isTemporary ? try FileLock(path) : nil
        let slot = SQLiteSlot(path: path, isWriter: true)
        _ = try slot.ready(create: true)
        return SQLiteDatabase(path: path, isTemporary: isTemporary, lock: lock, writer: slot, readers: readers)
    }

    private init(path: String, isTemporary: Bool, lock: FileLock?, writer slot: SQLiteSlot, readers: Int) {
        self.path = path
        self.isTemporary = isTemporary
        self.lock = lock
        writerSlot = slot
        let writer = SQLiteWriter(slot)
        self.writer = writer
        group = GroupCommit { batch in writer.commit(batch) }
        self.readers = SQLiteReaders(path: path, threads: readers)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await group.submit(body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await readers.read(body)
    }

    func onCommit(_ nudge: @escaping @Sendable () -> Void) { writer.onCommit(nudge) }
    func listen(_ channel: String, _ body: @escaping @Sendable (String) -> Void) {}
    func notify(_ channel: String, _ payload: String) async {}

    var figures: StorageFigures { group.figures }

    func backup(to target: String) async throws {
        guard FileIdentity(target) == nil else { throw StorageError(.other, "\(target) exists already") }
        try await readers.run { connection in
            let partial = target + ".partial"
            unlink(partial)
            try connection.copy(to: partial)
            guard rename(partial, target) == 0 else {
                throw StorageError(.unavailable, "\(target): \(String(cString: strerror(errno)))")
            }
        }
    }

    func close() async {
        await group.close()
        await readers.close()
        writerSlot.close()
        lock?.release()
        if isTemporary { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
    }

    private static func temporaryPath() -> String {
        let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        return "\(folder)/ventanilla-\(getpid())-\(UInt64.random(in: 0 ... .max)).db"
    }
}
