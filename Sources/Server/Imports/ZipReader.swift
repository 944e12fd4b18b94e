import Desk
import NIOCore

/// A ZIP file's entries, read where they stand (APPNOTE 6.3): no ZIP64, no encryption, and never more out of an entry than a bound.
struct ZipReader {
    private struct Entry {
        let method: UInt16
        let packed: Int64
        let offset: Int64
    }
    private let file: AttachmentReader
    private var entries: [String: Entry] = [:]

    init(_ file: AttachmentReader) async throws {
        self.file = file
        let tail = try await Self.bytes(file, at: max(0, file.size - 65_557), count: 65_557)
        let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
        guard tail.count >= 22,
            let end = stride(from: tail.count - 22, through: 0, by: -1).first(where: { tail[$0..<$0 + 4].elementsEqual(mark) })
        else { throw Self.broken }
        let count = Self.short(tail, end + 10), size = Self.long(tail, end + 12), start = Self.long(tail, end + 16)
        guard count <= 2_000, size <= 1_048_576, start + size <= file.size else { throw Self.broken }
        let directory = try await Self.bytes(file, at: start, count: Int(size))
        var place = 0
        for _ in 0..<count {
            guard place + 46 <= directory.count, Self.long(directory, place) == 0x0201_4b50 else { throw Self.broken }
            let (flags, method) = (Self.short(directory, place + 8), Self.short(directory, place + 10))
            let name = Int(Self.short(directory, place + 28)), extra = Int(Self.short(directory, place + 30)),
                note = Int(Self.short(directory, place + 32))
            guard place + 46 + name <= directory.count, flags & 1 == 0, method == 0 || method == 8 else { throw Self.broken }
            let entry = Entry(method: method, packed: Self.long(directory, place + 20), offset: Self.long(directory, place + 42))
            entries[String(decoding: directory[place + 46..<place + 46 + name], as: UTF8.self)] = entry
            place += 46 + name + extra + note
        }
    }

    func has(_ name: String) -> Bool { entries[name] != nil }

    /// All of an entry, piece by piece; beyond `limit` bytes, or two hundred times what it takes in the file, it is refused.
    func read(_ name: String, limit: Int, _ body: ([UInt8]) async throws -> Void) async throws {
        guard let entry = entries[name] else { throw Self.broken }
        let head = try await Self.bytes(file, at: entry.offset, count: 30)
        guard head.count == 30, Self.long(head, 0) == 0x0403_4b50 else { throw Self.broken }
        var place = entry.offset + 30 + Int64(Self.short(head, 26)) + Int64(Self.short(head, 28))
        let end = place + entry.packed
        guard end <= file.size else { throw Self.broken }
        let inflate = entry.method == 8 ? try Inflate() : nil
        var made = 0
        while place < end {
            let piece = try await Self.bytes(file, at: place, count: Int(min(64 * 1024, end - place)))
            guard !piece.isEmpty else { throw Self.broken }
            place += Int64(piece.count)
            var parts: [[UInt8]] = []
            if let inflate {
                do {
                    try inflate.add(piece) { part in
                        made += part.count
                        if made > limit || made > 1_048_576 && made > 200 * Int(entry.packed) { throw Self.bomb }
                        parts.append(part)
                    }
                } catch is Inflate.Failed { throw Self.broken }
            } else {
                made += piece.count
                if made > limit { throw Self.bomb }
                parts = [piece]
            }
            for part in parts { try await body(part) }
        }
        if let inflate, !inflate.isAtEnd { throw Self.broken }
    }

    func whole(_ name: String, limit: Int) async throws -> [UInt8] {
        var all: [UInt8] = []
        try await read(name, limit: limit) { all += $0 }
        return all
    }

    private static func bytes(_ file: AttachmentReader, at offset: Int64, count: Int) async throws -> [UInt8] {
        [UInt8](buffer: try await file.read(at: offset, count: count))
    }
    private static func short(_ bytes: [UInt8], _ place: Int) -> UInt16 { UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8 }
    private static func long(_ bytes: [UInt8], _ place: Int) -> Int64 {
        Int64(short(bytes, place)) | Int64(short(bytes, place + 2)) << 16
    }

    static let broken = DeskError.brokenSheet("El archivo XLSX está dañado o protegido; ábrelo en tu hoja de cálculo y guárdalo de nuevo.")
    private static let bomb = DeskError.brokenSheet(
        "El archivo XLSX ocupa demasiado al abrirlo; guarda solo la hoja de contactos, o como CSV.")
}
