import Desk

/// WhatsApp Cloud API: webhooks in, Graph calls out. Wire format: Meta's OpenAPI of the Business Messaging API, v23.0.
package struct WhatsAppChannel: Channel {
    package let name = "whatsapp"
    let client: OutsideClient
    let files: AttachmentStore
    let voice: VoiceNote

    package init(client: OutsideClient, files: AttachmentStore, voice: VoiceNote = VoiceNote()) {
        self.client = client
        self.files = files
        self.voice = voice
    }

    package var abilities: Abilities {
        var abilities = Abilities()
        abilities.window = 24 * 3_600_000
        abilities.reactions = true
        abilities.voice = true
        abilities.readMarks = true
        abilities.confirmation = 60_000
        abilities.caption = 1024
        return abilities
    }

    package func pushes(_ account: ChannelAccount) -> Bool { true }

    package func answer(to query: [String: String], secret: [UInt8]?) throws -> String {
        guard let expected = WhatsAppSecrets(secret).verifyToken, let given = query["hub.verify_token"], query["hub.mode"] == "subscribe",
            let challenge = query["hub.challenge"], challenge.utf8.count <= 200,
            Vault.constantTimeEquals(Array(given.utf8), Array(expected.utf8))
        else {
            throw DeskError("signature.refused", "El token de verificación no es el de esta línea; copia el mismo en Meta y en la cuenta.")
        }
        return challenge
    }

    package func verify(_ delivery: Delivery, secret: [UInt8]?) throws {
        guard let key = WhatsAppSecrets(secret).appSecret else {
            throw DeskError("signature.refused", "A la línea le falta «appSecret», con el que Meta firma sus entregas.")
        }
        try WhatsAppSignature.require(delivery, key: key)
    }

    package func read(_ delivery: Delivery, account: ChannelAccount) throws -> [DeliveredItem] {
        try WhatsAppInbound.items(in: delivery.body)
    }

    package func check(_ file: SentFile) throws { _ = try WhatsAppFile.kind(of: file) }
}

/// What Meta and we share for one line.
struct WhatsAppSecrets {
    let accessToken: String?
    let appSecret: String?
    let verifyToken: String?

    init(_ clear: [UInt8]?) {
        let values = ChannelSecrets(clear).values
        accessToken = values["accessToken"]
        appSecret = values["appSecret"]
        verifyToken = values["verifyToken"]
    }
}
