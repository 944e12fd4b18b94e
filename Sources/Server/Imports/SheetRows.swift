import Desk

/// What a file of rows may have at most: beyond it nobody meant it as a list of contacts.
enum SheetLimit {
    static let file: Int64 = 50 * 1024 * 1024
    static let columns = 200
    static let rows = 1_000_000
    static let cell = 10_000
    /// Bytes of one row: a quotation mark that nobody closes would else take the rest of the file for one cell.
    static let row = 1_048_576
}

extension DeskError {
    static func tooManyColumns(_ row: Int) -> DeskError {
        DeskError(
            "import.too_many_columns",
            "La fila \(row) tiene más de \(SheetLimit.columns) columnas. Quita las que no sean de contactos y envía el archivo de nuevo.")
    }
    static func tooLongRow(_ row: Int) -> DeskError {
        DeskError(
            "import.row_too_long",
            "La fila \(row) es demasiado larga; quizá unas comillas quedaron sin cerrar. Revísala y envía el archivo de nuevo.")
    }
    static func brokenSheet(_ why: Phrase) -> DeskError { DeskError("import.malformed", why) }
}
