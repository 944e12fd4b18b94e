/// A time in a filter: a moment, a day there, or one that goes with the clock, as saved views need it.
package struct Moment: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case at(Int64)
        /// A day of the organisation's calendar.
        case day(CalendarDay)
        case ago(milliseconds: Int64)
        /// The day that began so many days before this one.
        case dayAgo(Int64)
        case week, month
    }
    package struct CalendarDay: Sendable, Equatable {
        /// Midnight as if there were no time zones.
        let naive: Int64
    }

    let kind: Kind
    /// As it was written.
    package let text: String

    package init(at time: Int64) {
        kind = .at(time)
        text = Timestamp.text(time)
    }

    /// Nil where it is none of: RFC 3339, `2026-11-21`, `today`, `yesterday`, `week` (since Monday), `month`, `-7d`, `-12h`.
    package init?(_ text: String) {
        self.text = text
        switch text {
        case "today": kind = .dayAgo(0)
        case "yesterday": kind = .dayAgo(1)
        case "week": kind = .week
        case "month": kind = .month
        default:
            if let time = Timestamp.parse(text) {
                kind = .at(time)
            } else if CalendarDate(text) != nil, let midnight = Timestamp.parse("\(text)T00:00:00Z") {
                kind = .day(CalendarDay(naive: midnight))
            } else if text.hasPrefix("-"), let unit = text.last, let count = Int64(text.dropFirst().dropLast()),
                (0...36_600).contains(count),
                unit == "d" || unit == "h"
            {
                kind = .ago(milliseconds: count * (unit == "d" ? 86_400_000 : 3_600_000))
            } else {
                return nil
            }
        }
    }

    /// The same at any time of asking; nil for one that moves, or hangs on a time zone.
    package var fixed: Int64? { if case .at(let time) = kind { time } else { nil } }

    /// `isEnd`: a day or a longer time means its last millisecond.
    package func time(now: Int64, in organisation: Organisation?, isEnd: Bool) -> Int64 {
        let day: Int64 = 86_400_000
        func zone(_ time: Int64) -> Int64 { organisation?.offset(at: time) ?? 0 }
        func moment(_ naive: Int64) -> Int64 { naive - zone(naive - zone(naive)) }
        func days(_ first: Int64, _ count: Int64) -> Int64 { isEnd ? moment(first + count * day) - 1 : moment(first) }
        let there = now + zone(now)
        let today = there - ((there % day) + day) % day
        switch kind {
        case .at(let time): return time
        case .ago(let milliseconds): return now - milliseconds
        case .day(let date): return days(date.naive, 1)
        case .dayAgo(let count): return days(today - count * day, 1)
        case .week:
            // 1970-01-01 was a Thursday.
            return days(today - (today / day + 3) % 7 * day, 7)
        case .month:
            let name = Timestamp.text(today).prefix(8)
            let first = Timestamp.parse("\(name)01T00:00:00Z") ?? today
            guard isEnd else { return moment(first) }
            let next = Timestamp.parse("\(Timestamp.text(first + 32 * day).prefix(8))01T00:00:00Z") ?? today
            return moment(next) - 1
        }
    }
}
