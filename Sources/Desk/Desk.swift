import Logging
import NIOConcurrencyHelpers
import Storage

/// The product: every verb is a method of it, in a file of its own name.
package final class Desk: Sendable {
    package let database: any Database
    package let ids = IDMaker()
    package let log: Logger
    package let vault: Vault
    package let attachments: AttachmentStore
    package let channels: ChannelDirectory
    package let settings: Settings
    package let viewers = ViewerCache()
    package let passwords: PasswordHasher
    package let presence = Presence()
    package let refused = RefusedDeliveries()
    /// Milliseconds added to the engine's clock; only tests move it.
    package let clockOffset = NIOLockedValueBox<Int64>(0)
    /// Fires after a verb that made a job or a deadline; the log reader hears of every commit from the database itself.
    package let work = Nudge()
    /// How many statements the last verb ran, without BEGIN and COMMIT: each is a round trip on PostgreSQL.
    package let lastStatements = NIOLockedValueBox(0)

    package struct Settings: Sendable {
        package var eventEpoch: Int64 = 1
        package var offlineGrace: Int64 = 60_000
        package init() {}
    }

    package init(
        database: any Database, vault: Vault, attachments: AttachmentStore, channels: ChannelDirectory, settings: Settings = Settings(),
        passwords: PasswordHasher = PasswordHasher(), log: Logger = Logger(label: "desk")
    ) {
        self.database = database
        self.vault = vault
        self.attachments = attachments
        self.channels = channels
        self.settings = settings
        self.passwords = passwords
        self.log = log
    }

    /// Runs one verb: one transaction, its events written last, then one nudge to everyone who watches.
    package func write<T: Sendable>(by author: Author, _ verb: @escaping @Sendable (Change) throws -> T) async throws -> T {
        let offset = clockOffset.withLockedValue { $0 }
        let ids = ids, epoch = settings.eventEpoch, organisation = viewers.organisation(at: now())
        do {
            let (answer, touchedAccess, madeWork, statements) = try await database.write { transaction in
                let change = Change(
                    transaction: transaction, author: author, now: transaction.now + offset, ids: ids, epoch: epoch,
                    organisation: organisation)
                let answer = try verb(change)
                try change.finish()
                return (answer, change.touchedAccess, change.madeWork, transaction.statements)
            }
            lastStatements.withLockedValue { $0 = statements }
            if touchedAccess { viewers.clear() }
            if madeWork { work.fire() }
            return answer
        } catch let error as StorageError {
            throw DeskError.storage(error)
        }
    }

    /// Reads in one snapshot.
    package func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        do {
            return try await database.read(body)
        } catch let error as StorageError {
            throw DeskError.storage(error)
        }
    }

    package func now() -> Int64 { Clock.wall() + clockOffset.withLockedValue { $0 } }
}

extension DeskError {
    static func storage(_ error: StorageError) -> any Error {
        switch error.kind {
        case .busy: DeskError("storage.busy", "Hay demasiadas escrituras en espera; intenta de nuevo en unos segundos.")
        case .unavailable, .serialization:
            DeskError("storage.unavailable", "La base de datos no responde; no se guardó nada. Intenta de nuevo en unos segundos.")
        case .full: DeskError("storage.full", "El disco del servidor está lleno; no se guardó nada. Libera espacio e intenta de nuevo.")
        case .readOnly: DeskError("storage.read_only", "La base de datos está en modo de solo lectura; no se guardó nada.")
        default: error
        }
    }
}

/// Wakes those who wait for news of a commit. Never blocks, never loses the last call.
package final class Nudge: Sendable {
    /// In a struct: a bare closure read through the lock's generic access is wrapped once more at each read.
    private struct Body: Sendable { let call: @Sendable () -> Void }
    private let bodies = NIOLockedValueBox<[Body]>([])
    package init() {}
    package func onFire(_ body: @escaping @Sendable () -> Void) { bodies.withLockedValue { $0.append(Body(call: body)) } }
    package func fire() { for body in bodies.withLockedValue({ $0 }) { body.call() } }
}
