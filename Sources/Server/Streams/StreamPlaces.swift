import NIOConcurrencyHelpers

/// How many streams each holds: a person, a visitor, a network address.
final class StreamPlaces: Sendable {
    private let held = NIOLockedValueBox<[String: Int]>([:])

    /// Whether anybody of the staff has the desk open.
    var hasStaff: Bool { held.withLockedValue { $0.keys.contains { $0.hasPrefix("user:") } } }

    /// Nil where `key` holds as many as it may. Looked and taken in one step: however many ask at once, no more get one.
    func take(_ key: String, most: Int) -> StreamPlace? {
        let isTaken = held.withLockedValue { held in
            guard held[key, default: 0] < most else { return false }
            held[key, default: 0] += 1
            return true
        }
        return isTaken ? StreamPlace(key, in: self) : nil
    }

    fileprivate func give(back key: String) {
        held.withLockedValue { held in
            let left = (held[key] ?? 1) - 1
            held[key] = left > 0 ? left : nil
        }
    }
}

/// One stream's place, free again when nobody keeps it: also where the answer was never begun, as for a HEAD.
final class StreamPlace: Sendable {
    private let key: String
    private let places: StreamPlaces

    fileprivate init(_ key: String, in places: StreamPlaces) {
        self.key = key
        self.places = places
    }
    deinit { places.give(back: key) }
}
