import ArgumentParser
import Channels
import Desk
import Foundation
import Logging
import Storage

/// Where an installation keeps its things; shared by all commands.
struct DataOptions: ParsableArguments {
    @Option(help: "Folder for the database, the key and the attachments.")
    var data = "data"

    @Option(help: "sqlite:PATH or postgres://… (default: sqlite:DATA/ventanilla.db). DATABASE_URL is honoured too.")
    var database: String?

    var url: String { database ?? "sqlite:\(data)/ventanilla.db" }
    var isPostgres: Bool { url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") }
    var keyFile: String { "\(data)/key" }
    var attachments: String { "\(data)/attachments" }

    /// The SQLite file; nil on PostgreSQL.
    var sqliteFile: String? { isPostgres ? nil : url.hasPrefix("sqlite:") ? String(url.dropFirst("sqlite:".count)) : url }
}

/// An open installation: its database at the newest schema, and the desk over it.
struct Installation {
    let options: DataOptions
    let database: any Database
    let desk: Desk
    /// Before the organisation was made, nothing else is there.
    let isEmpty: Bool

    /// - Parameters:
    ///   - isServer: takes the SQLite file for itself.
    ///   - reachesLoopback: lets outgoing requests reach this machine; for the demo.
    static func open(
        _ options: DataOptions, isServer: Bool = false, reachesLoopback: Bool = false, publicURL: String = "http://127.0.0.1:8080",
        log: Logger = Logger(label: "ventanilla")
    ) async throws -> Installation {
        guard options.isPostgres || options.url.hasPrefix("sqlite:") else {
            throw Failure("\"\(options.url.prefix(40))\" is no database: give sqlite:PATH or postgres://… as --database or DATABASE_URL")
        }
        try makeFolder(options.data)
        let database = try await Databases.open(options.url, exclusive: isServer)
        do {
            _ = try await Migrator.migrate(database, Migrations.all)
            var settings = Desk.Settings()
            settings.eventEpoch = try await Epoch.settle(database)
            let client = OutsideClient(allowLoopback: reachesLoopback)
            let isEmpty = try await database.read { try Organisation.find($0) == nil }
            let files = AttachmentStore(folder: options.attachments, log: log)
            let desk = Desk(
                database: database, vault: try vault(options, isEmpty: isEmpty), attachments: files,
                channels: ChannelDirectory(
                    [APIChannel(client: client, publicURL: publicURL), WebChatChannel(), WhatsAppChannel(client: client, files: files)],
                    fetcher: client),
                settings: settings, log: log)
            return Installation(options: options, database: database, desk: desk, isEmpty: isEmpty)
        } catch {
            await database.close()
            throw error
        }
    }

    /// Opens, runs and closes: what every command but `serve` does. One that makes nothing new refuses a place where nothing is:
    /// a mistyped --data would else look like an empty desk.
    static func with<T>(_ options: DataOptions, makesNew: Bool = false, _ body: (Installation) async throws -> T) async throws -> T {
        if let file = options.sqliteFile, !makesNew, !FileManager.default.fileExists(atPath: file) {
            throw Failure("there is no database at \(file): give the folder the desk runs on as --data, or its address as --database")
        }
        let installation = try await open(options)
        do {
            let result = try await body(installation)
            await installation.database.close()
            return result
        } catch {
            await installation.database.close()
            throw error
        }
    }

    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure("the folder \(path) can't be made: \(error.localizedDescription)")
        }
    }

    /// A new key would leave what the old one sealed unreadable for good.
    private static func vault(_ options: DataOptions, isEmpty: Bool) throws -> Vault {
        guard isEmpty || FileManager.default.fileExists(atPath: options.keyFile) else {
            throw Failure(
                "the key \(options.keyFile) is gone but the database is in use: put it back from a backup, or from another node's --data")
        }
        return try Vault(keyFile: options.keyFile)
    }
}
