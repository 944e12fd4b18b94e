import Desk
import NIOCore

/// A file of rows as it was sent, read once from end to end: its headings, some rows to look at, how many there are, and all of them as lines of JSON in
/// the store, `[row, cell, …]`, so that whoever works through them goes on at any place.
struct SheetIntake {
    private let writer: AttachmentWriter
    private var buffer = ByteBuffer()
    private var headings: [String] = []
    private var sample: [[String]] = []
    private var total = 0

    /// - Parameter source: the file as it was sent.
    static func read(_ source: StoredFile, name: String, store: AttachmentStore) async throws -> ImportedSheet {
        let file = try await store.open(source)
        var intake = SheetIntake(writer: try await store.begin(limit: 4 * SheetLimit.file))
        do {
            let isWorkbook = source.head.starts(with: [0x50, 0x4B])
            let encoding = isWorkbook ? try await intake.readWorkbook(file) : try await intake.readText(file)
            guard !intake.headings.isEmpty else {
                throw DeskError("import.empty", "El archivo no tiene filas; la primera debe llevar los títulos de las columnas.")
            }
            guard intake.total > 0 else {
                throw DeskError("import.empty", "El archivo solo tiene la fila de los títulos; agrega los contactos debajo.")
            }
            try await intake.flush(atLeast: 0)
            return ImportedSheet(
                name: name, format: isWorkbook ? "xlsx" : "csv", encoding: encoding, source: source.sha256, headings: intake.headings,
                sample: intake.sample, total: intake.total, lines: try await intake.writer.finish())
        } catch {
            await intake.writer.discard()
            throw error
        }
    }

    private init(writer: AttachmentWriter) { self.writer = writer }

    private mutating func readText(_ file: AttachmentReader) async throws -> String {
        var detector = TextEncoding.Detector()
        try await Self.each(file) { detector.feed($0) }
        let encoding = try detector.finish()
        var decoder = TextEncoding.Decoder(encoding), reader: CSVReader?
        var place: Int64 = 0
        while place < file.size {
            let piece = [UInt8](buffer: try await file.read(at: place, count: Self.piece))
            guard !piece.isEmpty else { throw DeskError.lostFile }
            place += Int64(piece.count)
            let text = decoder.decode(piece)
            var csv = reader ?? CSVReader(separator: CSVReader.separator(of: text))
            try csv.feed(text) { try add($0, $1) }
            reader = csv
            try await flush(atLeast: Self.piece)
        }
        try reader?.finish { try add($0, $1) }
        return encoding.rawValue
    }

    private mutating func readWorkbook(_ file: AttachmentReader) async throws -> String {
        var intake = self
        try await XLSXReader(file).rows { number, cells in
            try intake.add(number, cells)
            try await intake.flush(atLeast: Self.piece)
        }
        self = intake
        return TextEncoding.utf8.rawValue
    }

    private mutating func add(_ number: Int, _ cells: [String]) throws {
        var cells = cells.map(Self.clean)
        while cells.last?.isEmpty == true { cells.removeLast() }
        if cells.isEmpty || headings.isEmpty && number == 1 && cells[0].hasPrefix("sep=") { return }
        if headings.isEmpty {
            headings = cells.enumerated().map { $1.isEmpty ? XLSXWriter.column($0) : String($1.prefix(100)) }
            return
        }
        total += 1
        if total > SheetLimit.rows {
            throw DeskError("import.too_many_rows", "El archivo tiene más de \(SheetLimit.rows) filas; divídelo en varios.")
        }
        if let long = cells.firstIndex(where: { $0.utf8.count > 4 * SheetLimit.cell }) {
            throw DeskError(
                "import.cell_too_long",
                "La celda \(XLSXWriter.column(long))\(number) tiene más de \(SheetLimit.cell) caracteres; acórtala y envía el archivo de nuevo."
            )
        }
        if sample.count < 10 { sample.append(cells.map { String($0.prefix(200)) }) }
        var json = JSONText()
        json.array(0...min(cells.count, headings.count)) { json, place in
            if place == 0 { json.integer(number) } else { json.string(cells[place - 1]) }
        }
        buffer.writeBytes(json.bytes)
        buffer.writeInteger(UInt8(ascii: "\n"))
    }

    /// Trimmed; what guards an export against formulas is no part of the value, and neither are control characters.
    private static func clean(_ cell: String) -> String {
        var text = cell[...].trimmingWhitespace()
        if text.first == "'", let next = text.dropFirst().first, "=+-@".contains(next) { text = text.dropFirst() }
        let plain = text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || $0.value >= 0x20 && $0.value != 0x7F }
        return String(String.UnicodeScalarView(plain))[...].trimmingWhitespace().description
    }

    private mutating func flush(atLeast size: Int) async throws {
        guard buffer.readableBytes > size else { return }
        try await writer.write(buffer)
        buffer.clear()
    }

    private static let piece = 256 * 1024

    private static func each(_ file: AttachmentReader, _ body: (ByteBufferView) -> Void) async throws {
        var place: Int64 = 0
        while place < file.size {
            let buffer = try await file.read(at: place, count: piece)
            guard buffer.readableBytes > 0 else { throw DeskError.lostFile }
            place += Int64(buffer.readableBytes)
            body(buffer.readableBytesView)
        }
    }
}
