import CZlib

enum Gzip {
    /// Nil when zlib refuses or nothing is gained.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard ventanilla_gzip_begin(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var source = bytes
        var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let isComplete = source.withUnsafeMutableBufferPointer { from in
            packed.withUnsafeMutableBufferPointer { into in
                stream.next_in = from.baseAddress
                stream.avail_in = UInt32(from.count)
                stream.next_out = into.baseAddress
                stream.avail_out = UInt32(into.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
        }
        guard isComplete, Int(stream.total_out) < bytes.count else { return nil }
        packed.removeLast(packed.count - Int(stream.total_out))
        return packed
    }
}
