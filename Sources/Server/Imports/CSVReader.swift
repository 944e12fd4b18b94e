import Desk

/// RFC 4180 as people write it: any of four separators, quotation marks where they are needed, every end of line. Bytes are UTF-8.
struct CSVReader {
    private enum State { case start, plain, quoted, closing }

    let separator: UInt8
    private var state = State.start
    private var cell: [UInt8] = []
    private var cells: [String] = []
    private var bytes = 0
    private var wasReturn = false
    /// The row being read, as a spreadsheet counts them.
    private(set) var number = 1

    init(separator: UInt8) { self.separator = separator }

    /// The separator that the first line has most of, outside of quotation marks; `sep=;` names it.
    static func separator(of head: some Collection<UInt8>) -> UInt8 {
        if head.prefix(4).elementsEqual("sep=".utf8), let named = head.dropFirst(4).first { return named }
        var counts: [UInt8: Int] = [:], isQuoted = false
        for byte in head {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { if counts.isEmpty { continue } else { break } }
            if candidates.contains(byte) { counts[byte, default: 0] += 1 }
        }
        return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
    }
    /// The first of equals wins.
    private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]

    mutating func feed(_ piece: [UInt8], _ row: (Int, [String]) throws -> Void) throws {
        for byte in piece {
            bytes += 1
            if bytes > SheetLimit.row { throw DeskError.tooLongRow(number) }
            if wasReturn, byte == UInt8(ascii: "\n") {
                wasReturn = false
                continue
            }
            wasReturn = false
            switch state {
            case .quoted:
                if byte == UInt8(ascii: "\"") { state = .closing } else { cell.append(byte) }
            case .closing where byte == UInt8(ascii: "\""):
                cell.append(byte)
                state = .quoted
            case .start where byte == UInt8(ascii: "\""): state = .quoted
            default: try plain(byte, row)
            }
        }
    }

    mutating func finish(_ row: (Int, [String]) throws -> Void) throws {
        if !cell.isEmpty || !cells.isEmpty || state != .start { try endRow(row) }
    }

    private mutating func plain(_ byte: UInt8, _ row: (Int, [String]) throws -> Void) throws {
        switch byte {
        case separator: try endCell()
        case UInt8(ascii: "\n"): try endRow(row)
        case UInt8(ascii: "\r"):
            wasReturn = true
            try endRow(row)
        default:
            cell.append(byte)
            state = .plain
        }
    }

    private mutating func endCell() throws {
        cells.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
        state = .start
        if cells.count > SheetLimit.columns { throw DeskError.tooManyColumns(number) }
    }

    private mutating func endRow(_ row: (Int, [String]) throws -> Void) throws {
        try endCell()
        try row(number, cells)
        cells = []
        bytes = 0
        number += 1
    }
}
