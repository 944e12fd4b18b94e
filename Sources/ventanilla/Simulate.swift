import ArgumentParser
import Simulator

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let many customers write to a desk that runs with --demo or --simulator.",
        discussion: """
            They write over WhatsApp as the provider delivers it: signed webhooks, receipts for what the desk answers. On this machine only.
              ventanilla simulate --customers 50 --rate 5/s --minutes 2
            """)

    @Option(help: "How many customers.") var customers = 10
    @Option(help: "Messages of all of them together: 5/s, or 30/m.") var rate = "1/s"
    @Option(help: "How long.") var minutes = 1.0
    @Option(help: "The running desk's address.") var desk = "http://127.0.0.1:8080"

    func validate() throws {
        guard (1...2_000).contains(customers) else { throw ValidationError("--customers must be between 1 and 2000") }
        guard minutes > 0, minutes <= 24 * 60 else { throw ValidationError("--minutes must be above 0 and at most a day") }
        guard Self.perSecond(rate) != nil else { throw ValidationError("--rate must be as 5/s or 30/m, at most 1000/s, not \"\(rate)\"") }
        guard desk.hasPrefix("http://") || desk.hasPrefix("https://") else {
            throw ValidationError("--desk must be an address, as http://127.0.0.1:8080")
        }
    }

    func run() async throws {
        let perSecond = Self.perSecond(rate) ?? 1
        let address = desk.hasSuffix("/") ? String(desk.dropLast()) : desk
        let crowd = Crowd(customers: customers, rate: perSecond, minutes: minutes, desk: address)
        say("\(customers) customers write \(rate) to \(address) for \(minutes.formatted) min")
        let result: Crowd.Result
        do {
            result = try await crowd.run { done in if done > 0 { say("\(done) messages") } }
        } catch {
            try await crowd.end()
            throw Failure("\(error)")
        }
        try await crowd.end()
        say(
            "wrote \(result.written), refused \(result.refused), taken by the desk \(result.taken), answers received \(result.answers), "
                + "\((Double(result.written) / max(result.seconds, 0.001)).formatted) a second")
    }

    /// `5/s`, `30/m`, or a bare number a second.
    static func perSecond(_ text: String) -> Double? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let number = parts.first.flatMap({ Double($0) }), number > 0 else { return nil }
        let rate: Double
        switch parts.count == 1 ? "s" : parts[1] {
        case "s": rate = number
        case "m": rate = number / 60
        default: return nil
        }
        return parts.count <= 2 && rate <= 1000 ? rate : nil
    }
}

extension Double {
    /// At most one decimal.
    fileprivate var formatted: String {
        let rounded = (self * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
