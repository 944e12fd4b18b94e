/// A telephone number as one key, E.164 with `+`, however people and providers write it. Pure.
package struct PhoneNumber: Sendable, Equatable {
    /// `+5511987654321`: equal for every way of writing the same number.
    package let value: String
    /// `+55 11 98765-4321`
    package let display: String

    /// Nil when it can't be a telephone number. Without `+` or `00` it belongs to `country` (ISO 3166), unless it already begins with its code.
    package init?(_ text: String, country: String) {
        guard let written = Self.digits(of: text) else { return nil }
        let full: String
        if written.isInternational {
            full = written.digits
        } else if let plan = Plan.of(country: country) {
            full = plan.international(written.digits)
        } else {
            full = written.digits
        }
        guard (8...15).contains(full.utf8.count), !full.hasPrefix("0"), let plan = Plan.of(number: full) else { return nil }
        let national = plan.canonical(String(full.dropFirst(plan.code.count)))
        guard plan.lengths.contains(national.utf8.count) else { return nil }
        value = "+\(plan.code)\(national)"
        display = "+\(plan.code) \(plan.grouped(national))"
    }

    private static func digits(of text: String) -> (digits: String, isInternational: Bool)? {
        var digits = ""
        var isInternational = false
        for character in text.unicodeScalars {
            switch character {
            case "0"..."9": digits.unicodeScalars.append(character)
            case "+" where digits.isEmpty && !isInternational: isInternational = true
            case " ", "-", ".", "(", ")", "/", "\u{A0}", "\u{2009}", "\u{202F}", "\u{2010}", "\u{2011}", "\u{2013}", "\u{200E}", "\u{202A}",
                "\u{202C}":
                continue
            default: return nil
            }
        }
        if !isInternational, digits.hasPrefix("00") { return (String(digits.dropFirst(2)), true) }
        return (digits, isInternational)
    }
}

/// How one country writes its numbers, as far as finding the same one again needs it.
private struct Plan {
    let country: String
    let code: String
    /// Digits after the country's code.
    let lengths: ClosedRange<Int>
    let groups: [Int: [Int]]

    static func of(country: String) -> Plan? { all.first { $0.country == country.uppercased() } }
    static func of(number: String) -> Plan? {
        all.first { number.hasPrefix($0.code) } ?? Plan("", unlistedCode(number), 4...13, [:])
    }
    /// Countries without a row: all codes are one to three digits; only those of North America and Russia have one.
    private static func unlistedCode(_ number: String) -> String {
        let twoDigits: Set<String> = [
            "20", "27", "30", "31", "32", "33", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "60", "61", "62", "63",
            "64", "65", "66",
            "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
        ]
        if number.hasPrefix("7") { return "7" }
        let two = String(number.prefix(2))
        return twoDigits.contains(two) ? two : String(number.prefix(3))
    }

    private init(_ country: String, _ code: String, _ lengths: ClosedRange<Int>, _ groups: [Int: [Int]]) {
        self.country = country
        self.code = code
        self.lengths = lengths
        self.groups = groups
    }

    private static let all = [
        Plan("PE", "51", 8...9, [9: [3, 3, 3], 8: [1, 3, 4]]), Plan("AR", "54", 10...11, [11: [1, 2, 4, 4], 10: [2, 4, 4]]),
        Plan("BR", "55", 10...11, [11: [2, 5, 4], 10: [2, 4, 4]]), Plan("CL", "56", 9...9, [9: [1, 4, 4]]),
        Plan("CO", "57", 10...10, [10: [3, 3, 4]]),
        Plan("MX", "52", 10...10, [10: [2, 4, 4]]), Plan("VE", "58", 10...10, [10: [3, 3, 4]]), Plan("EC", "593", 8...9, [9: [2, 3, 4]]),
        Plan("BO", "591", 8...8, [8: [4, 4]]), Plan("PY", "595", 9...9, [9: [3, 3, 3]]), Plan("UY", "598", 8...8, [8: [4, 4]]),
        Plan("CR", "506", 8...8, [8: [4, 4]]), Plan("PA", "507", 7...8, [8: [4, 4]]), Plan("GT", "502", 8...8, [8: [4, 4]]),
        Plan("SV", "503", 8...8, [8: [4, 4]]), Plan("HN", "504", 8...8, [8: [4, 4]]), Plan("NI", "505", 8...8, [8: [4, 4]]),
        Plan("US", "1", 10...10, [10: [3, 3, 4]]), Plan("DO", "1", 10...10, [10: [3, 3, 4]]), Plan("ES", "34", 9...9, [9: [3, 3, 3]]),
        Plan("PT", "351", 9...9, [9: [3, 3, 3]]),
    ]

    /// What people dial at home, with the country's code in front: a leading 0 (or 01 in Mexico) only reaches the next exchange.
    func international(_ digits: String) -> String {
        if digits.hasPrefix(code) {
            let national = canonical(String(digits.dropFirst(code.count)))
            if lengths.contains(national.utf8.count), !lengths.contains(digits.utf8.count) { return digits }
        }
        var national = digits[...]
        if country == "MX", national.utf8.count > 10, national.hasPrefix("01") { national = national.dropFirst(2) }
        while national.hasPrefix("0") { national = national.dropFirst() }
        let isHome = national.utf8.count <= lengths.upperBound + (country == "AR" || country == "MX" ? 2 : 0)
        return isHome ? code + national : String(national)
    }

    /// One form for numbers that their country writes in two.
    func canonical(_ written: String) -> String {
        let national = written.hasPrefix("0") ? String(written.drop { $0 == "0" }) : written
        switch country {
        case "BR":  // mobiles got a ninth digit; providers still send eight
            guard national.utf8.count == 10, let first = national.dropFirst(2).first, "6789".contains(first) else { return national }
            return "\(national.prefix(2))9\(national.dropFirst(2))"
        case "AR":  // mobiles: 9 before the area code from abroad, 15 after it at home; kept with the 9, as providers do
            if national.utf8.count == 11, national.hasPrefix("9") { return national }
            if national.utf8.count == 10 { return "9" + national }
            guard national.utf8.count == 12 else { return national }
            let local = national.hasPrefix("11") ? 2 : [3, 4, 2].first { national.dropFirst($0).hasPrefix("15") } ?? 0
            guard local > 0, national.dropFirst(local).hasPrefix("15") else { return national }
            return "9\(national.prefix(local))\(national.dropFirst(local + 2))"
        case "MX":  // mobiles had a 1 until 2019; providers still send it
            return national.utf8.count == 11 && national.hasPrefix("1") ? String(national.dropFirst()) : national
        default: return national
        }
    }

    func grouped(_ national: String) -> String {
        var rest = national[...]
        var parts: [Substring] = []
        for size in groups[national.utf8.count] ?? [] {
            parts.append(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        if !rest.isEmpty { parts.append(rest) }
        return parts.joined(separator: " ")
    }
}
