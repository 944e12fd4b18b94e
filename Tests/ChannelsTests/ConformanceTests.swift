import Crypto
import Foundation
import Testing

@testable import Channels
@testable import Desk

/// What holds for every channel, whatever it speaks.
@Suite struct ConformanceTests {
    static let channels: [any Channel] = {
        let client = OutsideClient(allowLoopback: false)
        let files = AttachmentStore(folder: NSTemporaryDirectory() + "conformance")
        return [
            APIChannel(client: client, publicURL: "https://desk.example"), WebChatChannel(), WhatsAppChannel(client: client, files: files),
        ]
    }()
    static let secret = ChannelSecrets(values: ["accessToken": "a", "appSecret": "clave", "verifyToken": "v"]).bytes

    private func signed(_ body: [UInt8], key: String = "clave", name: String = "X-Hub-Signature-256") -> Delivery {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(key.utf8)))
        return Delivery(body: body, headers: [(name, "sha256=" + code.map { String(format: "%02x", $0) }.joined())])
    }

    @Test func namesAreDistinctAndKnown() {
        #expect(Set(Self.channels.map(\.name)).count == Self.channels.count)
        for channel in Self.channels { #expect(ChannelAccount.channelKinds.contains(channel.name)) }
    }

    /// Whatever arrives, signed or not, is taken or refused in our own words.
    @Test func nothingThatArrivesIsMoreThanRefused() {
        let bodies = [
            "", "{}", "[]", "null", "\u{0}", "{\"entry\":[{\"changes\":[{}]}]}", String(repeating: "[", count: 5000), "<html></html>",
        ]
        for channel in Self.channels {
            for body in bodies {
                let bytes = Array(body.utf8)
                for delivery in [Delivery(body: bytes), signed(bytes), signed(bytes, key: "otra"), signed(bytes, name: "X-Hub-Signature")] {
                    do { try channel.verify(delivery, secret: Self.secret) } catch {
                        #expect(error is DeskError, "\(channel.name) \(body)")
                    }
                    do { try channel.verify(delivery, secret: nil) } catch { #expect(error is DeskError, "\(channel.name) \(body)") }
                }
            }
        }
    }

    @Test func onlyTheRightSignatureOverTheRawBytesPasses() throws {
        let channel = try #require(Self.channels.first { $0.name == "whatsapp" })
        let body = Array(#"{"entry":[],"x":"\u00e4"}"#.utf8)
        try channel.verify(signed(body), secret: Self.secret)
        try channel.verify(signed(body, name: "x-hub-signature-256"), secret: Self.secret)
        var other = body
        other[0] = 0x20
        for wrong in [
            signed(body, key: "otra"), Delivery(body: body), Delivery(body: other, headers: signed(body).headers),
            Delivery(body: body, headers: [("X-Hub-Signature-256", "sha256=")]),
            Delivery(body: body, headers: [("X-Hub-Signature-256", "sha1=00")]),
        ] {
            #expect(throws: DeskError.self) { try channel.verify(wrong, secret: Self.secret) }
        }
    }

    @Test func theHandshakeTakesItsOwnTokenAlone() throws {
        let channel = try #require(Self.channels.first { $0.name == "whatsapp" })
        let asked = ["hub.mode": "subscribe", "hub.verify_token": "v", "hub.challenge": "1158201444"]
        #expect(try channel.answer(to: asked, secret: Self.secret) == "1158201444")
        for (name, value) in [
            ("hub.mode", "unsubscribe"), ("hub.verify_token", "w"), ("hub.verify_token", ""),
            ("hub.challenge", String(repeating: "1", count: 201)),
        ] {
            #expect(throws: DeskError.self) { try channel.answer(to: asked.merging([name: value]) { $1 }, secret: Self.secret) }
        }
        #expect(throws: DeskError.self) { try channel.answer(to: asked, secret: nil) }
    }

    /// A file every channel takes, and a limit that is said in words wherever there is one.
    @Test func filesAreJudgedInWords() throws {
        for channel in Self.channels {
            try channel.check(SentFile(name: "foto.jpg", type: "image/jpeg", size: 1000))
            do {
                try channel.check(SentFile(name: "enorme.jpg", type: "image/jpeg", size: 1 << 40))
            } catch let error as DeskError {
                #expect(error.code == "message.too_big" && error.message.description.contains("MB"))
            }
        }
    }
}
