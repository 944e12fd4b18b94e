import Desk
import NIOCore

/// Rows of a report as a file, written as they come.
protocol SheetWriter {
    static var type: String { get }
    static var suffix: String { get }
    mutating func begin(_ headings: [String]) throws -> ByteBuffer
    mutating func add(_ rows: [[ReportPage.Cell]]) throws -> ByteBuffer
    mutating func end() throws -> ByteBuffer
}

/// RFC 4180 with a byte order mark, so that spreadsheets read the accents.
struct CSVWriter: SheetWriter {
    static let type = "text/csv; charset=utf-8"
    static let suffix = "csv"
    let organisation: Organisation

    mutating func begin(_ headings: [String]) -> ByteBuffer {
        ByteBuffer(string: "\u{FEFF}" + headings.map(Self.quoted).joined(separator: ",") + "\r\n")
    }

    mutating func add(_ rows: [[ReportPage.Cell]]) -> ByteBuffer {
        var out = ByteBuffer()
        for row in rows { out.writeString(row.map(text).joined(separator: ",") + "\r\n") }
        return out
    }

    mutating func end() -> ByteBuffer { ByteBuffer() }

    private func text(_ cell: ReportPage.Cell) -> String {
        switch cell {
        case .empty: ""
        case .number(let number): "\(number)"
        case .time(let at): organisation.localTime(at: at)
        case .text(let text): Self.quoted(text)
        }
    }

    /// What a spreadsheet would take for a formula (OWASP, "CSV Injection") is text by the apostrophe before it.
    static func quoted(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
        let safe = (isFormula ? "'" : "") + text
        guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

extension Organisation {
    /// `2025-11-21 10:42:31`, by the clocks there.
    func localTime(at milliseconds: Int64) -> String {
        String(Timestamp.text(milliseconds + offset(at: milliseconds)).prefix(19)).replacing("T", with: " ")
    }
}
