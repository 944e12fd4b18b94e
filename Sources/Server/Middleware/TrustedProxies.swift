import Glibc
import HTTPTypes
import Hummingbird

/// An IPv4 or IPv6 address as bytes; IPv4 inside IPv6 is IPv4.
package struct IPAddress: Sendable, Equatable {
    let bytes: [UInt8]

    package init?(_ text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            bytes = withUnsafeBytes(of: &v4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            let all = withUnsafeBytes(of: &v6) { Array($0) }
            let isMapped = all.prefix(10).allSatisfy { $0 == 0 } && all[10] == 0xFF && all[11] == 0xFF
            bytes = isMapped ? Array(all.suffix(4)) : all
        } else {
            return nil
        }
    }
}

/// A block of addresses, `10.0.0.0/8`; without a length, one address.
package struct CIDR: Sendable {
    private let base: IPAddress
    private let length: Int

    package init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let base = halves.first.flatMap({ IPAddress(String($0)) }) else { return nil }
        let most = base.bytes.count * 8
        guard let length = halves.count == 2 ? Int(halves[1]) : most, (0...most).contains(length) else { return nil }
        self.base = base
        self.length = length
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        let (whole, rest) = length.quotientAndRemainder(dividingBy: 8)
        guard address.bytes.prefix(whole) == base.bytes.prefix(whole) else { return false }
        if rest == 0 { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - rest))
        return address.bytes[whole] & mask == base.bytes[whole] & mask
    }

    package static let loopback = ["127.0.0.0/8", "::1"].compactMap { CIDR($0) }
}

/// Whose word about the client counts: only that of proxies inside these blocks.
package struct TrustedProxies: Sendable {
    let blocks: [CIDR]
    package init(_ blocks: [CIDR]) { self.blocks = blocks }

    /// The nearest address that no trusted proxy vouches for.
    func client(of request: Request, peer: String?) -> String {
        let peer = peer ?? "-"
        guard !blocks.isEmpty, isTrusted(peer), let forwarded = request.headers[Self.forwardedFor] else { return peer }
        let hops = forwarded.split(separator: ",").map { String($0.trimmingWhitespace()) }
        var nearest = peer
        for hop in hops.reversed() {
            guard IPAddress(hop) != nil else { return nearest }
            nearest = hop
            if !isTrusted(hop) { return hop }
        }
        return nearest
    }

    private func isTrusted(_ text: String) -> Bool {
        guard let address = IPAddress(text) else { return false }
        return blocks.contains { $0.contains(address) }
    }

    private static let forwardedFor = HTTPField.Name(known: "X-Forwarded-For")
}
