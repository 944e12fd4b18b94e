import NIOConcurrencyHelpers

/// Slows guessing. Known users' failures stand in their row; unknown e-mails and network addresses are counted here, so that both look alike.
package final class SignInBrake: Sendable {
    package struct Tally: Sendable, Equatable {
        package var failures: Int64 = 0
        package var lastAt: Int64 = 0
    }
    static let window: Int64 = 15 * 60_000
    /// Free failures of one e-mail.
    static let patience: Int64 = 5
    /// Free failures of one network address: a whole office may share it.
    static let addressPatience: Int64 = 30
    private static let bound = 10_000

    private let tallies = NIOLockedValueBox<[String: Tally]>([:])

    package init() {}

    /// Milliseconds still to wait after so many failures, the last one then; nil when a try is free.
    package static func wait(_ tally: Tally, patience: Int64, now: Int64) -> Int64? {
        guard tally.failures >= patience, now - tally.lastAt < window else { return nil }
        let doublings = min(tally.failures - patience, 6)
        let left = tally.lastAt + min(window, 15_000 << doublings) - now
        return left > 0 ? left : nil
    }

    /// The tally after one more failure: an old one is forgotten.
    package static func next(_ tally: Tally, now: Int64) -> Tally {
        Tally(failures: now - tally.lastAt < window ? tally.failures + 1 : 1, lastAt: now)
    }

    /// Counts a try as failed before it is judged, so that a thousand at once don't all pass; or says how long to wait.
    func charge(_ key: String, patience: Int64, now: Int64) -> Int64? {
        tallies.withLockedValue { tallies in
            let tally = tallies[key] ?? Tally()
            if let wait = Self.wait(tally, patience: patience, now: now) { return wait }
            if tallies.count >= Self.bound { tallies = tallies.filter { now - $0.value.lastAt < Self.window } }
            if tallies.count >= Self.bound { tallies.removeAll() }
            tallies[key] = Self.next(tally, now: now)
            return nil
        }
    }
    /// The try was right after all.
    func refund(_ key: String) {
        tallies.withLockedValue { tallies in
            guard let tally = tallies[key] else { return }
            tallies[key] = tally.failures <= 1 ? nil : Tally(failures: tally.failures - 1, lastAt: tally.lastAt)
        }
    }
}
