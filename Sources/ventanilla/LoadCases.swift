import ArgumentParser
import Desk

struct LoadCases: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Fill a database with cases, for measurements.",
        discussion: """
            Two years of cases of every state with their customers, contacts, conversations, tags and outcomes, in chunks. The same cases every time.
            Never on a database in real use: nothing takes them out again.
              ventanilla demo --data data/big && ventanilla load --data data/big --cases 1000000
            """)

    @OptionGroup var place: DataOptions
    @Option(help: "How many cases to add.") var cases: Int
    @Option(help: "Messages in each, on average.") var messages = 10

    func validate() throws {
        guard cases > 0 else { throw ValidationError("--cases must be a number above 0") }
        guard (1...100).contains(messages) else { throw ValidationError("--messages must be a number from 1 to 100") }
    }

    func run() async throws {
        let total = cases
        try await Installation.with(place) { installation in
            try await installation.desk.load(cases: total, messagesPerCase: messages) { done in
                if done % 50_000 == 0 { say("\(done) of \(total)") }
            }
        }
        say("Added \(total) cases.")
    }
}
