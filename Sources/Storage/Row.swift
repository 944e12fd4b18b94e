/// A view on the engine's current row, valid only inside the closure that receives it. Columns count from 0.
package struct Row: ~Copyable {
    enum Source {
        case sqlite(SQLite.Statement)
        case postgres(Postgres.Tuple)
    }

    let source: Source

    init(_ source: Source) { self.source = source }

    package func isNull(_ column: Int) -> Bool {
        switch source {
        case .sqlite(let statement): SQLite.isNull(statement, column)
        case .postgres(let tuple): tuple.isNull(column)
        }
    }

    /// 0 for NULL, as SQLite has it.
    package func int(_ column: Int) -> Int64 {
        switch source {
        case .sqlite(let statement): SQLite.int(statement, column)
        case .postgres(let tuple): tuple.int(column)
        }
    }

    package func double(_ column: Int) -> Double {
        switch source {
        case .sqlite(let statement): SQLite.double(statement, column)
        case .postgres(let tuple): tuple.double(column)
        }
    }

    /// The value's UTF-8 text (or a blob's bytes) without making a String; empty for NULL.
    package func bytes<R>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        switch source {
        case .sqlite(let statement): try body(SQLite.bytes(statement, column))
        case .postgres(let tuple):
            if tuple.isBlob(column) { try tuple.blob(column).withUnsafeBytes(body) } else { try body(tuple.bytes(column)) }
        }
    }

    package func bool(_ column: Int) -> Bool { int(column) != 0 }
    package func text(_ column: Int) -> String { bytes(column) { String(decoding: $0, as: UTF8.self) } }
    package func blob(_ column: Int) -> [UInt8] { bytes(column) { [UInt8]($0) } }

    package func intOrNil(_ column: Int) -> Int64? { isNull(column) ? nil : int(column) }
    package func doubleOrNil(_ column: Int) -> Double? { isNull(column) ? nil : double(column) }
    package func textOrNil(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    package func blobOrNil(_ column: Int) -> [UInt8]? { isNull(column) ? nil : blob(column) }
}
