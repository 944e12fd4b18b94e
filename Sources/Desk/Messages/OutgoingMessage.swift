/// What an agent asks to be written into a case.
package struct OutgoingMessage: Sendable {
    package enum Kind: String, Sendable { case text, note, media }
    package var kind: Kind
    package var text: String
    package var attachments: [AttachmentID]
    /// The newest message the author saw: a colleague's newer reply refuses this one, unless forced.
    package var after: MessageID?
    package var force: Bool
    package var replyTo: String?
    /// The one attachment was recorded to be heard: it goes out as a voice note.
    package var voice = false
    /// By another line or address of the same customer; nil is the case's own.
    package var via: ReplyVia?

    package init(
        kind: Kind, text: String = "", attachments: [AttachmentID] = [], after: MessageID? = nil, force: Bool = false,
        replyTo: String? = nil, voice: Bool = false, via: ReplyVia? = nil
    ) {
        self.via = via
        self.voice = voice
        self.kind = kind
        self.text = text
        self.attachments = attachments
        self.after = after
        self.force = force
        self.replyTo = replyTo
    }
    package static let longestText = 4096
}

extension OutgoingMessage {
    /// Throws what is wrong with it whatever the case.
    func validate() throws {
        if text.unicodeScalars.contains("\0") {
            throw DeskError.invalid("text", "text.nul", "El texto tiene un carácter nulo; quítalo y envía de nuevo.")
        }
        if text.count > Self.longestText {
            throw DeskError(
                "message.too_long", "El mensaje tiene \(text.count) caracteres y el máximo es \(Self.longestText); divídelo en dos.",
                field: "text")
        }
        let isBlank = text.allSatisfy(\.isWhitespace)
        switch kind {
        case .text, .note:
            if isBlank, attachments.isEmpty || kind == .text {
                throw DeskError("message.empty", "Escribe algo antes de enviar.", field: "text")
            }
            if kind == .text, !attachments.isEmpty {
                throw DeskError.invalid("attachments", "attachments.kind", "Un texto no lleva adjuntos; envíalos con kind: media.")
            }
        case .media:
            if attachments.count != 1 {
                throw DeskError.invalid("attachments", "attachments.count", "Cada mensaje con archivo lleva exactamente un adjunto.")
            }
        }
        if via != nil, kind == .note {
            throw DeskError.invalid("via", "via.kind", "Una nota es solo para el equipo: no va por ninguna línea.")
        }
        if voice, kind != .media {
            throw DeskError.invalid("voice", "voice.kind", "Una nota de voz se envía con kind: media y un solo audio.")
        }
    }
}
