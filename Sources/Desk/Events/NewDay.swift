/// Notices that a calendar day has begun where the organisation is: what was closed "today" is nothing again, though nothing happened.
struct NewDay {
    private static let length: Int64 = 86_400_000
    private var day: String?
    /// Milliseconds until the next one, as far as no clock is changed in between.
    private(set) var left: Int64 = 60_000

    mutating func hasBegun(at now: Int64, _ organisation: Organisation) -> Bool {
        let today = organisation.day(at: now)
        left = Self.length - (now + organisation.offset(at: now)) % Self.length
        defer { day = today }
        return day != nil && day != today
    }
}
