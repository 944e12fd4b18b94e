import ArgumentParser
import Desk

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make keys for programs.", subcommands: [Add.self])
}

extension TokenCommand {
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an API token and print it, and nothing else; it can't be shown again.",
            discussion: """
                It acts as its user, within its scopes: read, write, inbound (deliver customers' messages), bot, admin.
                  TOKEN=$(ventanilla token add --user carla@demo.example --scope inbound)
                  curl -H "Authorization: Bearer $TOKEN" …
                """)

        @OptionGroup var place: DataOptions
        @Option(help: "E-mail of the user it acts as.") var user: String
        @Option(help: "What it may do; may be given several times (default: read and write).") var scope: [Scope] = []
        @Option(help: "What it is for, in the list of tokens.") var name = "command line"

        func run() async throws {
            let token = try await Installation.with(place) { installation in
                let user = try await installation.user(user)
                let owner = Viewer(id: user.id, name: user.name, role: user.role, scopes: Set(Scope.allCases))
                let scopes = scope.isEmpty ? [.read, .write] : scope
                return try await installation.desk.addToken(name: name, scopes: scopes, by: owner).token
            }
            say(token)
        }
    }
}

extension Scope: ExpressibleByArgument {}
