import Desk
import NIOCore

/// Calls to the Graph API for one line: its address, its version, its credential.
struct GraphCall: Sendable {
    let client: OutsideClient
    let base: String
    let phoneNumberID: String
    let token: String

    /// Throws `SendFailure.refused` where the line isn't set up to the end.
    init(_ account: ChannelAccount, _ secret: [UInt8]?, _ client: OutsideClient) throws {
        guard let token = WhatsAppSecrets(secret).accessToken, let id = account.settings.phoneNumberId else {
            throw SendFailure.refused(reason: "A la línea le faltan sus datos de WhatsApp; avisa a un administrador.")
        }
        self.client = client
        self.token = token
        phoneNumberID = id
        base = "\(account.settings.graphURL ?? AccountSettings.graphURL)/\(account.settings.graphVersion ?? AccountSettings.graphVersion)"
    }

    /// Posts one message. Throws `SendFailure`: `unknown` wherever Meta may have taken it.
    func send(_ body: [UInt8]) async throws -> Sent {
        let answer = try await post(body)
        guard (200...299).contains(answer.status) else { throw failure(answer) }
        let tree = try? JSONParser.parse(answer.body, oddities: .lenient)
        guard let id = tree?["messages"]?.items.first?["id"]?.text, id.utf8.count <= 400 else {
            throw GraphFault(status: answer.status, body: answer.body)?.failure(after: answer.retryAfter)
                ?? GraphFault.failure(ofPage: answer.status, after: answer.retryAfter)
        }
        return Sent(providerID: id)
    }

    /// Posts what makes no message: done, or a failure.
    func order(_ body: [UInt8]) async throws {
        let answer = try await post(body)
        let tree = try? JSONParser.parse(answer.body, oddities: .lenient)
        guard (200...299).contains(answer.status), tree?["success"] == .bool(true) else { throw failure(answer) }
    }

    private func post(_ body: [UInt8]) async throws -> OutsideClient.Answer {
        try await client.post("\(base)/\(phoneNumberID)/messages", body: body, headers: [("Content-Type", "application/json")] + headers)
    }

    var headers: [(String, String)] { [("Authorization", "Bearer \(token)"), ("Accept", "application/json")] }

    func failure(_ answer: OutsideClient.Answer) -> SendFailure {
        GraphFault(status: answer.status, body: answer.body)?.failure(after: answer.retryAfter)
            ?? GraphFault.failure(ofPage: answer.status, after: answer.retryAfter)
    }
}
