import Desk
import NIOConcurrencyHelpers

/// Rate limits by key in bounded memory: what was not used for two generations is forgotten, and starts full again.
package final class TokenBuckets: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: Int64
    }
    private struct State {
        var young: [String: Bucket] = [:]
        var old: [String: Bucket] = [:]
    }

    private let burst: Double
    private let perSecond: Double
    private let generation: Int
    private let now: @Sendable () -> Int64
    private let state = NIOLockedValueBox(State())

    /// - Parameters:
    ///   - generation: keys held before the older half is dropped.
    ///   - now: nanoseconds that only grow.
    package init(burst: Double, perSecond: Double, generation: Int = 10_000, now: @escaping @Sendable () -> Int64 = Clock.monotonic) {
        self.burst = burst
        self.perSecond = perSecond
        self.generation = generation
        self.now = now
    }

    /// Takes one token, or says how many seconds until there is one.
    package func take(_ key: String) -> Double? {
        let now = now()
        return state.withLockedValue { state in
            var bucket = state.young[key] ?? state.old[key] ?? Bucket(tokens: burst, at: now)
            bucket.tokens = min(burst, bucket.tokens + Double(now - bucket.at) / 1e9 * perSecond)
            bucket.at = now
            let isGranted = bucket.tokens >= 1
            if isGranted { bucket.tokens -= 1 }
            if state.young.count >= generation, state.young[key] == nil {
                state.old = state.young
                state.young = [:]
            }
            state.young[key] = bucket
            return isGranted ? nil : (1 - bucket.tokens) / perSecond
        }
    }

    package var count: Int { state.withLockedValue { $0.young.count + $0.old.count } }
}

/// Every rate limit of the server, on one page; how often a password may be tried is the Desk's own (`SignInBrake`).
struct Brakes: Sendable {
    let chatSessions = TokenBuckets(burst: 300, perSecond: 10)
    let visitorWrites = TokenBuckets(burst: 120, perSecond: 5)
    let chatAddresses = TokenBuckets(burst: 2_000, perSecond: 200)
    let sharedReads = TokenBuckets(burst: 120, perSecond: 4)
    let inbound = TokenBuckets(burst: 4_000, perSecond: 2_000)

    func spend(_ buckets: any KeyPath<Brakes, TokenBuckets> & Sendable, _ key: String) throws {
        if let seconds = self[keyPath: buckets].take(key) { throw Self.exceeded(seconds) }
    }

    static func exceeded(_ seconds: Double) -> DeskError {
        DeskError(
            "rate.exceeded", "Demasiadas peticiones seguidas; prueba otra vez en un momento.",
            extra: ["retryAfter": "\(max(1, Int(seconds.rounded(.up))))"])
    }
}
