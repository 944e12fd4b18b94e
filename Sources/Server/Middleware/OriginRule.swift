import Desk
import HTTPTypes
import Hummingbird

/// Which page may act through a browser that holds our cookie, and which may talk to a web chat.
struct OriginRule: Sendable {
    /// Origin of the public address, e.g. `https://desk.example`.
    let publicOrigin: String?
    let isTLS: Bool

    /// An unsafe request with a session cookie must come from our own pages.
    func admitSession(_ request: Request) throws {
        if [.get, .head, .options].contains(request.method) { return }
        try admitSignIn(request)
    }

    /// A foreign page is refused. Every browser says on an unsafe request where it comes from; what says nothing is a program, which no page
    /// can make act for its user.
    func admitSignIn(_ request: Request) throws {
        if let origin = request.headers[.origin], !isOurs(origin, request) { throw Self.refused }
        let site = request.headers[Self.fetchSite] ?? "none"
        guard site == "same-origin" || site == "none" || request.headers[.origin] != nil else { throw Self.refused }
    }

    func admitChat(_ request: Request, to account: ChannelAccount) throws {
        guard let origin = request.headers[.origin] else { return }
        guard isOurs(origin, request) || Self.admits(origin, account.settings.origins) else { throw Self.refused }
    }

    func isOurs(_ origin: String, _ request: Request) -> Bool {
        let origin = origin.lowercased()
        if origin == publicOrigin { return true }
        guard let authority = request.head.authority?.lowercased(), Self.isLoopback(authority: authority) else { return false }
        return origin == (isTLS ? "https://" : "http://") + authority
    }

    static func admits(_ origin: String, _ allowed: [String]) -> Bool {
        allowed.contains("*") || allowed.contains { $0.lowercased() == origin.lowercased() }
    }

    static func isLoopback(authority: String) -> Bool {
        if authority.hasPrefix("[") { return isLoopback(host: String(authority.dropFirst().prefix { $0 != "]" })) }
        return isLoopback(host: String(authority.prefix { $0 != ":" }))
    }

    static func isLoopback(host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        guard let address = IPAddress(host) else { return false }
        return CIDR.loopback.contains { $0.contains(address) }
    }

    private static let fetchSite = HTTPField.Name(known: "Sec-Fetch-Site")
    private static let refused = DeskError("origin.refused", "Esta petición viene de una página que no es de Ventanilla.")
}
