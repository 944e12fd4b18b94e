/// Writes JSON straight into bytes: no Codable, no dictionaries. Keys are ASCII literals; values are escaped as RFC 8259 asks.
/// It owns its memory and can't be copied, so that writing needs no look at who else holds it.
package struct JSONText: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var room: Int
    private var count = 0
    private var needsComma = false

    package init(capacity: Int = 512) {
        room = max(capacity, 64)
        start = .allocate(capacity: room)
    }
    deinit { start.deallocate() }

    package var bytes: [UInt8] { Array(written) }
    package var text: String { String(decoding: written, as: UTF8.self) }
    /// What stands between the outermost braces.
    package var members: String { String(decoding: written.dropFirst().dropLast(), as: UTF8.self) }
    private var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    package mutating func object(_ body: (inout JSONText) throws -> Void) rethrows {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }
    package mutating func array<S: Sequence>(_ items: S, _ body: (inout JSONText, S.Element) throws -> Void) rethrows {
        open(UInt8(ascii: "["))
        for item in items { try body(&self, item) }
        close(UInt8(ascii: "]"))
    }
    /// `{"items":[` … for rows written as they are read; `closeList` ends it.
    package mutating func openList() {
        open(UInt8(ascii: "{"))
        key("items")
        open(UInt8(ascii: "["))
    }
    package mutating func closeList(next: String?) {
        close(UInt8(ascii: "]"))
        key("next")
        string(next)
        close(UInt8(ascii: "}"))
    }

    package mutating func key(_ name: StaticString) {
        let length = name.utf8CodeUnitCount
        reserve(length + 4)
        if needsComma { put(UInt8(ascii: ",")) }
        put(UInt8(ascii: "\""))
        (start + count).update(from: name.utf8Start, count: length)
        count += length
        put(UInt8(ascii: "\""))
        put(UInt8(ascii: ":"))
        needsComma = false
    }
    package mutating func key(named name: String) {
        string(name)
        reserve(1)
        put(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { string(utf8: UnsafeRawBufferPointer($0)) }
    }
    package mutating func string(_ value: String?) {
        if let value { string(value) } else { null() }
    }
    /// Text that is valid UTF-8 already: a column's, a string's.
    package mutating func string(utf8 value: UnsafeRawBufferPointer) {
        reserve(value.count + 3)
        if needsComma { put(UInt8(ascii: ",")) }
        put(UInt8(ascii: "\""))
        escape(value)
        reserve(1)
        put(UInt8(ascii: "\""))
        needsComma = true
    }
    package mutating func integer(_ value: Int64) {
        reserve(21)
        comma()
        var rest = value.magnitude
        var digits = 1
        var bound: UInt64 = 10
        while rest >= bound, digits < 19 {
            digits += 1
            bound *= 10
        }
        if digits == 19, rest >= 10_000_000_000_000_000_000 { digits = 20 }
        if value < 0 { put(UInt8(ascii: "-")) }
        for place in stride(from: digits - 1, through: 0, by: -1) {
            start[count + place] = UInt8(48 + rest % 10)
            rest /= 10
        }
        count += digits
        needsComma = true
    }
    package mutating func integer(_ value: Int) { integer(Int64(value)) }
    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }
    package mutating func null() { literal("null") }
    /// RFC 3339 UTC with milliseconds; 0 is written as null.
    package mutating func time(_ milliseconds: Int64) {
        guard milliseconds != 0 else { return null() }
        reserve(Timestamp.length + 3)
        comma()
        put(UInt8(ascii: "\""))
        Timestamp.write(milliseconds, to: start + count)
        count += Timestamp.length
        put(UInt8(ascii: "\""))
        needsComma = true
    }
    /// Ready JSON, taken as it is.
    package mutating func raw(_ json: String) {
        var json = json
        json.withUTF8 { raw(utf8: UnsafeRawBufferPointer($0)) }
    }
    package mutating func raw(utf8 json: UnsafeRawBufferPointer) {
        reserve(json.count + 1)
        comma()
        append(json)
        needsComma = true
    }

    package mutating func field(_ name: StaticString, _ value: String?) { key(name); string(value) }
    package mutating func field(_ name: StaticString, _ value: Int64) { key(name); integer(value) }
    package mutating func field(_ name: StaticString, _ value: Int) { key(name); integer(value) }
    package mutating func field(_ name: StaticString, _ value: Bool) { key(name); bool(value) }
    package mutating func field(_ name: StaticString, time: Int64) { key(name); self.time(time) }
    package mutating func field(_ name: StaticString, raw json: String) { key(name); raw(json) }
    package mutating func field<Of>(_ name: StaticString, _ id: ID<Of>?) { key(name); string(id?.text) }

    private mutating func open(_ byte: UInt8) {
        reserve(2)
        comma()
        put(byte)
    }
    private mutating func close(_ byte: UInt8) {
        reserve(1)
        put(byte)
        needsComma = true
    }
    private mutating func literal(_ word: StaticString) {
        let length = word.utf8CodeUnitCount
        reserve(length + 1)
        comma()
        (start + count).update(from: word.utf8Start, count: length)
        count += length
        needsComma = true
    }
    /// Needs one byte of room.
    private mutating func comma() {
        if needsComma { put(UInt8(ascii: ",")) }
        needsComma = false
    }
    /// Everything that puts has reserved before.
    private mutating func put(_ byte: UInt8) {
        start[count] = byte
        count += 1
    }
    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
        UnsafeMutableRawPointer(start + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }
    private mutating func reserve(_ more: Int) {
        if count + more > room { grow(to: count + more) }
    }
    @inline(never)
    private mutating func grow(to least: Int) {
        room = max(least, room * 2)
        let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
        wider.update(from: start, count: count)
        start.deallocate()
        start = wider
    }

    /// There is room for all of it as it is; what must be escaped asks for more.
    private mutating func escape(_ bytes: UnsafeRawBufferPointer) {
        var clean = 0
        for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
            append(UnsafeRawBufferPointer(rebasing: bytes[clean..<index]))
            clean = index + 1
            reserve(bytes.count - clean + 7)
            put(UInt8(ascii: "\\"))
            switch byte {
            case 0x22, 0x5C: put(byte)
            case 0x0A: put(UInt8(ascii: "n"))
            case 0x0D: put(UInt8(ascii: "r"))
            case 0x09: put(UInt8(ascii: "t"))
            default:
                for digit in [UInt8(ascii: "u"), 0x30, 0x30, Self.digit(byte >> 4), Self.digit(byte & 0xF)] { put(digit) }
            }
        }
        append(UnsafeRawBufferPointer(rebasing: bytes[clean...]))
    }
    private static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 87 + nibble }
}
