/// The arguments of one call as libpq wants them, in buffers that are used again.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    mutating func with<R>(
        _ arguments: [SQLValue],
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) throws -> R
    ) throws -> R {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        for argument in arguments { try append(argument) }
        return try bytes.withUnsafeBytes { bytes in
            let values = starts.map { start in
                start.flatMap { bytes.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
            }
            return try body(Int32(arguments.count), values, lengths, formats)
        }
    }

    private mutating func append(_ argument: SQLValue) throws {
        starts.append(argument == .null ? nil : bytes.count)
        let start = bytes.count
        var isBinary: Int32 = 0
        switch argument {
        case .null: break
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .real(let value): bytes.append(contentsOf: value.description.utf8)
        case .text(let text):
            bytes.append(contentsOf: text.utf8)
            guard !bytes[start...].contains(0) else { throw StorageError.nulByte }
        case .blob(let blob):
            bytes.append(contentsOf: blob)
            isBinary = 1
        }
        lengths.append(Int32(bytes.count - start))
        formats.append(isBinary)
        bytes.append(0)
    }
}
