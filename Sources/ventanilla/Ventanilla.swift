import ArgumentParser

struct Ventanilla: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ventanilla",
        abstract: "A case desk for every channel your customers write to.",
        discussion: """
            To look around, with made-up people and passwords printed once:
              ventanilla serve --demo

            To begin for real:
              echo "$PASSWORD" | ventanilla user add --email you@example.com --name "Your Name" --role administrator \\
                --organisation "Your Company" --time-zone America/Lima
              ventanilla serve

            Every option is also an environment variable: --public-url is VENTANILLA_PUBLIC_URL, and DATABASE_URL stands for --database.
            Exit codes: 0 done, 1 failed with one line on standard error, 64 used wrongly.
            """,
        version: "0.1.0",
        subcommands: [
            Serve.self, MakeDemo.self, Migrate.self, Backup.self, Restore.self, UserCommand.self, TokenCommand.self, LoadCases.self,
            Check.self, Simulate.self,
        ])
}
