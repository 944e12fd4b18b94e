import Foundation

/// `multipart/form-data` (RFC 7578) of one upload: small fields and one file, in memory.
struct Multipart {
    struct Part {
        let name: String
        let fileName: String?
        let type: String?
        let body: ArraySlice<UInt8>
    }
    let parts: [Part]

    /// Nil when the body isn't what the header says.
    init?(contentType: String, body: [UInt8]) {
        guard MediaRules.bare(contentType) == "multipart/form-data", let boundary = Self.parameter("boundary", of: contentType),
            (1...70).contains(boundary.utf8.count)
        else { return nil }
        let line = Array("--\(boundary)".utf8)
        var parts: [Part] = []
        guard var start = Self.find(line, in: body[...]) else { return nil }
        while true {
            let after = body[(start + line.count)...]
            if after.starts(with: Array("--".utf8)) { break }
            guard after.starts(with: Self.newline) else { return nil }
            let rest = after.dropFirst(2)
            guard let next = Self.find(Self.newline + line, in: rest), let part = Self.part(rest[..<next]) else { return nil }
            parts.append(part)
            start = next + 2
        }
        self.parts = parts
    }

    func text(_ name: String) -> String? {
        parts.first { $0.name == name && $0.fileName == nil }.map { String(decoding: $0.body, as: UTF8.self) }
    }
    var file: Part? { parts.first { $0.name == "file" } }

    private static let newline: [UInt8] = [0x0D, 0x0A]

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        guard let end = find(newline + newline, in: bytes) else { return nil }
        var name: String?
        var fileName: String?
        var type: String?
        for line in String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            switch line[..<colon].lowercased() {
            case "content-disposition":
                name = parameter("name", of: value)
                fileName = parameter("filename", of: value)
            case "content-type": type = value
            default: continue
            }
        }
        return name.map { Part(name: $0, fileName: fileName, type: type, body: bytes[(end + 4)...]) }
    }

    static func parameter(_ name: String, of header: String) -> String? {
        for piece in header.split(separator: ";").dropFirst() {
            let pair = piece.trimmingCharacters(in: .whitespaces)
            guard pair.lowercased().hasPrefix("\(name)=") else { continue }
            return pair.dropFirst(name.count + 1).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
        return nil
    }

    /// Where `needle` begins.
    private static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= needle.count, let first = needle.first else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            var at = 0
            let last = buffer.count - needle.count
            while at <= last {
                if buffer[at] == first, (1..<needle.count).allSatisfy({ buffer[at + $0] == needle[$0] }) { return bytes.startIndex + at }
                at += 1
            }
            return nil
        }
    }
}
