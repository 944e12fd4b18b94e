import Crypto
import Desk

/// `X-Hub-Signature-256: sha256=<hex>` over the bytes as they came: Meta escapes non-ASCII its own way, so a body written anew would differ.
enum WhatsAppSignature {
    static func require(_ delivery: Delivery, key: String) throws {
        guard let header = delivery.header("x-hub-signature-256"), header.hasPrefix("sha256="), let given = bytes(header.dropFirst(7))
        else {
            throw DeskError("signature.refused", "La entrega no trae la firma X-Hub-Signature-256.")
        }
        // Compared in constant time by the library.
        guard
            HMAC<SHA256>.isValidAuthenticationCode(given, authenticating: delivery.body, using: SymmetricKey(data: Array(key.utf8)))
        else {
            throw DeskError(
                "signature.refused", "La firma no es la de esta línea: revisa «appSecret», la clave secreta de la aplicación en Meta.")
        }
    }

    private static func bytes(_ hex: Substring) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        func value(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 48...57: byte - 48
            case 97...102: byte - 87
            case 65...70: byte - 55
            default: nil
            }
        }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: 64, by: 2) {
            guard let high = value(digits[place]), let low = value(digits[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
