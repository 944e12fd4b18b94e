import Storage

/// Where the simulator answers in place of Meta: on this machine, on the port that serves the desk.
enum SimulatedGraph {
    static let path = "/simulator/graph"
    static func url(port: Int = 8080) -> String { "http://127.0.0.1:\(port)\(path)" }
    static func isOne(_ url: String?) -> Bool { url?.hasPrefix("http://127.0.0.1:") == true && url?.hasSuffix(path) == true }
}

extension Desk {
    /// Lines that the simulator plays follow the desk to the port it is served on.
    package func aimSimulatedLines(port: Int) async throws {
        let url = SimulatedGraph.url(port: port)
        let lost = try await read { try ChannelAccount.all($0) }.filter {
            SimulatedGraph.isOne($0.settings.graphURL) && $0.settings.graphURL != url
        }
        guard !lost.isEmpty else { return }
        try await write(by: .system) { change in
            for var account in lost {
                account.settings.graphURL = url
                try change.run(
                    "update channel_account set settings = $2 where id = $1", [.text(account.id.text), .text(account.settings.json)])
                try change.configured("account.changed", account.id.text)
            }
        }
    }
}
