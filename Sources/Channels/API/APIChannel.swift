import Crypto
import Desk
import Foundation

/// Bring your own channel: inbound by `POST /api/v1/inbound/{account}`, outbound by the account's `deliverTo`, else fetched from its outbox.
package struct APIChannel: Channel {
    package let name = "api"
    private let client: OutsideClient
    private let publicURL: String

    /// `publicURL` is put before the attachments' addresses.
    package init(client: OutsideClient, publicURL: String) {
        self.client = client
        self.publicURL = publicURL
    }

    package func pushes(_ account: ChannelAccount) -> Bool { account.settings.deliverTo != nil }

    package func read(_ delivery: Delivery, account: ChannelAccount) throws -> [DeliveredItem] {
        throw DeskError(
            "channel.no_webhook", "Una cuenta de API no recibe webhooks; envía los mensajes por /api/v1/inbound/\(account.slug).")
    }

    package func send(_ message: Outbound, account: ChannelAccount, secret: [UInt8]?) async throws -> Sent {
        guard let url = account.settings.deliverTo else { return Sent(providerID: message.id.text) }
        let body = body(of: message)
        var headers = [("Content-Type", "application/json")]
        if let secret {
            let signature = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: secret))
            headers.append(("X-Ventanilla-Signature", "sha256=\(hex(signature))"))
        }
        let answer = try await client.post(url, body: body, headers: headers)
        switch answer.status {
        case 200...299:
            guard let said = try? JSONDecoder().decode(Accepted.self, from: Data(answer.body)), !said.providerId.isEmpty,
                said.providerId.utf8.count <= 200
            else { throw SendFailure.unknown(reason: "El servidor respondió \(answer.status) sin un providerId legible.") }
            return Sent(providerID: said.providerId)
        case 429, 500...: throw SendFailure.retry(after: answer.retryAfter, reason: "El servidor respondió \(answer.status).")
        default:
            let said = try? JSONDecoder().decode(Refused.self, from: Data(answer.body))
            throw SendFailure.refused(reason: said.map { String($0.reason.prefix(300)) } ?? "El servidor respondió \(answer.status).")
        }
    }

    private struct Accepted: Decodable { let providerId: String }
    private struct Refused: Decodable { let reason: String }

    private func body(of message: Outbound) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            json.field("id", message.id)
            json.field("case", message.caseNumber)
            json.key("to")
            json.object { json in
                json.field("kind", message.to.kind)
                json.field("value", message.to.value)
            }
            json.field("kind", message.kind.rawValue)
            if !message.text.isEmpty { json.field("text", message.text) }
            if !message.files.isEmpty {
                json.key("attachments")
                json.array(message.files) { json, file in
                    json.object { json in
                        json.field("id", file.id)
                        json.field("name", file.name)
                        json.field("type", file.type)
                        json.field("size", file.size)
                        json.field("url", publicURL + file.url)
                    }
                }
            }
        }
        return json.bytes
    }
}
