import Crypto
import Desk
import Foundation
import NIOCore

/// One file of the web client in memory, with its packed form and a tag of its content.
struct Asset: Sendable {
    let type: String
    let etag: String
    let plain: ByteBuffer
    /// Nil where packing gains nothing.
    let packed: ByteBuffer?
    let changedAt: Date?

    init(path: String) throws {
        changedAt = try Self.changedAt(path)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        type = MediaTypes.of(name)
        etag = "\"\(hex(SHA256.hash(data: bytes).prefix(16)))\""
        plain = ByteBuffer(bytes: bytes)
        packed = MediaTypes.packs(type) ? Gzip.compress(bytes).map { ByteBuffer(bytes: $0) } : nil
    }

    /// A file that is gone is stale too.
    func isStale(_ path: String) -> Bool {
        do { return try Self.changedAt(path) != changedAt } catch { return true }
    }

    private static func changedAt(_ path: String) throws -> Date? {
        try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
}

enum MediaTypes {
    static func of(_ name: String) -> String {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return types[ending] ?? "application/octet-stream"
    }

    static func packs(_ type: String) -> Bool {
        type.hasPrefix("text/") || type.hasPrefix("application/json") || type.hasPrefix("application/manifest") || type == "image/svg+xml"
    }

    private static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8", "json": "application/json; charset=utf-8", "webmanifest": "application/manifest+json",
        "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
        "ico": "image/x-icon", "woff2": "font/woff2", "mp3": "audio/mpeg", "ogg": "audio/ogg", "wav": "audio/wav",
        "txt": "text/plain; charset=utf-8",
        "map": "application/json; charset=utf-8",
    ]
}
