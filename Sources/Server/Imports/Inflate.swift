import CZlib

/// The way back from bare deflate, piece by piece, never further than a bound.
final class Inflate {
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isAtEnd = false

    struct Failed: Error { let code: Int32 }

    init() throws {
        // zlib keeps the address: it must not move.
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = ventanilla_inflate_begin(stream)
        guard code == Z_OK else {
            stream.deallocate()
            throw Failed(code: code)
        }
    }
    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// What came out of a piece, told in parts of at most 64 KB.
    func add(_ bytes: [UInt8], _ body: ([UInt8]) throws -> Void) throws {
        guard !isAtEnd, !bytes.isEmpty else { return }
        var source = bytes
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        try source.withUnsafeMutableBufferPointer { from in
            stream.pointee.next_in = from.baseAddress
            stream.pointee.avail_in = UInt32(from.count)
            repeat {
                let made = try piece.withUnsafeMutableBufferPointer { into in
                    stream.pointee.next_out = into.baseAddress
                    stream.pointee.avail_out = UInt32(into.count)
                    let code = inflate(stream, Z_NO_FLUSH)
                    guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw Failed(code: code) }
                    isAtEnd = code == Z_STREAM_END
                    return into.count - Int(stream.pointee.avail_out)
                }
                if made == 0 { break }
                try body(Array(piece[..<made]))
            } while !isAtEnd && (stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0)
        }
    }
}
