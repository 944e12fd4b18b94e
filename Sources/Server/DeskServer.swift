import Desk
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import HummingbirdTLS
import Logging
import NIOSSL
import ServiceLifecycle

/// The HTTP side of the desk: its routes, and the application that serves them.
package struct DeskServer: Sendable {
    let desk: Desk
    let options: ServerOptions
    let log: Logger
    let gate: Gate
    let streams: EventStreams
    let files: StaticFiles
    let metrics = Metrics()
    let openAPI: String

    /// Throws a sentence for the operator (`OptionError`) where the options don't go together, or the web client's files aren't there.
    package init(desk: Desk, feed: Feed, options: ServerOptions, log: Logger) throws {
        try options.validate()
        self.desk = desk
        self.options = options
        self.log = log
        gate = Gate(
            desk: desk, origins: OriginRule(publicOrigin: options.publicURL, isTLS: options.tls != nil),
            proxies: TrustedProxies(options.trustedProxies))
        streams = EventStreams(feed: feed, presence: desk.presence)
        files = try Self.read(options.webFolder) { try StaticFiles(folder: $0, isWatched: options.isDemo) }
        openAPI = try Self.read(options.openAPIFile) { try String(contentsOfFile: $0, encoding: .utf8) }
    }

    private static func read<T>(_ path: String, _ body: (String) throws -> T) throws -> T {
        do { return try body(path) } catch { throw OptionError("\(path) can't be read: \(error.localizedDescription)") }
    }

    /// Somebody of the staff has the desk open.
    package var isWatched: Bool { streams.places.hasStaff }

    package var routes: [Route] {
        let people = sessionRoutes + meRoutes + tokenRoutes + setUpRoutes + quickReplyRoutes + tagRoutes + viewRoutes + formRoutes
        let work = deskRoutes + eventRoutes + caseRoutes + messageRoutes + draftRoutes + attachmentRoutes
        let moves = transferRoutes + mergeRoutes + linkRoutes + reportRoutes + searchRoutes + bulkRoutes
        let customers = contactRoutes + inboundRoutes + hookRoutes + journalRoutes + chatRoutes
        return people + work + moves + customers + healthRoutes + metricsRoutes + staticRoutes
    }

    /// `services` run beside the server and end after it; `mount` answers its paths in the routes' place.
    package func application(services: [any Service] = [], mount: Mount? = nil, onListening: @escaping @Sendable () -> Void = {}) throws
        -> Application<RouterResponder<Context>>
    {
        let table = RouteTable(routes: routes)
        let router = Router(context: Context.self, options: [.autoGenerateHeadEndpoints])
        router.add(
            middleware: Envelope(
                security: SecurityHeaders(isTLS: options.isSecure), crossOrigin: CrossOrigin(desk: desk), metrics: metrics, table: table))
        if let mount { router.add(middleware: Mounted(mount: mount)) }
        table.register(on: router, gate: gate)
        return Application(
            router: router, server: try listener(),
            configuration: ApplicationConfiguration(address: .hostname(options.host, port: options.port), backlog: 4096),
            services: services,
            onServerRunning: { _ in onListening() }, logger: log)
    }

    private func listener() throws -> HTTPServerBuilder {
        let security = SecurityHeaders(isTLS: options.isSecure)
        let perConnection = HTTP1Channel.Configuration(
            additionalChannelHandlers: [BareRefusals(security: security), SlowBodies()], idleTimeout: .seconds(60),
            httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100))
        guard let tls = options.tls else { return .http1(configuration: perConnection) }
        var configuration = HTTP2ChannelConfiguration(
            idleTimeout: .seconds(60), gracefulCloseTimeout: .seconds(2), streamConfiguration: perConnection)
        configuration.maxAgeTimeout = nil
        do {
            let certificates = try NIOSSLCertificate.fromPEMFile(tls.certificate).map { NIOSSLCertificateSource.certificate($0) }
            let key = try NIOSSLPrivateKey(file: tls.key, format: .pem)
            return try .http2Upgrade(
                tlsConfiguration: .makeServerConfiguration(certificateChain: certificates, privateKey: .privateKey(key)),
                configuration: configuration)
        } catch {
            throw OptionError(
                "the certificate \(tls.certificate) or its key \(tls.key) can't be read as PEM: look at both paths and their rights (\(error))"
            )
        }
    }
}
