import Glibc

/// Every stream is an open file: the soft limit of the shell (often 1,024) is raised to what the system allows.
package enum FileLimit {
    /// The limit now in force.
    @discardableResult
    package static func raise() -> UInt64 {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
        var wanted = limit
        wanted.rlim_cur = limit.rlim_max
        return setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &wanted) == 0 ? UInt64(wanted.rlim_cur) : UInt64(limit.rlim_cur)
    }
}
