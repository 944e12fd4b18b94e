import Desk
import Foundation
import Logging
import Server
import Simulator

/// Hands the simulator what a provider would know of this desk: its lines with their secrets, and tokens of its own.
struct SimulatorSetUp {
    private let installation: Installation
    private let options: ServerOptions
    private let isCalm: Bool

    init(_ installation: Installation, _ options: ServerOptions, isCalm: Bool) {
        self.installation = installation
        self.options = options
        self.isCalm = isCalm
    }

    func make(for server: DeskServer) async throws -> Simulator {
        let desk = installation.desk
        var simulator = SimulatorOptions()
        simulator.deskURL = "\(options.tls == nil ? "http" : "https")://127.0.0.1:\(options.port)"
        simulator.samples = "\(options.webFolder)/simulator/samples"
        simulator.keptIn = "\(installation.options.data)/simulator-phones.json"
        simulator.isCalm = isCalm
        simulator.someoneLooks = { server.isWatched }
        let accounts = try await desk.accountsByID().values.filter { $0.archivedAt == 0 }.sorted { $0.slug < $1.slug }
        simulator.webchat = accounts.first { $0.channel == "webchat" }?.slug
        for account in accounts { if let line = try await line(account) { simulator.whatsapp.append(line) } }
        if let tokens = try await tokens() {
            let bot = try await desk.viewer(token: tokens.bot).credential
            simulator.botToken = tokens.bot
            simulator.botLines = Set(accounts.filter { $0.settings.bot?.token == bot }.map(\.slug))
            simulator.setBot = { slug, isOn in try await give(slug, to: isOn ? bot : nil, unless: bot) }
            if let line = accounts.first(where: { $0.channel == "api" }) {
                simulator.calls = SimulatorOptions.CallLine(account: line.slug, alias: line.alias, token: tokens.inbound)
            }
        }
        return Simulator(simulator, files: { try server.asset($0, to: $1) }, log: Logger(label: "simulator"))
    }

    /// A WhatsApp line that calls the simulator in Meta's place; nil for any other.
    private func line(_ account: ChannelAccount) async throws -> SimulatorOptions.WhatsAppLine? {
        guard account.channel == "whatsapp", account.settings.graphURL == "http://127.0.0.1:\(options.port)/simulator/graph",
            let number = account.settings.phoneNumberId
        else { return nil }
        let secrets = try await installation.desk.channelSecrets(of: account.slug)
        guard let access = secrets["accessToken"], let app = secrets["appSecret"], let verify = secrets["verifyToken"] else { return nil }
        return SimulatorOptions.WhatsAppLine(
            account: account.slug, alias: account.alias, phoneNumberID: number,
            businessAccountID: account.settings.businessAccountId ?? "0",
            displayPhone: account.address, accessToken: access, appSecret: app, verifyToken: verify)
    }

    /// The assistant takes a line, or leaves it to people; one that another bot attends stays as it is.
    private func give(_ slug: String, to bot: String?, unless own: String) async throws {
        let desk = installation.desk
        let account = try await desk.account(slug)
        guard account.settings.bot == nil || account.settings.bot?.token == own else { throw Failure("another bot attends \(slug)") }
        let changes = AccountChanges(settings: {
            var settings = $0
            settings.bot = bot.map { AccountSettings.Bot(token: $0) }
            return settings
        })
        do {
            _ = try await desk.updateAccount(account.id, changes, by: .system)
        } catch {
            throw Failure(Failure.sentence(for: error))
        }
    }

    private struct Tokens: Codable {
        let inbound: String
        let bot: String
    }

    /// Kept beside the database, where only the owner reads them: a bot's token must outlive a restart, since lines name it.
    private func tokens() async throws -> Tokens? {
        let path = "\(installation.options.data)/simulator-tokens.json"
        if let kept = FileManager.default.contents(atPath: path), let tokens = try? JSONDecoder().decode(Tokens.self, from: kept),
            await works(tokens.inbound), await works(tokens.bot)
        {
            return tokens
        }
        let owner = try await installation.desk.allUsers().first { $0.role == .administrator && $0.archivedAt == 0 }
        guard let owner else { return nil }
        let viewer = Viewer(id: owner.id, name: owner.name, role: owner.role, scopes: Set(Scope.allCases))
        let tokens = Tokens(
            inbound: try await installation.desk.addToken(name: "Simulador de llamadas", scopes: [.inbound], by: viewer).token,
            bot: try await installation.desk.addToken(name: "Asistente", scopes: [.bot], by: viewer).token)
        guard
            FileManager.default.createFile(atPath: path, contents: try JSONEncoder().encode(tokens), attributes: [.posixPermissions: 0o600])
        else { throw Failure("the simulator's tokens could not be kept in \(path)") }
        return tokens
    }

    private func works(_ token: String) async -> Bool {
        do {
            _ = try await installation.desk.viewer(token: token)
            return true
        } catch {
            return false  // Revoked, or of another database: new ones are made.
        }
    }
}
