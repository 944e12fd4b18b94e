import Desk

#if canImport(Glibc)
    import Glibc
#endif

/// Where a URL that a user set may lead: judged on the addresses its name resolves to, and the connection is made to the very address judged.
package enum OutsideAddress {
    /// Resolves and judges. Throws `SendFailure.refused` for addresses that aren't public, `.retry` when the name doesn't resolve just now.
    package static func resolve(host: String, allowLoopback: Bool) throws -> String {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        let code = getaddrinfo(bare, nil, &hints, &list)
        guard code == 0, let list else {
            throw SendFailure.retry(after: nil, reason: "No se encontró el servidor \(host).")
        }
        defer { freeaddrinfo(list) }
        var chosen: String?
        var next: UnsafeMutablePointer<addrinfo>? = list
        while let entry = next {
            next = entry.pointee.ai_next
            guard let address = entry.pointee.ai_addr, let bytes = bytes(of: address) else { continue }
            guard isPublic(bytes) || (allowLoopback && isLoopback(bytes)) else {
                throw SendFailure.refused(reason: "\(host) lleva a una dirección privada o reservada; usa una dirección pública.")
            }
            chosen = chosen ?? text(of: entry.pointee)
        }
        guard let chosen else { throw SendFailure.refused(reason: "\(host) no tiene una dirección utilizable.") }
        return chosen
    }

    /// 4 or 16 bytes of an address.
    package static func isPublic(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 4 { return isPublic4(bytes) }
        guard bytes.count == 16 else { return false }
        if let inner = embedded(bytes) { return isPublic4(inner) }
        // Global unicast is 2000::/3; of it, not documentation, Teredo, benchmarking, ORCHID.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        if bytes[0] == 0x20, bytes[1] == 0x01 {
            if bytes[2] == 0x0D, bytes[3] == 0xB8 { return false }
            if bytes[2] == 0, bytes[3] < 0x30 { return false }
        }
        return !(bytes[0] == 0x3F && bytes[1] == 0xFF && bytes[2] & 0xF0 == 0)
    }

    package static func isLoopback(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 4 { return bytes[0] == 127 }
        return bytes == [UInt8](repeating: 0, count: 15) + [1] || embedded(bytes).map { $0[0] == 127 } ?? false
    }

    /// The IPv4 address inside a mapped, translated or 6to4 one.
    private static func embedded(_ bytes: [UInt8]) -> [UInt8]? {
        let zeros = bytes[0..<10].allSatisfy { $0 == 0 }
        if zeros, bytes[10] == 0xFF, bytes[11] == 0xFF { return Array(bytes[12...]) }
        if zeros, bytes[10] == 0, bytes[11] == 0, bytes[12...].contains(where: { $0 != 0 }), bytes[12] != 0 { return Array(bytes[12...]) }
        if bytes[0] == 0, bytes[1] == 0x64, bytes[2] == 0xFF, bytes[3] == 0x9B { return Array(bytes[12...]) }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return Array(bytes[2..<6]) }
        return nil
    }

    private static func isPublic4(_ b: [UInt8]) -> Bool {
        switch (b[0], b[1], b[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (192, 168, _), (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100),
            (203, 0, 113):
            false
        case (100, 64...127, _), (172, 16...31, _), (198, 18...19, _), (224..., _, _): false
        default: true
        }
    }

    private static func bytes(of address: UnsafeMutablePointer<sockaddr>) -> [UInt8]? {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                withUnsafeBytes(of: pointer.pointee.sin6_addr) { Array($0) }
            }
        default: nil
        }
    }

    private static func text(of entry: addrinfo) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        guard getnameinfo(entry.ai_addr, entry.ai_addrlen, &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST) == 0 else {
            return nil
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
