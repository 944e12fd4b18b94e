import Foundation
import NIOCore
import Testing

@testable import Desk
@testable import Server

/// Files of rows as people and spreadsheets write them, and as nobody should.
@Suite struct SheetTests {
    private func rows(_ text: String, pieces: Int = 1000) throws -> [[String]] {
        let bytes = Array(text.utf8)
        var reader = CSVReader(separator: CSVReader.separator(of: bytes)), rows: [[String]] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            try reader.feed(Array(bytes[start..<min(start + pieces, bytes.count)])) { rows.append($1) }
        }
        try reader.finish { rows.append($1) }
        return rows
    }

    @Test(arguments: [1, 2, 3, 1000]) func everyWayToWriteRows(pieces: Int) throws {
        #expect(try rows("a,b\r\n1,2\r\n", pieces: pieces) == [["a", "b"], ["1", "2"]])
        #expect(try rows("a;b\n\"x;\"\"y\"\"\";\"dos\nlíneas\"", pieces: pieces) == [["a", "b"], ["x;\"y\"", "dos\nlíneas"]])
        #expect(try rows("a\tb\r1\t2", pieces: pieces) == [["a", "b"], ["1", "2"]])
        #expect(try rows("a|b|c\n|2|", pieces: pieces) == [["a", "b", "c"], ["", "2", ""]])
        #expect(try rows("solo\nuno", pieces: pieces) == [["solo"], ["uno"]])
        #expect(try rows("\"a,b\";c\n1;2", pieces: pieces) == [["a,b", "c"], ["1", "2"]])
    }

    @Test func whatNobodyMeantIsRefused() throws {
        let wide = String(repeating: ",", count: 1_000_000)
        #expect(throws: DeskError.self) { try rows(wide) }
        let open = "a,b\n\"" + String(repeating: "x", count: SheetLimit.row + 10)
        let error = #expect(throws: DeskError.self) { try rows(open) }
        #expect(error?.code == "import.row_too_long")
    }

    private func decoded(_ bytes: [UInt8], pieces: Int) throws -> String {
        var detector = TextEncoding.Detector()
        detector.feed(bytes)
        let encoding = try detector.finish()
        var decoder = TextEncoding.Decoder(encoding), out: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            out += decoder.decode(Array(bytes[start..<min(start + pieces, bytes.count)]))
        }
        return encoding.rawValue + " " + String(decoding: out, as: UTF8.self)
    }

    @Test(arguments: [1, 3, 1000]) func encodingsAreToldByThemselves(pieces: Int) throws {
        let text = "Peña;Núñez;20 € 😀"
        #expect(try decoded(Array(text.utf8), pieces: 1000) == "UTF-8 " + text)
        #expect(try decoded([0xEF, 0xBB, 0xBF] + Array(text.utf8), pieces: 1000) == "UTF-8 " + text)
        let units = Array(text.utf16)
        let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try decoded([0xFF, 0xFE] + little, pieces: pieces) == "UTF-16LE " + text)
        #expect(try decoded([0xFE, 0xFF] + big, pieces: pieces) == "UTF-16BE " + text)
        #expect(try decoded(little, pieces: pieces) == "UTF-16LE " + text)
        let windows: [UInt8] = Array("Pe".utf8) + [0xF1] + Array("a ".utf8) + [0x80]
        #expect(try decoded(windows, pieces: pieces) == "Windows-1252 Peña €")
        #expect(throws: DeskError.self) { try decoded([0x41, 0x81, 0xFF, 0x01, 0xF1], pieces: pieces) }
        #expect(throws: DeskError.self) { try decoded(Array("MZ".utf8) + [0, 1, 2, 0, 0xFF, 3, 0, 0x90], pieces: pieces) }
    }

    private func read(_ bytes: [UInt8]) async throws -> (sheet: ImportedSheet, rows: [String]) {
        let folder = "\(NSTemporaryDirectory())sheet-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record("\(error)") } }
        let store = AttachmentStore(folder: "\(folder)/files")
        let writer = try await store.begin(limit: 100_000_000)
        try await writer.write(ByteBuffer(bytes: bytes))
        let sheet = try await SheetIntake.read(try await writer.finish(), name: "x", store: store)
        let lines = try await store.open(sheet.lines).read(at: 0, count: Int(sheet.lines.size))
        return (sheet, String(buffer: lines).split(separator: "\n").map(String.init))
    }

    @Test func aFileBecomesLines() async throws {
        let (sheet, rows) = try await read(Array("Nombre,Teléfono\r\n\r\nElena , '+51987654321\r\nRosa,\r\n".utf8))
        #expect(sheet.headings == ["Nombre", "Teléfono"] && sheet.total == 2 && sheet.format == "csv" && sheet.encoding == "UTF-8")
        #expect(rows == ["[3,\"Elena\",\"+51987654321\"]", "[4,\"Rosa\"]"])
        for empty in ["\n\n", "Nombre\n", ";;;\n"] {
            let error = await #expect(throws: DeskError.self) { try await read(Array(empty.utf8)) }
            #expect(error?.code == "import.empty")
        }
    }

    private func zip(_ entries: [(String, String)]) throws -> [UInt8] {
        var zip = ZipStream(), out: [UInt8] = []
        for (name, text) in entries { out += [UInt8](buffer: try zip.add(whole: name, text)) }
        return out + [UInt8](buffer: try zip.finish())
    }
    private func workbook(_ rows: String, texts: String = "", styles: String = "") throws -> [UInt8] {
        try zip([
            (
                "xl/workbook.xml",
                "<?xml version=\"1.0\"?><workbook xmlns:r=\"x\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>"
            ),
            ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/hoja.xml\"/></Relationships>"),
            ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"), ("xl/sharedStrings.xml", "<sst>\(texts)</sst>"),
            ("xl/worksheets/hoja.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
        ])
    }

    @Test func aWorkbooksFirstSheetIsRead() async throws {
        let texts =
            "<si><t>Nombre</t></si><si><r><t>Te</t></r><r><t xml:space=\"preserve\">léfono &amp; más</t></r></si><si><t>Elena &lt;Q&gt;</t></si>"
        let styles =
            "<numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs>"
        let rows = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>Nacimiento</t></is></c></row>
            <row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><v>5.1987654321E10</v></c><c r="D3" s="1"><v>31822</v></c></row>
            """
        let (sheet, lines) = try await read(try workbook(rows, texts: texts, styles: styles))
        #expect(sheet.format == "xlsx" && sheet.headings == ["Nombre", "Teléfono & más", "C", "Nacimiento"])
        #expect(lines == ["[3,\"Elena <Q>\",\"51987654321\",\"\",\"1987-02-14\"]"])
        // What we write we read.
        var writer = XLSXWriter(organisation: Organisation(id: "o", name: "O", timeZone: "UTC", locale: "es"), title: "Contactos")
        var own = [UInt8](buffer: try writer.begin(["Nombre", "VIP"]))
        own += [UInt8](buffer: try writer.add([[.text("Ñusta, \"la\""), .number(1)]]))
        own += [UInt8](buffer: try writer.end())
        #expect(try await read(own).rows == ["[2,\"Ñusta, \\\"la\\\"\",\"1\"]"])
    }

    @Test func hostileWorkbooksAreRefused() async throws {
        let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></row>"
        let entity = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
        let wide = (0..<300).map { "<c t=\"inlineStr\"><is><t>c\($0)</t></is></c>" }.joined()
        let bomb = String(repeating: " ", count: 40 * 1024 * 1024)
        for (name, bytes) in [
            ("no zip", Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 7, count: 100)),
            ("cut", Array(try workbook(row).dropLast(40))), ("entities", try workbook(entity + row)),
            ("text bomb", try workbook(row, texts: bomb)),
            ("many columns", try workbook("<row r=\"1\">\(wide)</row>")), ("no sheet", try zip([("xl/workbook.xml", "<workbook/>")])),
            ("open tag", try workbook("<row r=\"1\"><c " + String(repeating: "a", count: 1_100_000))),
        ] {
            let error = await #expect(throws: DeskError.self, "\(name)") { try await read(bytes) }
            #expect(error.map { $0.code.hasPrefix("import.") } == true, "\(name): \(String(describing: error))")
        }
    }
}
