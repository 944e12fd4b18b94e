import Desk
import NIOCore

/// Office Open XML (ECMA-376), the least of it: sheets of inline strings, numbers and times. Text is never a formula there.
struct XLSXWriter: SheetWriter {
    static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    static let suffix = "xlsx"
    /// What a sheet holds, its headings among them; what is more goes on another one.
    static let rowsOfASheet = 1_048_576

    let organisation: Organisation
    let title: String
    private var zip = ZipStream()
    private var headings: [String] = []
    private var sheets = 0
    private var rows = 0

    init(organisation: Organisation, title: String) {
        self.organisation = organisation
        self.title = title
    }

    mutating func begin(_ headings: [String]) throws -> ByteBuffer {
        self.headings = headings
        return try beginSheet()
    }

    mutating func add(_ rows: [[ReportPage.Cell]]) throws -> ByteBuffer {
        var out = ByteBuffer()
        var text = ""
        for row in rows {
            if self.rows == Self.rowsOfASheet {
                append(try zip.add(Array(text.utf8)), to: &out)
                append(try endSheet(), to: &out)
                append(try beginSheet(), to: &out)
                text = ""
            }
            text += line(row)
        }
        append(try zip.add(Array(text.utf8)), to: &out)
        return out
    }

    mutating func end() throws -> ByteBuffer {
        var out = try endSheet()
        for (name, text) in frame { append(try zip.add(whole: name, text), to: &out) }
        append(try zip.finish(), to: &out)
        return out
    }

    private mutating func beginSheet() throws -> ByteBuffer {
        sheets += 1
        rows = 0
        var out = try zip.begin("xl/worksheets/sheet\(sheets).xml")
        let head = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">\
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>
            """
        append(try zip.add(Array((head + line(headings.map { .text($0) }, style: 1)).utf8)), to: &out)
        return out
    }

    private mutating func endSheet() throws -> ByteBuffer {
        var out = try zip.add(Array("</sheetData></worksheet>".utf8))
        append(try zip.end(), to: &out)
        return out
    }

    private mutating func line(_ cells: [ReportPage.Cell], style: Int = 0) -> String {
        rows += 1
        var text = "<row r=\"\(rows)\">"
        for (index, cell) in cells.enumerated() {
            let place = "\(Self.column(index))\(rows)"
            switch cell {
            case .empty: continue
            case .number(let number): text += "<c r=\"\(place)\"><v>\(number)</v></c>"
            case .time(let at): text += "<c r=\"\(place)\" s=\"2\"><v>\(organisation.serialDay(at: at))</v></c>"
            case .text(let value):
                if value.isEmpty { continue }
                text +=
                    "<c r=\"\(place)\" t=\"inlineStr\"\(style > 0 ? " s=\"\(style)\"" : "")><is><t xml:space=\"preserve\">\(Self.escaped(value))</t></is></c>"
            }
        }
        return text + "</row>"
    }

    /// A, B … Z, AA.
    static func column(_ index: Int) -> String {
        var rest = index, name = ""
        repeat {
            name = String(UnicodeScalar(UInt8(65 + rest % 26))) + name
            rest = rest / 26 - 1
        } while rest >= 0
        return name
    }

    /// XML 1.0 has no control characters but three; a cell holds 32,767 characters.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars.prefix(32_767) {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\t", "\n", "\r": out.unicodeScalars.append(scalar)
            case let control where control.value < 0x20 || control.value == 0xFFFE || control.value == 0xFFFF: out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private func append(_ piece: ByteBuffer, to out: inout ByteBuffer) {
        var piece = piece
        out.writeBuffer(&piece)
    }

    /// What makes a workbook of the sheets.
    private var frame: [(name: String, text: String)] {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        let types = "http://schemas.openxmlformats.org/package/2006",
            office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            part = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        let all = 1...sheets
        let name = Self.escaped(String(title.filter { !"[]:*?/\\\"".contains($0) }.prefix(25)))
        return [
            (
                "xl/workbook.xml",
                xml + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>"
                    + all.map { "<sheet name=\"\(name)\($0 > 1 ? " \($0)" : "")\" sheetId=\"\($0)\" r:id=\"rId\($0)\"/>" }.joined()
                    + "</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                xml + "<Relationships xmlns=\"\(types)/relationships\">"
                    + all.map { "<Relationship Id=\"rId\($0)\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet\($0).xml\"/>" }
                    .joined()
                    + "<Relationship Id=\"rId\(sheets + 1)\" Type=\"\(office)/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
            (
                "xl/styles.xml",
                xml
                    + "<styleSheet xmlns=\"\(main)\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd hh:mm:ss\"/></numFmts>"
                    + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                    + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
                    + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf xfId=\"0\"/>"
                    + "<xf fontId=\"1\" applyFont=\"1\" xfId=\"0\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\" xfId=\"0\"/></cellXfs></styleSheet>"
            ),
            (
                "_rels/.rels",
                xml
                    + "<Relationships xmlns=\"\(types)/relationships\"><Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            (
                "[Content_Types].xml",
                xml
                    + "<Types xmlns=\"\(types)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"\(part).sheet.main+xml\"/>"
                    + all.map { "<Override PartName=\"/xl/worksheets/sheet\($0).xml\" ContentType=\"\(part).worksheet+xml\"/>" }.joined()
                    + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(part).styles+xml\"/></Types>"
            ),
        ]
    }
}

extension Organisation {
    /// Days since the end of 1899, with the time of day as a fraction, by the clocks there: how spreadsheets count.
    func serialDay(at milliseconds: Int64) -> String {
        let local = milliseconds + offset(at: milliseconds)
        return "\(Double(local / 1000) / 86_400 + 25_569)"
    }
}
