import Synchronization

/// Runs a batch of verbs in one transaction, each in a savepoint, and answers them when it is durable.
final class SQLiteWriter: Sendable {
    private let slot: SQLiteSlot
    private let nudge = Mutex<Callback?>(nil)

    init(_ slot: SQLiteSlot) { self.slot = slot }

    func onCommit(_ body: @escaping @Sendable () -> Void) {
        nudge.withLock { $0 = Callback(call: body) }
    }

    func commit(_ batch: [any Verb]) {
        do {
            let connection = try slot.ready()
            try connection.execute("begin immediate")
            var changed = false
            do {
                for verb in batch where try attempt(verb, on: connection) { changed = true }
                try connection.execute("commit")
            } catch {
                if connection.isInTransaction { _ = try? connection.execute("rollback") }
                throw error
            }
            if changed { nudge.withLock { $0 }?.call() }
        } catch {
            for verb in batch { verb.fail(error) }
        }
        for verb in batch { verb.answer() }
    }

    /// Answers whether the verb's changes stay. Throws when the whole transaction is lost.
    private func attempt(_ verb: any Verb, on connection: SQLiteConnection) throws -> Bool {
        let transaction = RunningTransaction(connection)
        try connection.execute("savepoint verb")
        var keeps = verb.run(in: transaction)
        if let failure = transaction.failure {
            if keeps || !failure.concernsContent { verb.fail(failure) }
            keeps = false
            // SQLite ends the transaction by itself after some errors: a full disk, an I/O error.
            guard connection.isInTransaction else { throw failure.concernsContent ? StorageError.vanished(failure) : failure }
        }
        guard connection.isInTransaction else { throw StorageError(.unavailable, "the transaction ended by itself") }
        if !keeps { try connection.execute("rollback to verb") }
        try connection.execute("release verb")
        return keeps
    }
}

extension StorageError {
    fileprivate static func vanished(_ cause: StorageError) -> StorageError {
        StorageError(.unavailable, "the transaction was lost: \(cause.message)")
    }
}
