import Testing

@testable import Desk
@testable import Server

@Suite struct JSONParserTests {
    @Test(arguments: [
        (#"{"a":1,"b":[true,false,null],"c":{}}"#, #"a b c"#),
        (" { \"a\" : \"\\u00e1\\ud83d\\ude00\\n\\/\" } ", "a"),
        (#"{"ñ":"日本","n":-0.5e+3}"#, "ñ n"),
    ])
    func `takes what the standard allows`(text: String, keys: String) throws {
        guard case .object(let members) = try JSONParser.parse(Array(text.utf8)) else { throw DeskError("test", "no object") }
        #expect(members.map(\.key).joined(separator: " ") == keys)
    }

    @Test func `unescapes texts`() throws {
        #expect(try JSONParser.parse(Array(#""a\u00e1\ud83d\ude00\"\\\t""#.utf8)) == .string("aá😀\"\\\t"))
        #expect(try JSONParser.parse(Array("12345678901234567890".utf8)) == .number("12345678901234567890"))
    }

    @Test(arguments: [
        "", "{", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "01", "1.", "-", "1e", ".5", "tru", "nul", "\"abc", "\"\\x\"",
        "\"\\u12\"",
        "\"\n\"", "{} {}", "{}x", "'a'", "[1 2]", "{\"a\":1 \"b\":2}", "NaN", "\u{FEFF}{}", #"{"a":1,"a":2}"#,
        String(repeating: "[", count: 33) + String(repeating: "]", count: 33),
    ])
    func `refuses what is no JSON`(text: String) throws {
        #expect(throws: DeskError.self) { try JSONParser.parse(Array(text.utf8)) }
        do { _ = try JSONParser.parse(Array(text.utf8)) } catch let error as DeskError { #expect(error.code == "request.malformed") }
    }

    @Test func `says where`() throws {
        do {
            _ = try JSONParser.parse(Array("{\"a\": 1,\n  \"b\" 2}".utf8))
            Issue.record("taken")
        } catch let error as DeskError {
            #expect(error.extra == ["line": "2", "column": "7"])
        }
    }

    @Test func `goes 32 levels deep`() throws {
        _ = try JSONParser.parse(Array((String(repeating: "[", count: 32) + String(repeating: "]", count: 32)).utf8))
    }

    @Test(arguments: [#""\u0000""#, #""\ud800""#, #""\udc00a""#, #""\ud800\u0041""#, #""\ud800\ud800\udc00""#])
    func `odd texts are told to staff and mended for customers`(text: String) throws {
        do {
            _ = try JSONParser.parse(Array(text.utf8))
            Issue.record("taken")
        } catch let error as DeskError {
            #expect(error.code == "request.text")
        }
        guard case .string(let mended) = try JSONParser.parse(Array(text.utf8), oddities: .replaced) else { return }
        #expect(mended.unicodeScalars.contains("\u{FFFD}") && !mended.unicodeScalars.contains("\0"))
    }

    @Test func `refuses bytes that are no UTF-8`() throws {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
            do {
                _ = try JSONParser.parse(bytes, oddities: .replaced)
                Issue.record("taken")
            } catch let error as DeskError {
                #expect(error.code == "request.text")
            }
        }
    }
}
