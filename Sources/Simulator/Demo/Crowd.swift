import Foundation

/// Many customers at a steady rate, through the simulator of a desk that runs: for trying and measuring it.
package struct Crowd: Sendable {
    package struct Result: Sendable {
        package var written = 0
        package var refused = 0
        package var taken = 0
        package var read = 0
        package var answers = 0
        package var seconds = 0.0
    }

    let customers: Int
    let rate: Double
    let seconds: Double
    let desk: String
    let post: Post

    /// - Parameter desk: the running desk's address, without a slash at its end.
    package init(customers: Int, rate: Double, minutes: Double, desk: String, post: Post = .network()) {
        self.customers = customers
        self.rate = rate
        seconds = minutes * 60
        self.desk = desk
        self.post = post
    }

    /// Throws `CrowdError` where there is no simulator, or it refuses the customers.
    package func run(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> Result {
        let phones = try await gather()
        let started = ContinuousClock.now
        var result = Result()
        let total = Int((rate * seconds).rounded())
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<total {
                try await Task.sleep(until: started + .seconds(Double(number) / rate), clock: .continuous)
                let phone = phones[number % phones.count]
                group.addTask { try await write(Self.text(number), on: phone) }
                if number % max(1, Int(rate) * 10) == 0 { progress(number) }
            }
            for try await isTaken in group { if isTaken { result.written += 1 } else { result.refused += 1 } }
        }
        let took = ContinuousClock.now - started
        result.seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        return try await count(phones, into: result)
    }

    package func end() async throws { try await post.end() }

    private func gather() async throws -> [String] {
        var phones: [String] = []
        for number in 0..<customers {
            let digits = "+5191" + String(repeating: "0", count: 7 - "\(number)".count) + "\(number)"
            let answer = try await ask(
                "POST", "phones", ["name": JSON("Cliente \(number + 1)"), "number": JSON(digits), "automatic": true])
            guard let id = answer["id"]?.string else { throw CrowdError("the simulator at \(desk) gave a phone without an id") }
            phones.append(id)
        }
        return phones
    }

    private func write(_ text: String, on phone: String) async throws -> Bool {
        do {
            _ = try await ask("POST", "phones/\(phone)/messages", ["kind": "text", "text": JSON(text)])
            return true
        } catch is CrowdError {
            return false
        }
    }

    /// What the desk made of it, once nothing is under way any more.
    private func count(_ phones: [String], into result: Result) async throws -> Result {
        var result = result
        for attempt in 0..<20 {
            var pending = 0
            (result.taken, result.read, result.answers) = (0, 0, 0)
            for phone in phones {
                for message in try await ask("GET", "phones/\(phone)")["messages"]?.items ?? [] {
                    let status = message["status"]?.string
                    guard message["mine"]?.bool == true else {
                        result.answers += 1
                        continue
                    }
                    if status == "delivered" || status == "read" { result.taken += 1 } else { pending += 1 }
                    if status == "read" { result.read += 1 }
                }
            }
            if pending == 0 || attempt == 19 { break }
            try await Task.sleep(for: .milliseconds(500))
        }
        return result
    }

    private func ask(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        let outgoing = Outgoing(
            method: method, url: "\(desk)/simulator/api/\(path)", headers: body == nil ? [] : [("Content-Type", "application/json")],
            body: body?.bytes() ?? [])
        let answer: Incoming
        do { answer = try await post.send(outgoing) } catch {
            throw CrowdError("nobody answers at \(desk): start \"ventanilla serve --demo\"")
        }
        let json = try? JSON.parse(answer.body)
        guard (200...299).contains(answer.status) else {
            let said = json?["detail"]?.string ?? "HTTP \(answer.status)"
            throw CrowdError("the simulator at \(desk) refused: \(said); it is there with --demo or --simulator only")
        }
        return json ?? [:]
    }

    private static func text(_ number: Int) -> String { texts[number % texts.count] + " (\(number + 1))" }
    private static let texts = [
        "Hola, buenas tardes", "¿Tienen stock de la lámpara Ámbar?", "¿Cuánto demora el envío a Cusco?", "Mi pedido no ha llegado todavía",
        "Quisiera cambiar el color", "¿Hacen factura?", "Gracias 🙏", "¿Me confirman la dirección?", "Sigo esperando respuesta", "Perfecto",
    ]
}

package struct CrowdError: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}
