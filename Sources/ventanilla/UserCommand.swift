import ArgumentParser
import Desk
import Foundation

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Add people, list them, set a password.", subcommands: [Add.self, List.self, Password.self])
}

extension UserCommand {
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add somebody to the staff; the password is read from standard input.",
            discussion: """
                The first administrator of an empty database makes the organisation with it:
                  echo "$PASSWORD" | ventanilla user add --email you@example.com --name "Your Name" --role administrator \\
                    --organisation "Your Company" --time-zone America/Lima

                Later ones:
                  echo "$PASSWORD" | ventanilla user add --email ana@example.com --name "Ana Torres" --role agent
                """)

        @OptionGroup var place: DataOptions
        @Option(help: "How they sign in.") var email: String
        @Option(help: "How colleagues and customers see them.") var name: String
        @Option(help: "agent, supervisor or administrator.") var role: Role
        @Option(help: "Cases at once.") var capacity: Int64 = 5
        @Option(help: "Name of the organisation; only on an empty database.") var organisation: String?
        @Option(help: "Its time zone, as America/Lima; only on an empty database.") var timeZone: String?

        func run() async throws {
            try await Installation.with(place, makesNew: true) { installation in
                let password = try Prompt.password()
                if try await installation.desk.allUsers().isEmpty {
                    try await begin(installation)
                } else if organisation != nil || timeZone != nil {
                    throw Failure("the organisation is there already: leave out --organisation and --time-zone")
                }
                let new = NewUser(email: email, name: name, role: role, password: password, capacity: capacity)
                let user = try await installation.desk.addUser(new, by: .system).user
                say("Added \(user.email) as \(user.role.rawValue).")
            }
        }

        /// A first try that failed on the user has left the organisation.
        private func begin(_ installation: Installation) async throws {
            guard role == .administrator else {
                throw Failure("the database is empty: its first user must have --role administrator")
            }
            guard let organisation = organisation, let zone = timeZone else {
                throw Failure("the database is empty: give --organisation \"Your Company\" and --time-zone America/Lima to begin")
            }
            if installation.isEmpty { _ = try await installation.desk.createOrganisation(name: organisation, timeZone: zone) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List everybody: e-mail, role, name, and whether they are archived.")

        @OptionGroup var place: DataOptions

        func run() async throws {
            let users = try await Installation.with(place) { try await $0.desk.allUsers() }
            for user in users {
                say("\(user.email)\t\(user.role.rawValue)\t\(user.name)\(user.archivedAt > 0 ? "\tarchived" : "")")
            }
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set somebody's password, read from standard input; their sessions end.",
            discussion: "  echo \"$PASSWORD\" | ventanilla user password --email ana@example.com")

        @OptionGroup var place: DataOptions
        @Option(help: "Whose.") var email: String

        func run() async throws {
            try await Installation.with(place) { installation in
                let user = try await installation.user(email)
                try await installation.desk.setPassword(of: user.id, to: try Prompt.password(), by: .system)
                say("The password of \(user.email) is set.")
            }
        }
    }
}

extension Role: ExpressibleByArgument {}

extension Installation {
    func user(_ email: String) async throws -> User {
        guard let user = try await desk.allUsers().first(where: { $0.email == email.lowercased() && $0.archivedAt == 0 }) else {
            throw Failure("there is no user \(email): \"ventanilla user list\" shows who there is")
        }
        return user
    }
}

enum Prompt {
    /// The first line of standard input; at a terminal it is asked for and not shown.
    static func password() throws -> String {
        if isatty(STDIN_FILENO) == 1 {
            guard let typed = getpass("Password: ") else { throw Failure("no password was given") }
            return String(cString: typed)
        }
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw Failure("give the password on standard input: echo \"$PASSWORD\" | ventanilla user …")
        }
        return line
    }
}
