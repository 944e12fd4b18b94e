import FoundationEssentials
import NIOPosix

#if canImport(Glibc)
    import Glibc
#endif

/// Taking files out of the store. Times are milliseconds by the file's own last writing.
extension AttachmentStore {
    private static let aside = "gone-"

    /// Whose the folder is, by a mark in it; the first to ask owns it.
    func belong(to organisation: String) async throws -> Bool {
        try await NIOThreadPool.singleton.runIfActive { [folder] in
            guard access(folder, F_OK) == 0 else { return true }
            let mark = "\(folder)/.organisation"
            if access(mark, F_OK) != 0 { try Data(organisation.utf8).write(to: URL(filePath: mark), options: .withoutOverwriting) }
            return try String(decoding: Data(contentsOf: URL(filePath: mark)), as: UTF8.self) == organisation
        }
    }

    /// The files of one of 256 folders that were last written before `limit`.
    func names(in slice: Int, before limit: Int64) async throws -> [String] {
        try await NIOThreadPool.singleton.runIfActive { [folder] in
            let upper = "\(folder)/\(hex([UInt8(slice)]))"
            return Self.entries(upper).flatMap { Self.entries("\(upper)/\($0)") }.filter { name in
                name.utf8.count == 64 && Self.lastWritten(Self.path(folder, name)).map { $0 < limit } ?? false
            }
        }
    }

    /// Takes a file away, unless an upload has put the same content there since: that one is younger than `limit`, and goes back.
    func remove(_ sha256: String, before limit: Int64) async throws {
        try await NIOThreadPool.singleton.runIfActive { [folder] in
            try AttachmentWriter.makeFolder("\(folder)/tmp")
            let place = "\(folder)/tmp/\(Self.aside)\(sha256)"
            guard rename(Self.path(folder, sha256), place) == 0 else { return }
            if let written = Self.lastWritten(place), written >= limit { link(place, Self.path(folder, sha256)) }
            unlink(place)
        }
    }

    /// What uploads that broke off left in the folder for them. A file on its way out when its process died goes back, to be judged again.
    func removeUnfinished(before limit: Int64) async throws {
        try await NIOThreadPool.singleton.runIfActive { [folder] in
            for name in Self.entries("\(folder)/tmp") {
                let path = "\(folder)/tmp/\(name)"
                if name.hasPrefix(Self.aside) {
                    link(path, Self.path(folder, String(name.dropFirst(Self.aside.count))))
                } else if Self.lastWritten(path).map({ $0 >= limit }) ?? true {
                    continue
                }
                unlink(path)
            }
        }
    }

    private static func entries(_ folder: String) -> [String] {
        guard let open = opendir(folder) else { return [] }
        defer { closedir(open) }
        var names: [String] = []
        while let entry = readdir(open) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private static func lastWritten(_ path: String) -> Int64? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
    }
}
