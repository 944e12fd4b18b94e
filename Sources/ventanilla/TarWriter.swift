import Crypto
import Desk
import Foundation

/// A POSIX ustar archive, written front to back; any tar reads it.
struct TarWriter {
    private let file: FileHandle
    /// SHA-256 by name of what was added.
    private(set) var sums: [(name: String, size: Int, sha256: String)] = []

    init(_ file: FileHandle) { self.file = file }

    mutating func add(_ name: String, contentOf path: String) throws {
        let source = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { source.closeFile() }
        let size = Int(try source.seekToEnd())
        try source.seek(toOffset: 0)
        try file.write(contentsOf: TarHeader.bytes(name: name, size: size))
        var hash = SHA256()
        var written = 0
        while written < size, let piece = try source.read(upToCount: min(1 << 20, size - written)), !piece.isEmpty {
            hash.update(data: piece)
            try file.write(contentsOf: piece)
            written += piece.count
        }
        guard written == size else { throw Failure("\(path) became shorter while it was copied") }
        try file.write(contentsOf: TarHeader.padding(after: size))
        sums.append((name, size, hex(hash.finalize())))
    }

    mutating func add(_ name: String, _ bytes: Data) throws {
        try file.write(contentsOf: TarHeader.bytes(name: name, size: bytes.count))
        try file.write(contentsOf: bytes)
        try file.write(contentsOf: TarHeader.padding(after: bytes.count))
        sums.append((name, bytes.count, hex(SHA256.hash(data: bytes))))
    }

    /// Two empty blocks end an archive; then it is forced to disk.
    func finish() throws {
        try file.write(contentsOf: Data(count: 1024))
        try file.synchronize()
    }
}

/// Reads what `TarWriter` wrote.
struct TarReader {
    struct Entry {
        let name: String
        let size: Int
    }
    private let file: FileHandle

    init(_ file: FileHandle) { self.file = file }

    /// Nil at the end.
    func next() throws -> Entry? {
        guard let block = try file.read(upToCount: 512), block.count == 512 else { throw Failure("the backup is cut short") }
        if block.allSatisfy({ $0 == 0 }) { return nil }
        guard let entry = TarHeader.entry(block) else { throw Failure("this is no backup of Ventanilla, or it is damaged") }
        return entry
    }

    /// Copies the entry's content to `path`, and answers its SHA-256.
    func extract(_ entry: Entry, to path: String) throws -> String {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw Failure("\(path) can't be written")
        }
        let target = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { target.closeFile() }
        var hash = SHA256()
        var left = entry.size
        while left > 0 {
            guard let piece = try file.read(upToCount: min(1 << 20, left)), !piece.isEmpty else { throw Failure("the backup is cut short") }
            hash.update(data: piece)
            try target.write(contentsOf: piece)
            left -= piece.count
        }
        try target.synchronize()
        _ = try file.read(upToCount: TarHeader.padding(after: entry.size).count)
        return hex(hash.finalize())
    }

    func read(_ entry: Entry) throws -> Data {
        let content = try file.read(upToCount: entry.size) ?? Data()
        guard content.count == entry.size else { throw Failure("the backup is cut short") }
        _ = try file.read(upToCount: TarHeader.padding(after: entry.size).count)
        return content
    }
}

enum TarHeader {
    static func bytes(name: String, size: Int) throws -> Data {
        guard name.utf8.count <= 100, size < 1 << 33 else { throw Failure("\(name) is too large for the backup's format (8 GiB)") }
        var block = Data(count: 512)
        func put(_ text: String, at place: Int) { block.replaceSubrange(place..<place + text.utf8.count, with: Data(text.utf8)) }
        put(name, at: 0)
        put("0000600\0", at: 100)
        put("0000000\0", at: 108)
        put("0000000\0", at: 116)
        put(octal(size, 11) + "\0", at: 124)
        put(octal(Int(Date().timeIntervalSince1970), 11) + "\0", at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar\u{0}00", at: 257)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + "\0 ", at: 148)
        return block
    }

    static func padding(after size: Int) -> Data { Data(count: (512 - size % 512) % 512) }

    static func entry(_ block: Data) -> TarReader.Entry? {
        func text(_ place: Int, _ count: Int) -> String {
            String(decoding: block.dropFirst(place).prefix(count).prefix { $0 != 0 }, as: UTF8.self)
        }
        guard text(257, 5) == "ustar", let size = Int(text(124, 11), radix: 8), size >= 0 else { return nil }
        return TarReader.Entry(name: text(0, 100), size: size)
    }

    private static func octal(_ number: Int, _ digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
