import Crypto

/// What proves who asks: 256 random bits behind a prefix that says what it is. Only its hash is kept.
enum Credential {
    static let session = "vs_"
    static let token = "vt_"

    static func make(_ prefix: String) -> String {
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255) }
        return prefix + base64url(bytes)
    }
    static func hash(_ credential: String) -> String { hex(SHA256.hash(data: Array(credential.utf8))) }

    private static func base64url(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var held = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                text.append(letters[Int(bits >> UInt32(held) & 63)])
            }
        }
        if held > 0 { text.append(letters[Int(bits << UInt32(6 - held) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
