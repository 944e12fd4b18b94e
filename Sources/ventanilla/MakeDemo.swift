import ArgumentParser
import Desk
import Foundation

struct MakeDemo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Make the demo organisation in an empty database.",
        discussion: """
            Agents ana@demo.example and bruno@demo.example, supervisor sofia@demo.example, administrator carla@demo.example; a web chat "tienda"
            and an API account "api". Then: ventanilla serve

              ventanilla demo                         random passwords, printed once
              ventanilla demo --password secreto123   the same for everyone: for tests
            """)

    @OptionGroup var place: DataOptions

    @Option(help: "One password for everyone instead of random ones.")
    var password: String?

    func run() async throws {
        try await Installation.with(place, makesNew: true) { installation in
            if let password = password {
                _ = try await installation.desk.makeDemo(passwords: .same(password))
                say("The demo organisation is made. Everyone's password is the one you gave.")
            } else {
                say(DemoPasswords.table(try await installation.desk.makeDemo()))
            }
        }
    }
}

enum DemoPasswords {
    /// Makes the demo and keeps its passwords where only the owner reads them.
    static func make(_ desk: Desk, keptIn path: String) async throws {
        let made = try await desk.makeDemo()
        let table = table(made)
        guard FileManager.default.createFile(atPath: path, contents: Data("\(table)\n".utf8), attributes: [.posixPermissions: 0o600]) else {
            say(table)
            throw Failure("the passwords could not be kept in \(path): they are printed above, once")
        }
        say(table)
    }

    static func table(_ demo: DemoResult) -> String {
        let width = demo.people.map(\.email.count).max() ?? 0
        let lines = demo.people.map { person in
            "  \(person.email.padding(toLength: width, withPad: " ", startingAt: 0))  \(person.password)  \(person.role.rawValue)"
        }
        return (["Demo users and their passwords:"] + lines).joined(separator: "\n")
    }
}
