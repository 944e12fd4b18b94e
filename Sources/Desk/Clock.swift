#if canImport(Glibc)
    import Glibc
#endif

package enum Clock {
    /// Milliseconds UTC by this machine's wall clock; verbs use the engine's (`Change.now`).
    package static func wall() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
    /// Nanoseconds that only grow: for durations.
    package static func monotonic() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
