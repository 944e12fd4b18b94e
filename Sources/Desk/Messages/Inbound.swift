import FoundationEssentials

/// What a channel read off the wire: one item of one delivery, already in our words.
package struct Inbound: Sendable {
    /// The provider's id, or the client's: unique per channel account.
    package var id: String
    package var sender: Sender
    package var kind: MessageKind
    package var text: String
    /// The provider's time in milliseconds; nil means now. Clamped to the last seven days.
    package var at: Int64?
    package var attachments: [InboundAttachment] = []
    package var call: CallEvent?
    package var subject: String?
    package var thread: String?
    package var replyTo: String?
    /// Where a web chat's visitor was, and the language of their browser.
    package var page: String?
    package var locale: String?
    /// The message's id where the client made it (web chat); else one is made.
    package var messageID: MessageID?
    /// Whose uploads the attachments are (`Author.label`).
    package var uploader = ""
    /// Ready JSON of a location, shared contacts, or what an unsupported kind was.
    package var data = ""
    /// What it answers, in words, where the provider gave no message for it (an advertisement).
    package var quotedText: String?

    package struct Sender: Sendable, Equatable {
        package var kind: String
        package var value: String
        package var name: String?
        /// The contact point's id where its maker chose it (a web chat visitor); else one is made.
        package var point: PointID?
        /// Another name of the same customer (`wa-user`), that they may write under alone.
        package var alias: String?
        /// How the provider itself writes the address, where that is not `value`: answers go there.
        package var route: String?
        package init(kind: String, value: String, name: String? = nil, point: PointID? = nil, alias: String? = nil, route: String? = nil) {
            self.point = point
            self.alias = alias
            self.route = route
            self.kind = kind
            self.value = value
            self.name = name
        }
    }
    package init(id: String, sender: Sender, kind: MessageKind, text: String, at: Int64? = nil) {
        self.id = id
        self.sender = sender
        self.kind = kind
        self.text = text
        self.at = at
    }
}

package enum InboundAttachment: Sendable {
    /// Uploaded before by the same caller.
    case stored(AttachmentID)
    /// To be fetched by a job; the URL is outside and not trusted.
    case remote(url: String, name: String?, type: String?)
    /// To be fetched by a job from the provider that holds it, with the account's own credential.
    case held(HeldFile, name: String?, type: String?, isVoice: Bool)
}

package enum MessageKind: String, Sendable, Codable, CaseIterable {
    case text, image, audio, video, file, sticker, location, contacts, email, note, system, call, template, unsupported
}

package struct CallEvent: Sendable, Equatable, Codable {
    package enum Direction: String, Sendable, Codable { case inbound = "in", outbound = "out" }
    /// Later ones win, whatever their order of arrival.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case ringing, answered, missed, ended
        var rank: Int {
            switch self {
            case .ringing: 0
            case .answered: 1
            case .missed: 2
            case .ended: 3
            }
        }
    }
    package var callId: String
    package var direction: Direction
    package var status: Status
    /// Seconds.
    package var duration: Int64?
    package var recording: String?

    package init(callId: String, direction: Direction, status: Status, duration: Int64? = nil, recording: String? = nil) {
        self.callId = callId
        self.direction = direction
        self.status = status
        self.duration = duration
        self.recording = recording
    }

    init?(json: String) {
        guard let event = try? JSONDecoder().decode(CallEvent.self, from: Data(json.utf8)) else { return nil }
        self = event
    }

    /// What is known after `later` arrived too.
    package func joined(_ later: CallEvent) -> CallEvent {
        var result = self
        if later.status.rank > status.rank { result.status = later.status }
        result.duration = later.duration ?? duration
        result.recording = later.recording ?? recording
        return result
    }
}

/// What a provider says of a message we sent, by its id or by ours.
package struct InboundReceipt: Sendable {
    package enum Target: Sendable, Equatable {
        case provider(String)
        case message(MessageID)
    }
    package var target: Target
    package var status: DeliveryStatus
    package var at: Int64?
    package var reason: String
    /// Our own message and attempt, where the provider carried them: an unknown outcome is settled by them.
    package var ours: Ours?
    package struct Ours: Sendable, Equatable {
        package let message: MessageID
        /// 0 is a reaction to the message.
        package let attempt: Int64
        package init(message: MessageID, attempt: Int64) {
            self.message = message
            self.attempt = attempt
        }
        package init?(text: String) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, UUIDText.isValid(String(parts[0])), let attempt = Int64(parts[1]), attempt >= 0 else { return nil }
            self.init(message: ID(parts[0].lowercased()), attempt: attempt)
        }
        package var text: String { "\(message):\(attempt)" }
    }

    package init(target: Target, status: DeliveryStatus, at: Int64? = nil, reason: String = "", ours: Ours? = nil) {
        self.ours = ours
        self.target = target
        self.status = status
        self.at = at
        self.reason = reason
    }
}

/// A maximum, so that order can't matter.
package enum DeliveryStatus: String, Sendable, Codable, CaseIterable, Comparable {
    case pending, uncertain, sent, failed, delivered, read
    package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    package static func < (a: DeliveryStatus, b: DeliveryStatus) -> Bool { a.rank < b.rank }
}
