import Crypto
import Foundation

/// The shapes of ids that the provider gives, and of ours.
enum Ids {
    /// `wamid.` and base64 of the customer's address and a random part; its two middle bytes tell who wrote.
    static func wamid(_ address: String, fromCustomer: Bool) -> String {
        let own = hex(fromCustomer ? 10 : 9)
        let address = Array(address.utf8.prefix(120))
        var bytes: [UInt8] = [0x1C, 0x18, UInt8(address.count)] + address
        bytes += [0x15, 0x02, 0x00, fromCustomer ? 0x12 : 0x11, 0x18, UInt8(own.utf8.count)]
        bytes += Array(own.utf8) + [0x00]
        return "wamid." + Data(bytes).base64EncodedString()
    }

    static func media() -> String { String(UInt64.random(in: 1_000_000_000_000_000...9_999_999_999_999_999)) }
    static func trace() -> String { "A" + Data((0..<16).map { _ in UInt8.random(in: 0...255) }).base64EncodedString().filter(\.isLetter) }
    static func hex(_ bytes: Int) -> String { (0..<bytes).map { _ in byte(.random(in: 0...255)) }.joined().uppercased() }
    static func own() -> String { UUID().uuidString.lowercased() }

    static func byte(_ byte: UInt8) -> String { String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }
}

extension Sequence<UInt8> {
    var hex: String { map(Ids.byte).joined() }
}

/// A business-scoped user id: the country's letters and digits.
enum UserID {
    static func make(country: String = "PE") -> String { "\(country).\(UInt64.random(in: 10_000_000_000_000...99_999_999_999_999))" }
    static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 1)
        return parts.count == 2 && parts[0].count == 2 && parts[0].allSatisfy(\.isUppercase) && parts[1].count >= 5
            && parts[1].allSatisfy { $0.isASCII && ($0.isNumber || $0.isLetter || $0 == ".") }
    }
}
