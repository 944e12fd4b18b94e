/// What went wrong below the product: the same kinds on both engines.
package struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// The database can't be reached, or it is not known whether the change was kept: repeat it with the same ids.
        case unavailable
        /// Too much is waiting, or somebody holds the database: try again shortly.
        case busy
        /// `table.column` on SQLite, the constraint's or index's name on PostgreSQL.
        case unique(constraint: String)
        case constraint
        case readOnly
        case full
        case corrupt
        /// Deadlock or serialization failure, after the retries.
        case serialization
        case other
    }

    package let kind: Kind
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { "storage.\(kind): \(message)" }
}

extension StorageError {
    static let nulByte = StorageError(.other, "a text with a NUL byte can't be stored")

    /// Whether the statement was refused for its content, so that a savepoint can undo it and the transaction can go on.
    package var concernsContent: Bool {
        switch kind {
        case .unique, .constraint, .other: true
        case .unavailable, .busy, .readOnly, .full, .corrupt, .serialization: false
        }
    }
}
