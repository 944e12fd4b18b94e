/// Chance that is the same on every run: SplitMix64 of a number and what it is thrown for.
struct LoadChance {
    private var state: UInt64

    init(seed: Int, salt: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(salt) << 32 }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    /// 0 to `limit`, without it.
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }
    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }
    mutating func happens(_ percent: Int) -> Bool { below(100) < percent }
    mutating func pick<T>(_ all: [T]) -> T { all[below(all.count)] }
}
