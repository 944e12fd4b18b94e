import ArgumentParser
import Desk
import Foundation
import Logging
import NIOCore
import Server
import ServiceLifecycle
import Simulator
import Storage
import UnixSignals

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the desk.",
        discussion: """
            On this machine only, with the demo organisation:
              ventanilla serve --demo

            For everybody, with TLS of its own:
              ventanilla serve --host 0.0.0.0 --port 443 --public-url https://desk.example \\
                --tls-cert fullchain.pem --tls-key privkey.pem

            Behind a proxy that speaks TLS:
              ventanilla serve --host 10.0.0.5 --public-url https://desk.example --trusted-proxy 10.0.0.0/8

            The database is brought to the newest schema first. SIGTERM ends it: streams are closed, answers under way are finished.
            """)

    @OptionGroup var place: DataOptions
    @OptionGroup var network: NetworkOptions

    @Flag(help: "Make the demo organisation on the first run; its passwords are printed once and kept in DATA/demo-passwords.txt.")
    var demo = false

    @Flag(help: "Play customers at /simulator, on this machine only; --demo has it too.")
    var simulator = false

    @Flag(help: "With --demo: no customer writes by itself.")
    var quiet = false

    @Option(help: "Folder of the web client (default: the one installed beside the program, else the source checkout's).")
    var web: String?

    @Option(help: "debug, info (a line per request), notice, warning or error.")
    var logLevel = Logger.Level.notice

    func run() async throws {
        LoggingSystem.bootstrap { [logLevel] in LineLog(label: $0, level: logLevel) }
        FileLimit.raise()
        var options = try network.serverOptions()
        options.isDemo = demo
        options.hasSimulator = demo || simulator
        options.webFolder = web ?? Share.web
        options.openAPIFile = Share.openAPI
        try options.validate()
        let installation = try await Installation.open(
            place, isServer: true, reachesLoopback: options.hasSimulator, publicURL: options.address, log: Logger(label: "desk"))
        do {
            try await serve(installation, options)
        } catch {
            await installation.database.close()
            throw error
        }
        await installation.database.close()
    }

    private func serve(_ installation: Installation, _ options: ServerOptions) async throws {
        if installation.isEmpty {
            guard options.isDemo else {
                throw Failure(
                    "the database is empty: \"ventanilla demo\" fills it with a demo organisation, "
                        + "\"ventanilla user add --role administrator\" begins a real one")
            }
            try await DemoPasswords.make(installation.desk, keptIn: "\(place.data)/demo-passwords.txt")
        }
        if options.hasSimulator { try await installation.desk.aimSimulatedLines(port: options.port) }
        let node = "\(ProcessInfo.processInfo.hostName)-\(getpid())"
        let feed = Feed(desk: installation.desk, node: node)
        let runner = Runner(desk: installation.desk, node: node)
        let server = try DeskServer(desk: installation.desk, feed: feed, options: options, log: Logger(label: "server"))
        let simulator =
            options.hasSimulator ? try await SimulatorSetUp(installation, options, isCalm: demo && !quiet).make(for: server) : nil
        let listening = AsyncStream.makeStream(of: Void.self)
        let application = try server.application(
            services: [Background { await feed.run() }, Background { try await runner.run() }]
                + (simulator.map { [Background(after: listening.stream, $0.run)] } ?? []),
            mount: simulator.map { simulator in Mount(Simulator.prefixes) { try await simulator.respond(to: $0, on: $1) } },
            onListening: {
                greet(options)
                listening.continuation.finish()
            })
        var configuration = ServiceGroupConfiguration(
            services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "services"))
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError {
            let reason = String(cString: strerror(error.errnoCode)).lowercased()
            throw Failure("can't listen on \(options.host) port \(options.port): \(reason); give another --host or --port")
        }
    }
}

extension Serve {
    /// Where to look first, also on the second day, when the passwords are no longer on the screen.
    private func greet(_ options: ServerOptions) {
        say("Ventanilla is at \(options.address)")
        guard demo else { return }
        let passwords = "\(place.data)/demo-passwords.txt"
        if FileManager.default.fileExists(atPath: passwords) { say("  sign in as ana@demo.example; the passwords are in \(passwords)") }
        say("  play customers at \(options.address)/simulator, or write as one at \(options.address)/shop")
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// Work beside the server that ends when the server has.
private struct Background: Service {
    let body: @Sendable () async throws -> Void
    init(_ body: @escaping @Sendable () async throws -> Void) { self.body = body }
    /// Begins once `gate` has ended: what calls the server must not call before it listens.
    init(after gate: AsyncStream<Void>, _ body: @escaping @Sendable () async throws -> Void) {
        self.body = {
            for await _ in gate {}
            try await body()
        }
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await body() }
    }
}
