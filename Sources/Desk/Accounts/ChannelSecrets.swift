import FoundationEssentials

/// A line's named secrets, kept sealed as one JSON object. Never logged, never answered: only their names are.
package struct ChannelSecrets: Sendable, Equatable {
    package var values: [String: String]

    package init(values: [String: String] = [:]) { self.values = values }
    /// From what `desk.secret(of:)` opened; empty where there is nothing, or a single secret without a name.
    package init(_ clear: [UInt8]?) {
        values = clear.flatMap { try? JSONDecoder().decode([String: String].self, from: Data($0)) } ?? [:]
    }
    package var bytes: [UInt8] {
        var json = JSONText()
        json.object { json in
            for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                json.key(named: name)
                json.string(value)
            }
        }
        return json.bytes
    }

    /// The names that each kind of line has; a kind that is not here has one secret without a name.
    package static let names: [String: [String]] = ["whatsapp": ["accessToken", "appSecret", "verifyToken"]]
}

extension Desk {
    /// The named secrets of a line in the clear, for whoever plays its provider on this machine (`--demo`, `--simulator`).
    package func channelSecrets(of slugOrID: String) async throws -> [String: String] {
        ChannelSecrets(try await secret(of: try await account(slugOrID))).values
    }
}
