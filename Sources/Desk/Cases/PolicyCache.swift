import NIOConcurrencyHelpers

/// A policy's text is decoded once, not once a verb.
enum PolicyCache {
    private static let known = NIOLockedValueBox<[String: Policy]>([:])

    static func policy(_ json: String) throws -> Policy {
        if let policy = known.withLockedValue({ $0[json] }) { return policy }
        let policy = try Policy(json: json)
        known.withLockedValue {
            if $0.count > 500 { $0.removeAll() }
            $0[json] = policy
        }
        return policy
    }
}
