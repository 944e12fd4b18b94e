import ArgumentParser
import Desk
import Foundation
import Storage

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make an installation out of a backup file, in an empty folder.",
        discussion: """
            Every file is compared with the manifest before anything is called done. Open browsers load everything again afterwards.
              ventanilla restore /backups/desk-2026-11-21.tar --data data/restored
              ventanilla serve --data data/restored
            """)

    @OptionGroup var place: DataOptions
    @Argument(help: "A file that \"ventanilla backup\" wrote.") var file: String

    func run() async throws {
        guard let target = place.sqliteFile else {
            throw Failure(
                "a PostgreSQL database is restored with pg_restore from what pg_dump wrote; copy the attachments and the key beside it")
        }
        guard FileManager.default.isReadableFile(atPath: file) else { throw Failure("there is no backup at \(file)") }
        try refuseUsed(target)
        let aside = "\(place.data)/.restore"
        try Installation.makeFolder(aside)
        defer { removeAside(aside) }
        let manifest = try unpack(to: aside)
        try await settle("\(aside)/\(Manifest.database)")
        try Installation.makeFolder(URL(fileURLWithPath: target).deletingLastPathComponent().path)
        try move("\(aside)/\(Manifest.key)", to: place.keyFile)
        if FileManager.default.fileExists(atPath: "\(aside)/attachments") { try move("\(aside)/attachments", to: place.attachments) }
        // Last: a restore that was interrupted before this left no database, and can be repeated.
        try move("\(aside)/\(Manifest.database)", to: target)
        say("Restored \(manifest.files.count) files, as of position \(manifest.position).")
    }

    private func refuseUsed(_ target: String) throws {
        let names =
            FileManager.default.fileExists(atPath: place.data) ? try FileManager.default.contentsOfDirectory(atPath: place.data) : []
        let isUsed = names.contains { !$0.hasPrefix(".") } || FileManager.default.fileExists(atPath: target)
        guard !isUsed else { throw Failure("\(place.data) is not empty: restore into a new folder with --data") }
    }

    private func unpack(to folder: String) throws -> Manifest {
        let source = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        defer { source.closeFile() }
        let archive = TarReader(source)
        var sums: [String: String] = [:]
        while let entry = try archive.next() {
            if entry.name == Manifest.name {
                return try compare(try JSONDecoder().decode(Manifest.self, from: try archive.read(entry)), sums)
            }
            guard Self.isOurs(entry.name) else { throw Failure("this is no backup of Ventanilla: it holds \(entry.name)") }
            let path = "\(folder)/\(entry.name)"
            try Installation.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
            sums[entry.name] = try archive.extract(entry, to: path)
        }
        throw Failure("the backup has no manifest: it is cut short")
    }

    /// Names are taken from a file that may come from anywhere: none may leave the folder.
    private static func isOurs(_ name: String) -> Bool {
        if name == Manifest.database || name == Manifest.key { return true }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.hasPrefix(Manifest.attachments) && parts.count == 4
            && parts.dropFirst().allSatisfy { $0.allSatisfy(\.isHexDigit) && !$0.isEmpty }
    }

    private func compare(_ manifest: Manifest, _ sums: [String: String]) throws -> Manifest {
        for entry in manifest.files where sums[entry.name] != entry.sha256 {
            throw Failure("\(entry.name) is not what was backed up: the file is damaged")
        }
        guard manifest.files.count == sums.count, sums[Manifest.database] != nil, sums[Manifest.key] != nil else {
            throw Failure("the backup does not hold what its manifest says: it is damaged")
        }
        return manifest
    }

    /// Cursors of before the restore point into another history.
    private func settle(_ path: String) async throws {
        let database = try await Databases.open("sqlite:\(path)")
        do {
            _ = try await Migrator.migrate(database, Migrations.all)
            try await Epoch.raise(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    private func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else { throw Failure("\(target): \(String(cString: strerror(errno)))") }
    }

    private func removeAside(_ path: String) {
        do { try FileManager.default.removeItem(atPath: path) } catch { say("\(path) could not be removed: \(error.localizedDescription)") }
    }
}
