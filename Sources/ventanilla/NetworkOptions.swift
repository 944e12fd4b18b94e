import ArgumentParser
import Server

/// How the server stands in its network.
struct NetworkOptions: ParsableArguments {
    @Option(help: "Address to listen on; the default is this machine only.")
    var host = "127.0.0.1"

    @Option(help: "Port to listen on.")
    var port = 8080

    @Option(
        name: .customLong("public-url"),
        help: "Address under which people reach the desk, as https://desk.example. Needed off this machine.")
    var publicURL: String?

    @Option(help: "Certificate chain, PEM: serves TLS with HTTP/2. Goes with --tls-key.")
    var tlsCert: String?

    @Option(help: "Private key of the certificate, PEM.")
    var tlsKey: String?

    @Option(help: "Addresses of proxies whose X-Forwarded-For counts, as 10.0.0.0/8. May be given several times.")
    var trustedProxy: [String] = []

    @Flag(name: .customLong("insecure-http"), help: "Serve plain http to other machines: passwords can be read on the way.")
    var insecureHTTP = false

    func validate() throws { _ = try serverOptions() }

    func serverOptions() throws -> ServerOptions {
        var options = ServerOptions()
        options.host = host
        options.port = port
        guard (0...65_535).contains(options.port) else { throw ValidationError("--port must be between 0 and 65535") }
        if let text = publicURL {
            guard let origin = ServerOptions.origin(of: text) else {
                throw ValidationError("--public-url must be an address without a path, as https://desk.example, not \"\(text)\"")
            }
            options.publicURL = origin
        }
        switch (tlsCert, tlsKey) {
        case (nil, nil): break
        case (.some(let certificate), .some(let key)): options.tls = ServerOptions.TLS(certificate: certificate, key: key)
        default: throw ValidationError("--tls-cert and --tls-key go together")
        }
        options.trustedProxies = try trustedProxy.map { text in
            guard let block = CIDR(text) else { throw ValidationError("--trusted-proxy must be addresses as 10.0.0.0/8, not \"\(text)\"") }
            return block
        }
        options.allowsInsecureHTTP = insecureHTTP
        return options
    }
}
