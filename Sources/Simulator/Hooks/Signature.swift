import Crypto
import Foundation

/// `X-Hub-Signature-256`: HMAC-SHA256 of the raw body with the app's secret.
enum Signature {
    static func of(_ body: [UInt8], secret: String) -> String {
        "sha256=" + HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Data(secret.utf8))).hex
    }
}
