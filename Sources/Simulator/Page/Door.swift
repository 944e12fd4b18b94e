import HTTPTypes
import Hummingbird

/// Who may ask the simulator anything: a program on this machine that speaks to this machine. A proxy's visitors come from elsewhere, and a page
/// of another site must not act through a browser here.
enum Door {
    static func admits(_ request: Request, peer: String?) -> Bool {
        guard let peer, isLoopback(peer), let authority = request.head.authority, isLoopback(host(of: authority)) else { return false }
        if forwarding.contains(where: { request.headers[$0] != nil }) { return false }
        if let origin = request.headers[.origin], origin.lowercased() != "http://\(authority.lowercased())",
            origin.lowercased() != "https://\(authority.lowercased())"
        {
            return false
        }
        return !["cross-site", "same-site"].contains(request.headers[fetchSite] ?? "none")
    }

    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let bare = host.lowercased().hasPrefix("::ffff:") ? String(host.dropFirst(7)) : host
        let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    static func host(of authority: String) -> String {
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
        return String(authority.prefix { $0 != ":" })
    }

    private static let fetchSite = name("Sec-Fetch-Site")
    private static let forwarding = ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"].map(name)

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no header name") }
        return name
    }
}
