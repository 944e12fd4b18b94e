/// What WhatsApp makes of telephone numbers: its id of a number isn't always the number's digits.
enum WhatsAppNumber {
    /// Digits without `+`; nil when it can't be a number.
    static func digits(_ text: String) -> String? {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        let rest = text.filter { !$0.isNumber && !"+-() ".contains($0) }
        return rest.isEmpty && (7...15).contains(digits.count) ? digits : nil
    }

    /// The `wa_id` that webhooks show. Brazil: outside the areas 11 to 28 the ninth digit is missing, since those accounts are older than it.
    /// Argentina: mobiles carry a 9 after the country.
    static func waID(_ digits: String) -> String {
        if digits.hasPrefix("55"), digits.count == 13, let area = Int(digits.dropFirst(2).prefix(2)), area > 28 {
            return "55\(area)" + digits.dropFirst(5)
        }
        if digits.hasPrefix("54"), !digits.hasPrefix("549"), digits.count == 12 { return "549" + digits.dropFirst(2) }
        return digits
    }

    /// One key for the forms in which a business may write a number.
    static func key(_ digits: String) -> String {
        if digits.hasPrefix("55"), digits.count == 13 { return String(digits.prefix(4) + digits.dropFirst(5)) }
        if digits.hasPrefix("549"), digits.count == 13 { return "54" + digits.dropFirst(3) }
        return digits
    }

    /// As people read it.
    static func display(_ number: String) -> String {
        guard number.hasPrefix("+51"), number.count == 12 else { return number }
        let own = number.dropFirst(3)
        return "+51 \(own.prefix(3)) \(own.dropFirst(3).prefix(3)) \(own.suffix(3))"
    }
}
