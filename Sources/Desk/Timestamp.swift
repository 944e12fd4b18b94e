/// Milliseconds UTC ⇄ RFC 3339, by arithmetic (the library's formatter costs 86 µs a call).
package enum Timestamp {
    /// Bytes of one written time.
    static let length = 24

    package static func text(_ milliseconds: Int64) -> String {
        String(unsafeUninitializedCapacity: length) { buffer in
            if let start = buffer.baseAddress { write(milliseconds, to: start) }
            return length
        }
    }

    /// `text` has room for `length` bytes.
    static func write(_ milliseconds: Int64, to text: UnsafeMutablePointer<UInt8>) {
        var (day, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        if rest < 0 {
            day -= 1
            rest += 86_400_000
        }
        let (year, month, date) = civil(day)
        let clock = Int(rest)
        func two(_ value: Int, at place: Int) {
            text[place] = UInt8(48 + value / 10)
            text[place + 1] = UInt8(48 + value % 10)
        }
        two(Int(year) / 100, at: 0)
        two(Int(year) % 100, at: 2)
        text[4] = UInt8(ascii: "-")
        two(month, at: 5)
        text[7] = UInt8(ascii: "-")
        two(date, at: 8)
        text[10] = UInt8(ascii: "T")
        two(clock / 3_600_000, at: 11)
        text[13] = UInt8(ascii: ":")
        two(clock / 60_000 % 60, at: 14)
        text[16] = UInt8(ascii: ":")
        two(clock / 1000 % 60, at: 17)
        text[19] = UInt8(ascii: ".")
        text[20] = UInt8(48 + clock % 1000 / 100)
        two(clock % 100, at: 21)
        text[23] = UInt8(ascii: "Z")
    }

    /// `2026-11-21T15:42:31.120Z`, with or without a fraction, `Z` or `±hh:mm`. Nil when it is anything else or no real date.
    package static func parse(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54 || bytes[10] == 0x74, bytes[13] == 0x3A,
            bytes[16] == 0x3A
        else { return nil }
        func number(_ from: Int, _ count: Int) -> Int64? {
            guard from + count <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[from..<from + count] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 48)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let date = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2),
            let second = number(17, 2), (1...12).contains(month), (1...31).contains(date), hour < 24, minute < 60, second < 61
        else { return nil }
        var place = 19
        var millis: Int64 = 0
        if place < bytes.count, bytes[place] == 0x2E {
            place += 1
            var scale: Int64 = 100
            let first = place
            while place < bytes.count, (48...57).contains(bytes[place]) {
                millis += Int64(bytes[place] - 48) * scale
                scale /= 10
                place += 1
            }
            if place == first { return nil }
        }
        let offset: Int64
        switch place < bytes.count ? bytes[place] : 0 {
        case 0x5A, 0x7A:
            guard bytes.count == place + 1 else { return nil }
            offset = 0
        case 0x2B, 0x2D:
            guard bytes.count == place + 6, bytes[place + 3] == 0x3A, let hours = number(place + 1, 2), let minutes = number(place + 4, 2)
            else { return nil }
            offset = (hours * 60 + minutes) * (bytes[place] == 0x2B ? 1 : -1)
        default: return nil
        }
        let day = days(year: year, month: month, date: date)
        guard civil(day) == (year, Int(month), Int(date)) else { return nil }
        return ((day * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1000 + millis
    }

    /// Days since 1970-01-01 → year, month, day (Howard Hinnant's civil_from_days).
    private static func civil(_ day: Int64) -> (Int64, Int, Int) {
        let z = day + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let doe = z - era * 146_097
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
        let mp = (5 * doy + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yoe + era * 400 + (month <= 2 ? 1 : 0), Int(month), Int(doy - (153 * mp + 2) / 5 + 1))
    }
    private static func days(year: Int64, month: Int64, date: Int64) -> Int64 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yoe = y - era * 400
        let doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + date - 1
        return era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
    }
}
