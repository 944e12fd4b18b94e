import Foundation
import Testing

@testable import Channels
@testable import Desk

@Suite struct WhatsAppOutboundTests {
    private let id: MessageID = ID("019aa5c2-7c1e-7a31-b6c4-5d3f0e8a9b10")

    private func body(
        _ to: Inbound.Sender, text: String = "Hola", replyTo: String? = nil, media: (kind: WhatsAppFile, id: String)? = nil,
        isVoice: Bool = false
    )
        throws -> JSONValue
    {
        let files = media.map { _ in
            [
                Outbound.File(
                    id: ID("f"), name: "boleta.pdf", type: "application/pdf", size: 1, url: "", stored: StoredFile(sha256: "", size: 1),
                    isVoice: isVoice)
            ]
        }
        let message = Outbound(
            id: id, attempt: 2, caseNumber: 7, to: to, kind: .text, text: text, files: files ?? [], replyTo: replyTo)
        let put = media.map { PutFile(kind: $0.kind, id: $0.id, duration: nil) }
        return try JSONParser.parse(WhatsAppBody.message(message, media: put))
    }

    @Test func aTextBearsOurIdAndWhatItAnswers() throws {
        let body = try body(Inbound.Sender(kind: "whatsapp", value: "+51987654321"), replyTo: "wamid.A")
        #expect(body["messaging_product"]?.text == "whatsapp" && body["to"]?.text == "51987654321" && body["type"]?.text == "text")
        #expect(body["text"]?["body"]?.text == "Hola" && body["text"]?["preview_url"] == .bool(false))
        #expect(body["context"]?["message_id"]?.text == "wamid.A")
        #expect(body["biz_opaque_callback_data"]?.text == "019aa5c2-7c1e-7a31-b6c4-5d3f0e8a9b10:2")
        #expect(InboundReceipt.Ours(text: "019aa5c2-7c1e-7a31-b6c4-5d3f0e8a9b10:2") == InboundReceipt.Ours(message: id, attempt: 2))
    }

    @Test func theProvidersOwnSpellingOfANumberIsUsed() throws {
        #expect(try body(Inbound.Sender(kind: "whatsapp", value: "+5511987654321", route: "551187654321"))["to"]?.text == "551187654321")
    }

    @Test func somebodyWithoutANumberIsTheRecipient() throws {
        let body = try body(Inbound.Sender(kind: "wa-user", value: "PE.134"))
        #expect(body["recipient"]?.text == "PE.134" && body["to"] == nil)
    }

    @Test func filesGoByTheirId() throws {
        let to = Inbound.Sender(kind: "whatsapp", value: "+51987654321")
        let document = try body(to, text: "La boleta", media: (.document, "77"))
        #expect(document["type"]?.text == "document" && document["document"]?["id"]?.text == "77")
        #expect(document["document"]?["filename"]?.text == "boleta.pdf" && document["document"]?["caption"]?.text == "La boleta")
        let note = try body(to, text: "", media: (.audio, "78"), isVoice: true)
        #expect(note["audio"]?["voice"] == .bool(true) && note["audio"]?["caption"] == nil)
    }

    @Test func aReactionNamesItsMessage() throws {
        let reaction = OutboundReaction(
            message: id, to: Inbound.Sender(kind: "whatsapp", value: "+51987654321"), target: "wamid.A", emoji: "")
        let body = try JSONParser.parse(WhatsAppBody.reaction(reaction))
        #expect(body["type"]?.text == "reaction" && body["reaction"]?["message_id"]?.text == "wamid.A")
        #expect(body["reaction"]?["emoji"] == .string("") && body["biz_opaque_callback_data"]?.text == "\(id):0")
    }
}
