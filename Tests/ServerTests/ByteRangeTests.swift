import HTTPTypes
import Testing

@testable import Desk
@testable import Server

@Suite struct ByteRangeTests {
    @Test(
        arguments: [
            ("bytes=0-9", 0..<10), ("bytes=90-", 90..<100), ("bytes=95-9999", 95..<100), ("bytes=-10", 90..<100), ("bytes=-1000", 0..<100),
            ("bytes=99-99", 99..<100), ("bytes=0-9223372036854775807", 0..<100), ("bytes=-9223372036854775807", 0..<100),
            ("bytes=9-1", nil),
            ("bytes=0-1,5-6", nil), ("bytes=", nil), ("bytes=-", nil), ("bytes=a-b", nil), ("bytes=0-99999999999999999999", nil),
            ("items=0-1", nil),
        ] as [(String, Range<Int64>?)])
    func `what of a file is asked for`(header: String, range: Range<Int64>?) throws {
        #expect(try ByteRange.asked([.range: header], size: 100, etag: "\"a\"") == range)
    }

    @Test(arguments: ["bytes=100-", "bytes=-0", "bytes=9223372036854775807-"])
    func `nothing of it is there`(header: String) {
        #expect(throws: DeskError.self) { try ByteRange.asked([.range: header], size: 100, etag: "\"a\"") }
    }

    @Test func `another file's tag gets the whole`() throws {
        #expect(try ByteRange.asked([.range: "bytes=0-9", .ifRange: "\"b\""], size: 100, etag: "\"a\"") == nil)
    }
}
