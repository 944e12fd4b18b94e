import Desk
import Foundation

/// How the server stands in its network; the defaults run on a fresh checkout.
package struct ServerOptions: Sendable {
    package struct TLS: Sendable {
        package let certificate: String
        package let key: String
        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    package var host = "127.0.0.1"
    package var port = 8080
    /// Origin under which people reach the desk, e.g. `https://desk.example`; decides `Secure` cookies and the Origin check.
    package var publicURL: String?
    package var tls: TLS?
    package var trustedProxies: [CIDR] = []
    package var allowsInsecureHTTP = false
    package var isDemo = false
    /// Customers are played at `/simulator`; for this machine alone.
    package var hasSimulator = false
    package var webFolder = ""
    package var openAPIFile = ""
    package var streamsPerUser = 50

    package init() {}

    package var isLoopback: Bool { OriginRule.isLoopback(host: host) }
    /// Where to point a browser.
    package var address: String { publicURL ?? "\(tls == nil ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
    package var isSecure: Bool { tls != nil || publicURL?.hasPrefix("https://") == true }

    /// Throws a sentence for the operator where serving like this would put somebody's password on the wire in the clear.
    package func validate() throws {
        if isDemo, !isLoopback {
            throw OptionError("--demo keeps its passwords in a file and serves only this machine: leave out --host, or leave out --demo")
        }
        if hasSimulator, !isLoopback || !trustedProxies.isEmpty {
            throw OptionError(
                "--simulator plays customers with nobody asking who they are, for this machine only: leave out --host and --trusted-proxy, or leave it out"
            )
        }
        guard !isLoopback else { return }
        guard let publicURL else {
            throw OptionError("on \(host) others can reach the desk: give --public-url, the address they will use (https://desk.example)")
        }
        let isBehindTLS = publicURL.hasPrefix("https://") && !trustedProxies.isEmpty
        guard tls != nil || isBehindTLS || allowsInsecureHTTP else {
            throw OptionError(
                "plain http on \(host) would send passwords in the clear: give --tls-cert and --tls-key, or --trusted-proxy for a proxy that "
                    + "speaks TLS with an https --public-url, or --insecure-http if you accept that")
        }
    }

    /// The origin of an address a person typed, folded, without a path; nil when it is none.
    package static func origin(of text: String) -> String? {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = parts.host?.lowercased(), !host.isEmpty, parts.path.isEmpty || parts.path == "/", parts.query == nil,
            parts.user == nil
        else { return nil }
        let usual = scheme == "https" ? 443 : 80
        let port = parts.port.flatMap { $0 == usual ? nil : ":\($0)" } ?? ""
        return "\(scheme)://\(host)\(port)"
    }
}

package struct OptionError: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
