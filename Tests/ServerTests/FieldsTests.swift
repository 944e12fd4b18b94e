import HTTPTypes
import Testing

@testable import Desk
@testable import Server

@Suite struct FieldsTests {
    private func refusal(_ text: String, _ read: (inout Fields) throws -> Void) throws -> DeskError {
        do {
            try Fields.read(try JSONParser.parse(Array(text.utf8)), read)
        } catch let error as DeskError {
            return error
        }
        return DeskError("taken", "")
    }

    @Test func `takes each member once and leaves none`() throws {
        let text = #"{"name":"Elena","at":"2026-11-21T15:42:31.120Z","n":3,"tags":["a","b"],"inner":{"on":true},"none":null}"#
        try Fields.read(try JSONParser.parse(Array(text.utf8))) { (fields: inout Fields) throws in
            #expect(try fields.text("name") == "Elena")
            #expect(try fields.optionalTime("at") == 1_795_275_751_120)
            #expect(try fields.optionalInteger("n") == 3)
            #expect(try fields.optionalTexts("tags") == ["a", "b"])
            #expect(try fields.object("inner") { try $0.bool("on") })
            #expect(try fields.optionalText("none") == nil)
            #expect(try fields.optionalText("absent") == nil)
        }
    }

    @Test(arguments: [
        (#"{"name":"a","nmae":"b"}"#, "request.unknown_field", "nmae"),
        (#"{}"#, "request.invalid", "name"),
        (#"{"name":null}"#, "request.invalid", "name"),
        (#"{"name":3}"#, "request.invalid", "name"),
        (#"{"name":"aaaaaaaaaaa"}"#, "request.invalid", "name"),
        (#"{"name":"a","inner":{"id":"x"}}"#, "request.invalid", "inner.id"),
        (#"{"name":"a","inner":{"id":"019aa5c2-7c1e-7a31-b6c4-5d3f0e8a9b10","more":1}}"#, "request.unknown_field", "inner.more"),
        (#"{"name":"a","ids":["019aa5c2-7c1e-7a31-b6c4-5d3f0e8a9b10",7]}"#, "request.invalid", "ids[1]"),
        (#"{"name":"a","role":"king"}"#, "request.invalid", "role"),
        (#"{"name":"a","n":1.5}"#, "request.invalid", "n"),
        (#"{"name":"a","n":11}"#, "request.invalid", "n"),
        (#"[]"#, "request.invalid", "body"),
    ])
    func `names the field at fault`(text: String, code: String, field: String) throws {
        let error = try refusal(text) { fields in
            _ = try fields.text("name", longest: 10)
            _ = try fields.optionalObject("inner") { try $0.id("id", as: MessageTag.self) }
            _ = try fields.optionalIDs("ids", as: MessageTag.self)
            _ = try fields.optionalChoice("role", of: Role.self)
            _ = try fields.optionalInteger("n", in: 0...10)
        }
        #expect(error.code == code)
        #expect(error.fields.first?.field == field)
    }

    @Test func `a patch tells nothing from null`() throws {
        try Fields.read(try JSONParser.parse(Array(#"{"gone":null,"set":"x"}"#.utf8))) { (fields: inout Fields) throws in
            #expect(try fields.patchedText("absent") == nil)
            #expect(try fields.patchedText("gone") == .some(nil))
            #expect(try fields.patchedText("set") == .some("x"))
        }
    }

    @Test func `queries are decoded once and known`() throws {
        let query = try Query("state=open&state=queued&q=caf%C3%A9+con+leche&limit=7&empty=", known: ["state", "q", "limit", "empty"])
        #expect(query.all("state") == ["open", "queued"])
        #expect(try query.one("q") == "café con leche")
        #expect(try query.limit() == 7)
        #expect(try query.one("empty") == nil)
        #expect(throws: DeskError.self) { try query.one("state") }
        for bad in ["nope=1", "q=%zz", "q=%e", "q=%ff", "q=%00", "%=1"] {
            #expect(throws: DeskError.self) { try Query(bad, known: ["q"]) }
        }
        for bad in ["0", "201", "x", "-1"] { #expect(throws: DeskError.self) { try Query("limit=\(bad)", known: ["limit"]).limit() } }
    }

    @Test func `file names come in any script`() {
        #expect(
            ContentDisposition.fileName(#"attachment; filename="a.pdf"; filename*=UTF-8''ma%C3%B1ana%20%E6%97%A5.pdf"#) == "mañana 日.pdf")
        #expect(ContentDisposition.fileName(#"attachment; filename="a b.pdf""#) == "a b.pdf")
        #expect(ContentDisposition.fileName("attachment") == nil)
        #expect(ContentDisposition.header("mañana \"1\".pdf", isInline: true) == "inline; filename*=UTF-8''ma%C3%B1ana%20%221%22.pdf")
    }

    @Test(arguments: [
        ("bytes=0-9", 0..<10), ("bytes=90-", 90..<100), ("bytes=-10", 90..<100), ("bytes=95-200", 95..<100), ("bytes=-500", 0..<100),
    ])
    func `ranges`(asked: String, range: Range<Int64>) throws {
        #expect(try ByteRange.asked([.range: asked], size: 100, etag: "x") == range)
    }

    @Test func `ranges that are none`() throws {
        for whole in ["bytes=1-2,4-5", "lines=1-2", "bytes=9-1", "bytes=a-b", "bytes=-"] {
            #expect(try ByteRange.asked([.range: whole], size: 100, etag: "x") == nil)
        }
        #expect(try ByteRange.asked([.range: "bytes=0-9", .ifRange: "y"], size: 100, etag: "x") == nil)
        for outside in ["bytes=100-", "bytes=200-300", "bytes=-0"] {
            #expect(throws: DeskError.self) { try ByteRange.asked([.range: outside], size: 100, etag: "x") }
        }
    }
}
