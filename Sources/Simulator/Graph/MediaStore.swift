import Crypto
import Foundation

/// Media that customers sent and that the desk uploaded: in memory, the oldest given up first.
struct MediaStore: Sendable {
    struct Medium: Sendable {
        let id: String
        let name: String
        let type: String
        let bytes: [UInt8]
        /// The business number it belongs to.
        let owner: String
        let isVoice: Bool

        var digest: [UInt8] { Array(SHA256.hash(data: bytes)) }
        /// In webhooks; the Graph's own answers say it in hexadecimal.
        var sha256: String { Data(digest).base64EncodedString() }
    }

    /// Milliseconds that an address lives.
    static let lifetime: Int64 = 5 * 60_000
    static let mostBytes = 256 * 1_048_576

    private var media: [String: Medium] = [:]
    private var order: [String] = []
    private var size = 0
    private let key = SymmetricKey(size: .bits256)

    subscript(id: String) -> Medium? { media[id] }

    mutating func add(_ bytes: [UInt8], name: String, type: String, owner: String, isVoice: Bool = false) -> Medium {
        let medium = Medium(id: Ids.media(), name: name, type: type, bytes: bytes, owner: owner, isVoice: isVoice)
        media[medium.id] = medium
        order.append(medium.id)
        size += bytes.count
        while size > Self.mostBytes, order.count > 1 { remove(order[0]) }
        return medium
    }

    @discardableResult
    mutating func remove(_ id: String) -> Bool {
        guard let gone = media.removeValue(forKey: id) else { return false }
        size -= gone.bytes.count
        order.removeAll { $0 == id }
        return true
    }

    /// The path and query under which it can be fetched from now for five minutes.
    func address(of id: String, now: Int64) -> String {
        let end = (now + Self.lifetime) / 1000
        return "/simulator/graph/media/\(id)?ext=\(end)&hash=\(hash(id, end))"
    }

    func isLive(_ id: String, ext: String?, hash given: String?, now: Int64) -> Bool {
        guard let end = ext.flatMap(Int64.init), let given else { return false }
        return end * 1000 > now && given == hash(id, end)
    }

    private func hash(_ id: String, _ end: Int64) -> String {
        HMAC<SHA256>.authenticationCode(for: Data("\(id) \(end)".utf8), using: key).prefix(16).hex
    }
}
