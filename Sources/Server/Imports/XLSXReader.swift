import Desk

/// The rows of a workbook's first sheet (ECMA-376): texts, numbers as they are written, days as 2026-11-21.
struct XLSXReader {
    private static let sheetLimit = 600 * 1024 * 1024
    private static let textLimit = 32 * 1024 * 1024
    private static let frameLimit = 4 * 1024 * 1024

    private let zip: ZipReader
    private let sheet: String
    private var texts = SharedTexts()
    private var days: Set<Int> = []
    private var is1904 = false

    init(_ file: AttachmentReader) async throws {
        zip = try await ZipReader(file)
        var first: String?, names: [String: String] = [:], from1904 = false
        try await Self.scan(zip, "xl/workbook.xml") { name, attributes in
            if name == "sheet", first == nil { first = attributes["id"] ?? "" }
            if name == "workbookPr", ["1", "true"].contains(attributes["date1904"] ?? "") { from1904 = true }
        }
        if zip.has("xl/_rels/workbook.xml.rels") {
            try await Self.scan(zip, "xl/_rels/workbook.xml.rels") { name, attributes in
                if name == "Relationship", let id = attributes["Id"], let target = attributes["Target"] { names[id] = target }
            }
        }
        let target = first.flatMap { names[$0] } ?? "worksheets/sheet1.xml"
        sheet = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
        guard zip.has(sheet) else { throw ZipReader.broken }
        is1904 = from1904
        try await readStyles()
        try await readTexts()
    }

    /// Which styles show a number as a day.
    private mutating func readStyles() async throws {
        guard zip.has("xl/styles.xml") else { return }
        var custom: Set<Int> = [], isInside = false, index = 0, found: Set<Int> = []
        var scanner = XMLScanner()
        for token in try scanner.all(try await zip.whole("xl/styles.xml", limit: Self.frameLimit)) {
            switch token {
            case .open("numFmt", let attributes, _):
                let code = (attributes["formatCode"] ?? "").lowercased()
                let bare = code.split(separator: "\"").enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined()
                if let id = Int(attributes["numFmtId"] ?? ""), bare.contains("y") || bare.contains("d") { custom.insert(id) }
            case .open("cellXfs", _, let isEmpty): isInside = !isEmpty
            case .close("cellXfs"): isInside = false
            case .open("xf", let attributes, _) where isInside:
                let format = Int(attributes["numFmtId"] ?? "") ?? 0
                if (14...17).contains(format) || format == 22 || custom.contains(format) { found.insert(index) }
                index += 1
            default: continue
            }
        }
        days = found
    }

    private mutating func readTexts() async throws {
        guard zip.has("xl/sharedStrings.xml") else { return }
        var scanner = XMLScanner(), held = SharedTexts(), text = "", isText = false, isPhonetic = false
        try await zip.read("xl/sharedStrings.xml", limit: Self.textLimit) { bytes in
            try scanner.feed(bytes) { token in
                switch token {
                case .open("si", _, let isEmpty):
                    text = ""
                    if isEmpty { held.add("") }
                case .open("t", _, let isEmpty): isText = !isEmpty && !isPhonetic
                case .open("rPh", _, let isEmpty): isPhonetic = !isEmpty
                case .close("rPh"): isPhonetic = false
                case .close("t"): isText = false
                case .close("si"): held.add(text)
                case .text(let part) where isText: text += part
                default: return
                }
            }
        }
        texts = held
    }

    func rows(_ body: (Int, [String]) async throws -> Void) async throws {
        var scanner = XMLScanner(), reading = SheetReading(texts: texts, days: days, is1904: is1904)
        try await zip.read(sheet, limit: Self.sheetLimit) { bytes in
            try scanner.feed(bytes) { try reading.take($0) }
            for row in reading.taken() { try await body(row.number, row.cells) }
        }
    }

    private static func scan(_ zip: ZipReader, _ name: String, _ body: (String, [String: String]) -> Void) async throws {
        var scanner = XMLScanner()
        for token in try scanner.all(try await zip.whole(name, limit: frameLimit)) {
            if case .open(let name, let attributes, _) = token { body(name, attributes) }
        }
    }
}

extension XMLScanner {
    fileprivate mutating func all(_ bytes: [UInt8]) throws -> [Token] {
        var tokens: [Token] = []
        try feed(bytes) { tokens.append($0) }
        return tokens
    }
}

/// A workbook's texts in one piece of memory.
private struct SharedTexts {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    mutating func add(_ text: String) {
        bytes += Array(text.utf8)
        ends.append(bytes.count)
    }
    subscript(_ index: Int) -> String {
        guard ends.indices.contains(index) else { return "" }
        return String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
    }
}

/// The cells of a sheet as its tags come.
private struct SheetReading {
    let texts: SharedTexts
    let days: Set<Int>
    let is1904: Bool
    private var done: [(number: Int, cells: [String])] = []
    private var cells: [String] = []
    private var number = 0
    private var column = 0
    private var kind = ""
    private var style = -1
    private var value = ""
    private var isValue = false

    init(texts: SharedTexts, days: Set<Int>, is1904: Bool) {
        self.texts = texts
        self.days = days
        self.is1904 = is1904
    }

    mutating func taken() -> [(number: Int, cells: [String])] {
        defer { done = [] }
        return done
    }

    mutating func take(_ token: XMLScanner.Token) throws {
        switch token {
        case .open("row", let attributes, _):
            number = attributes["r"].flatMap { Int($0) } ?? number + 1
            (cells, column) = ([], 0)
        case .open("c", let attributes, _):
            if let place = attributes["r"], let named = Self.column(place) { column = named }
            kind = attributes["t"] ?? "n"
            style = attributes["s"].flatMap { Int($0) } ?? -1
            value = ""
        case .open("v", _, let isEmpty), .open("t", _, let isEmpty): isValue = !isEmpty
        case .text(let part) where isValue:
            value += part
            if value.utf8.count > SheetLimit.row { throw DeskError.tooLongRow(number) }
        case .close("v"), .close("t"): isValue = false
        case .close("c"):
            guard column < SheetLimit.columns else {
                if value.isEmpty { break }
                throw DeskError.tooManyColumns(number)
            }
            while cells.count < column { cells.append("") }
            cells.append(text())
            column += 1
        case .close("row"): if !cells.isEmpty { done.append((number, cells)) }
        default: return
        }
    }

    private func text() -> String {
        switch kind {
        case "s": return Int(value).map { texts[$0] } ?? ""
        case "b": return value == "1" ? "true" : "false"
        case "n":
            guard let number = Double(value), number.isFinite else { return value }
            if days.contains(style) { return Self.day(number + (is1904 ? 1462 : 0)) }
            // 5.1987654321E10 is a telephone.
            return value.contains("E") || value.contains("e") || value.hasSuffix(".0")
                ? number.rounded() == number && abs(number) < 1e15 ? "\(Int64(number))" : value : value
        default: return value
        }
    }

    /// Days since the end of 1899 as people of computers write them, with the time of day where there is one.
    private static func day(_ serial: Double) -> String {
        guard serial >= 1, serial < 2_958_466 else { return "\(serial)" }
        let seconds = Int64(((serial - 25_569) * 86_400).rounded())
        let text = Timestamp.text(seconds * 1000)
        return serial.rounded(.down) == serial ? String(text.prefix(10)) : String(text.prefix(19)).replacing("T", with: " ")
    }

    /// A, B … Z, AA: from 0.
    private static func column(_ place: String) -> Int? {
        var index = 0
        let letters = place.utf8.prefix { (0x41...0x5A).contains($0) }
        guard !letters.isEmpty, letters.count <= 3 else { return nil }
        for letter in letters { index = index * 26 + Int(letter) - 0x40 }
        return index - 1
    }
}
