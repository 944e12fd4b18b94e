import ArgumentParser
import Desk

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recount what the screen shows as totals, and say what differs.",
        discussion: """
            Ends with 1 if a counter does not say what its cases say; --fix writes what is right.
              ventanilla check
            """)

    @OptionGroup var place: DataOptions
    @Flag(help: "Write the right values.") var fix = false

    func run() async throws {
        let faults = try await Installation.with(place) { try await $0.desk.checkCounters(fix: fix) }
        for fault in faults { say("\(fault.name): \(fault.held), should be \(fault.counted)") }
        if faults.isEmpty {
            say("All counters are right.")
        } else if fix {
            say("Set right: \(faults.count).")
        } else {
            throw Failure("\(faults.count) counters are wrong: \"ventanilla check --fix\" sets them right")
        }
    }
}
