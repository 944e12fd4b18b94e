/// Calendar days: `2026-11-21`, or as people here write them, `21/11/2026`.
enum FormDate {
    static func read(_ text: String, min: String, max: String, today: String) -> FieldReading {
        guard let (year, month, day) = parts(text), (1900...2199).contains(year), (1...12).contains(month), day >= 1 else {
            return .wrong(.date, about: "")
        }
        let days = length(of: month, year)
        guard day <= days else { return .wrong(.day, about: "\(days)") }
        let date = "\(year)-\(two(month))-\(two(day))"
        let latest = max == "today" ? today : max, earliest = min == "today" ? today : min
        if !latest.isEmpty, date > latest { return .wrong(.tooBig, about: latest) }
        if !earliest.isEmpty, date < earliest { return .wrong(.tooSmall, about: earliest) }
        return .right(.text(date))
    }

    /// What a bound may be.
    static func isDay(_ text: String) -> Bool { read(text, min: "", max: "", today: "") == .right(.text(text)) }

    private static func parts(_ text: String) -> (year: Int, month: Int, day: Int)? {
        for separator in "-/." {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            guard parts.count == 3,
                parts.allSatisfy({ (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
            else { continue }
            let numbers = parts.compactMap { Int($0) }
            if separator == "-", parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2 {
                return (numbers[0], numbers[1], numbers[2])
            }
            guard parts[2].utf8.count == 4, parts[0].utf8.count <= 2, parts[1].utf8.count <= 2 else { return nil }
            return (numbers[2], numbers[1], numbers[0])
        }
        return nil
    }

    private static func length(of month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
