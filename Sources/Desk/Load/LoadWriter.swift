import Storage

/// Invents the cases of a load one after the other, oldest first, as a database grows.
struct LoadWriter {
    private let ground: LoadGround
    private let total: Int
    private let messages: Int
    private let end: Int64
    private var customers: [LoadedCustomer] = []
    private var sequence: Int
    private var number: Int64
    private var days: [Int64: String] = [:]

    static let span: Int64 = 730 * 86_400_000

    init(_ ground: LoadGround, total: Int, messages: Int, end: Int64) {
        self.ground = ground
        self.total = total
        self.messages = messages
        self.end = end
        sequence = ground.customers
        number = ground.number
    }

    mutating func chunk(first: Int, count: Int, _ ids: IDMaker) -> LoadChunk {
        var rows = LoadChunk()
        for n in first..<first + count { add(n, ids, &rows) }
        return rows
    }

    private mutating func add(_ n: Int, _ ids: IDMaker, _ rows: inout LoadChunk) {
        var chance = LoadChance(seed: n, salt: 1)
        let born = end - Self.span + Self.span / Int64(total) * Int64(n)
        let line = chance.pick(ground.lines)
        // What is still alive is mostly young; one in two hundred is forgotten.
        let state = (n >= total - total / 10 && chance.happens(40)) || chance.below(200) == 0 ? Self.live(&chance) : .closed
        // Who has a live case has no other one: a scope is held once.
        let customer =
            state == .closed && !customers.isEmpty && chance.happens(65) ? chance.pick(customers) : arrive(line, born, ids, &chance, &rows)
        if state == .closed, customers.count < 5000 {
            customers.append(customer)
        } else if state == .closed {
            customers[n % 5000] = customer
        }
        number += 1
        let item = LoadedCase(
            number: number, state: state, line: line, customer: customer, born: born, end: end, most: messages, ids, &chance, ground, &rows)
        rows.number = number
        tally(item, &rows)
    }

    private mutating func arrive(
        _ line: LoadGround.Line, _ born: Int64, _ ids: IDMaker, _ chance: inout LoadChance, _ rows: inout LoadChunk
    ) -> LoadedCustomer {
        sequence += 1
        return LoadedCustomer(sequence, of: line, at: born, ids, &chance, &rows)
    }

    private static func live(_ chance: inout LoadChance) -> CaseState {
        switch chance.below(100) {
        case ..<15: .queued
        case ..<18: .offered
        case ..<80: .open
        default: .waiting
        }
    }

    /// As `checkCounters` counts.
    private mutating func tally(_ item: LoadedCase, _ rows: inout LoadChunk) {
        let queue = item.line.queue, agent = item.agent.id
        switch item.state {
        case .queued: rows.count("queue:\(queue):waiting")
        case .offered: rows.count("queue:\(queue):waiting")
        case .open, .waiting:
            rows.count("queue:\(queue):open")
            rows.count("agent:\(agent):open")
        case .closed:
            let day = day(at: item.closedAt)
            rows.count("queue:\(queue):closed")
            rows.count("queue:\(queue):closed:\(day)")
            rows.count("agent:\(agent):closed:\(day)")
        case .bot: break
        }
        if item.state.isLoad { rows.loads[agent, default: 0] += 1 }
    }

    private mutating func day(at milliseconds: Int64) -> String {
        let quarter = milliseconds / 900_000  // every zone's midnight is on one
        if let day = days[quarter] { return day }
        let day = ground.zone.day(at: milliseconds)
        days[quarter] = day
        return day
    }
}
