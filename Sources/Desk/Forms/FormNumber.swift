/// Decimal numbers as digits: nobody rounds an amount.
enum FormNumber {
    /// Currencies that are counted whole.
    private static let whole: Set<String> = ["CLP", "PYG", "JPY", "KRW", "VND", "ISK", "UGX"]

    static func decimals(of field: FormField) -> Int { field.kind == .number ? 6 : whole.contains(field.currency) ? 0 : 2 }

    static func read(_ text: String, as field: FormField) -> FieldReading {
        guard let (digits, decimals) = digits(text) else { return .wrong(.number, about: "") }
        let allowed = Self.decimals(of: field)
        guard decimals <= allowed else { return .wrong(.decimals, about: "\(allowed)") }
        guard digits.utf8.count(where: { (0x30...0x39).contains($0) }) <= 15 else { return .wrong(.number, about: "") }
        let number = Double(digits) ?? 0
        if let most = Double(field.max), number > most { return .wrong(.tooBig, about: field.max) }
        if let least = Double(field.min), number < least { return .wrong(.tooSmall, about: field.min) }
        return .right(.number(digits))
    }

    /// In the normal form, and how many decimals that has. One comma or point stands before them; blanks among the digits are no part of it.
    static func digits(_ text: String) -> (digits: String, decimals: Int)? {
        var rest = text.unicodeScalars.filter { $0 != " " && $0.value != 0xA0 && $0.value != 0x202F }[...]
        let isNegative = rest.first == "-"
        if isNegative { rest = rest.dropFirst() }
        let parts = rest.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0.value) } }) else { return nil }
        let head = String(String.UnicodeScalarView(parts[0].drop { $0 == "0" }))
        var tail = parts.count == 2 ? String(String.UnicodeScalarView(parts[1])) : ""
        while tail.hasSuffix("0") { tail.removeLast() }
        let magnitude = (head.isEmpty ? "0" : head) + (tail.isEmpty ? "" : "." + tail)
        return (isNegative && magnitude != "0" ? "-" + magnitude : magnitude, tail.utf8.count)
    }

    /// A JSON number without its exponent, as a program that reads it as a double would write it.
    static func plain(_ json: String) -> String? {
        guard let number = Double(json), number.isFinite, abs(number) < 1e21, number == 0 || abs(number) >= 1e-6 else { return nil }
        let written = "\(abs(number))".lowercased().split(separator: "e")
        let parts = written[0].split(separator: ".")
        var whole = String(parts[0]), decimals = parts.count == 2 && parts[1] != "0" ? String(parts[1]) : ""
        var exponent = written.count == 2 ? Int(written[1]) ?? 0 : 0
        while exponent > 0 {
            whole.append(decimals.isEmpty ? "0" : decimals.removeFirst())
            exponent -= 1
        }
        while exponent < 0 {
            decimals.insert(whole.popLast() ?? "0", at: decimals.startIndex)
            exponent += 1
        }
        return (number < 0 ? "-" : "") + (whole.isEmpty ? "0" : whole) + (decimals.isEmpty ? "" : "." + decimals)
    }
}
