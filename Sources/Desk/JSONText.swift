/// Writes JSON straight into bytes: no Codable, no dictionaries. Keys are ASCII literals; values are escaped as RFC 8259 asks.
package struct JSONText: Sendable {
    package private(set) var bytes: [UInt8]
    private var needsComma = false

    package init(capacity: Int = 512) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }
    package var text: String { String(decoding: bytes, as: UTF8.self) }

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
        comma()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }
    package mutating func key(named name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func string(_ value: String) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        var copy = value
        copy.withUTF8 { escape($0) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }
    package mutating func string(_ value: String?) {
        if let value { string(value) } else { null() }
    }
    package mutating func integer(_ value: Int64) { raw("\(value)") }
    package mutating func integer(_ value: Int) { raw("\(value)") }
    package mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }
    package mutating func null() { raw("null") }
    /// RFC 3339 UTC with milliseconds; 0 is written as null.
    package mutating func time(_ milliseconds: Int64) {
        guard milliseconds != 0 else { return null() }
        comma()
        bytes.append(UInt8(ascii: "\""))
        Timestamp.append(milliseconds, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }
    /// Ready JSON, taken as it is.
    package mutating func raw(_ json: String) {
        comma()
        bytes.append(contentsOf: json.utf8)
        needsComma = true
    }
    package mutating func raw(bytes json: [UInt8]) {
        comma()
        bytes.append(contentsOf: json)
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
        comma()
        bytes.append(byte)
        needsComma = false
    }
    private mutating func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }
    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }
    private mutating func escape(_ buffer: UnsafeBufferPointer<UInt8>) {
        var clean = 0
        for (index, byte) in buffer.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[clean..<index]))
            clean = index + 1
            bytes.append(UInt8(ascii: "\\"))
            switch byte {
            case 0x22, 0x5C: bytes.append(byte)
            case 0x0A: bytes.append(UInt8(ascii: "n"))
            case 0x0D: bytes.append(UInt8(ascii: "r"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            default:
                let hex = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: [UInt8(ascii: "u"), 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 0xF)]])
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[clean...]))
    }
}
