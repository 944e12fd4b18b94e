import NIOCore

/// A ZIP file written as it comes (APPNOTE 6.3): sizes and CRC stand behind each entry, so that nothing is held back. Below 4 GB: no ZIP64.
struct ZipStream {
    private struct Entry {
        let name: [UInt8]
        let crc: UInt32
        let packed: UInt32
        let size: UInt32
        let offset: UInt32
    }
    struct TooLarge: Error {}

    private var entries: [Entry] = []
    private var place: UInt64 = 0
    private var open: (name: [UInt8], deflate: Deflate, offset: UInt64)?

    /// 1980-01-01: an export's moment stands in its rows.
    private static let date: UInt16 = 0x21
    /// Sizes follow; names are UTF-8.
    private static let flags: UInt16 = 0x0808

    mutating func begin(_ name: String) throws -> ByteBuffer {
        let bytes = Array(name.utf8)
        open = (bytes, try Deflate(), place)
        var out = ByteBuffer()
        out.writeMultipleIntegers(
            UInt32(0x0403_4b50), UInt16(20), Self.flags, UInt16(8), UInt16(0), Self.date, UInt32(0), endianness: .little)
        out.writeMultipleIntegers(UInt32(0), UInt32(0), UInt16(bytes.count), UInt16(0), endianness: .little)
        out.writeBytes(bytes)
        return count(out)
    }

    mutating func add(_ bytes: [UInt8]) throws -> ByteBuffer {
        guard let open else { return ByteBuffer() }
        return count(try open.deflate.add(bytes, isLast: false))
    }

    mutating func end() throws -> ByteBuffer {
        guard let open else { return ByteBuffer() }
        var out = try open.deflate.add([], isLast: true)
        let deflate = open.deflate
        guard let packed = UInt32(exactly: deflate.given), let size = UInt32(exactly: deflate.taken),
            let offset = UInt32(exactly: open.offset)
        else {
            throw TooLarge()
        }
        out.writeMultipleIntegers(UInt32(0x0807_4b50), deflate.crc, packed, size, endianness: .little)
        entries.append(Entry(name: open.name, crc: deflate.crc, packed: packed, size: size, offset: offset))
        self.open = nil
        return count(out)
    }

    mutating func add(whole name: String, _ text: String) throws -> ByteBuffer {
        var out = try begin(name)
        var body = try add(Array(text.utf8)), tail = try end()
        out.writeBuffer(&body)
        out.writeBuffer(&tail)
        return out
    }

    /// The directory, after the last entry.
    mutating func finish() throws -> ByteBuffer {
        var out = ByteBuffer()
        guard let start = UInt32(exactly: place) else { throw TooLarge() }
        for entry in entries {
            out.writeMultipleIntegers(
                UInt32(0x0201_4b50), UInt16(20), UInt16(20), Self.flags, UInt16(8), UInt16(0), Self.date, entry.crc, entry.packed,
                entry.size,
                endianness: .little)
            out.writeMultipleIntegers(
                UInt16(entry.name.count), UInt16(0), UInt16(0), UInt16(0), UInt16(0), UInt32(0), entry.offset, endianness: .little)
            out.writeBytes(entry.name)
        }
        let length = UInt32(out.readableBytes)
        out.writeMultipleIntegers(
            UInt32(0x0605_4b50), UInt16(0), UInt16(0), UInt16(entries.count), UInt16(entries.count), length, start, UInt16(0),
            endianness: .little)
        return out
    }

    private mutating func count(_ bytes: ByteBuffer) -> ByteBuffer {
        place += UInt64(bytes.readableBytes)
        return bytes
    }
}
