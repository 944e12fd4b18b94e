import ArgumentParser
import Desk
import Foundation
import Storage

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy everything into one file, while the desk goes on.",
        discussion: """
            The file is a tar archive with the database, the attachments, the key and manifest.json, which names the event log's position and the
            SHA-256 of each file. It holds the key and all that customers wrote: keep it as safe as the desk itself.
              ventanilla backup /backups/desk-$(date +%F).tar

            PostgreSQL brings its own tool (pg_dump); copy DATA/attachments and DATA/key beside it.
            """)

    @OptionGroup var place: DataOptions
    @Argument(help: "The file to write; it must not exist.") var file: String

    func run() async throws {
        guard !place.isPostgres else {
            throw Failure("a PostgreSQL database is backed up with pg_dump; copy \(place.attachments) and \(place.keyFile) beside it")
        }
        guard !FileManager.default.fileExists(atPath: file) else { throw Failure("\(file) exists already: give another name") }
        let unfinished = file + ".unfinished", copy = file + ".db"
        defer { for path in [unfinished, copy, copy + "-wal", copy + "-shm"] { unlink(path) } }
        unlink(copy)
        let manifest = try await Installation.with(place) { installation in
            try await installation.database.backup(to: copy)
            let position = try await Self.position(of: copy)
            return try write(copy, position: position, to: unfinished)
        }
        guard rename(unfinished, file) == 0 else { throw Failure("\(file): \(String(cString: strerror(errno)))") }
        say("Backed up \(manifest.files.count) files at position \(manifest.position) to \(file).")
    }

    private static func position(of copy: String) async throws -> String {
        let database = try await Databases.open("sqlite:\(copy)")
        do {
            let epoch = try await Epoch.settle(database)
            let position = try await database.read { try EventLog.head(epoch: epoch, $0).text }
            await database.close()
            return position
        } catch {
            await database.close()
            throw error
        }
    }

    private func write(_ copy: String, position: String, to path: String) throws -> Manifest {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw Failure("\(path) can't be written: look at the rights of its folder and its free space")
        }
        let target = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { target.closeFile() }
        var archive = TarWriter(target)
        try archive.add(Manifest.database, contentOf: copy)
        try archive.add(Manifest.key, contentOf: place.keyFile)
        for name in try attachments() { try archive.add(Manifest.attachments + name, contentOf: "\(place.attachments)/\(name)") }
        let manifest = Manifest(
            format: 1, madeAt: Timestamp.text(Clock.wall()), position: position,
            files: archive.sums.map { Manifest.File(name: $0.name, size: $0.size, sha256: $0.sha256) })
        try archive.add(Manifest.name, try manifest.bytes)
        try archive.finish()
        return manifest
    }

    /// Listed after the database was copied: every file it names is there. Files still being received have no such name.
    private func attachments() throws -> [String] {
        guard FileManager.default.fileExists(atPath: place.attachments) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: place.attachments).filter { name in
            let parts = name.split(separator: "/")
            return parts.count == 3 && parts[2].count == 64 && parts[2].allSatisfy(\.isHexDigit)
        }.sorted()
    }
}
