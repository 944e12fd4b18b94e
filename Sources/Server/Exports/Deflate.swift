import CZlib
import NIOCore

/// Bare deflate of a stream, piece by piece, with its CRC-32: what a ZIP entry is made of.
final class Deflate {
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var crc: UInt32 = 0
    private(set) var taken: UInt64 = 0
    private(set) var given: UInt64 = 0

    struct Failed: Error { let code: Int32 }

    init() throws {
        // zlib keeps the address: it must not move.
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = ventanilla_deflate_begin(stream)
        guard code == Z_OK else {
            stream.deallocate()
            throw Failed(code: code)
        }
    }
    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// What came out so far of what went in; all of it where this is the last piece.
    func add(_ bytes: [UInt8], isLast: Bool) throws -> ByteBuffer {
        var out = ByteBuffer()
        var source = bytes
        crc = UInt32(truncatingIfNeeded: crc32(UInt(crc), bytes, UInt32(bytes.count)))
        taken += UInt64(bytes.count)
        var piece = [UInt8](repeating: 0, count: 32 * 1024)
        try source.withUnsafeMutableBufferPointer { from in
            stream.pointee.next_in = from.baseAddress
            stream.pointee.avail_in = UInt32(from.count)
            var code = Z_OK
            repeat {
                let made = try piece.withUnsafeMutableBufferPointer { into in
                    stream.pointee.next_out = into.baseAddress
                    stream.pointee.avail_out = UInt32(into.count)
                    code = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw Failed(code: code) }
                    return into.count - Int(stream.pointee.avail_out)
                }
                out.writeBytes(piece[..<made])
                given += UInt64(made)
            } while stream.pointee.avail_out == 0 || (isLast && code != Z_STREAM_END)
        }
        return out
    }
}
