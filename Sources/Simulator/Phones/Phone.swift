/// A customer with a telephone in hand.
struct Phone: Codable, Sendable, Identifiable {
    enum Kind: String, Codable, Sendable { case whatsapp, voice }

    let id: String
    let kind: Kind
    var name: String
    /// `+51…`; nil for who shows the business a user id alone.
    var number: String?
    /// What WhatsApp itself calls the number; in Brazil and Argentina it isn't its digits.
    var waID: String?
    /// Business-scoped user id, `PE.…`.
    var userID: String?
    /// The account written to.
    var line: String
    /// Off, messages wait at the provider: sent, not delivered.
    var isOnline = true
    /// Plays by itself: nobody holds it.
    var isAutomatic = false
    /// Milliseconds; the 24 hours in which the business may write freely begin here.
    var lastWroteAt: Int64 = 0
    var messages: [PhoneMessage] = []
    var call: PhoneCall?
    /// When something last happened on it.
    var touchedAt: Int64 = 0

    /// How webhooks and the Graph call it.
    var address: String { waID ?? userID ?? "" }

    static let mostMessages = 120
}

struct PhoneCall: Codable, Sendable, Equatable {
    enum Status: String, Codable, Sendable { case ringing, answered, missed, ended }
    let callID: String
    var status: Status
    let startedAt: Int64
    var answeredAt: Int64?
    var endedAt: Int64?

    /// Whether it may become that: a missed or ended call stays so.
    func admits(_ next: Status) -> Bool {
        switch (status, next) {
        case (.ringing, .answered), (.ringing, .missed), (.answered, .ended): true
        default: false
        }
    }
}

struct PhoneMessage: Codable, Sendable, Identifiable {
    enum Status: String, Codable, Sendable, Comparable {
        case pending, sent, failed, delivered, read
        private var rank: Int {
            switch self {
            case .pending: 0
            case .sent: 1
            case .failed: 2
            case .delivered: 3
            case .read: 4
            }
        }
        static func < (a: Status, b: Status) -> Bool { a.rank < b.rank }
    }

    /// The `wamid`.
    let id: String
    let isMine: Bool
    let kind: String
    var text: String?
    var file: File?
    /// What has no text: a place, cards of contacts, a template's or a menu's parts.
    var detail: JSON?
    /// The `wamid` it answers.
    var quote: String?
    var reactions: [String: String] = [:]
    let at: Int64
    var status: Status
    var reason: String?
    /// `biz_opaque_callback_data`, said again in every receipt.
    var callback: String?

    struct File: Codable, Sendable {
        let id: String
        let name: String
        let type: String
        let size: Int
        var isVoice = false
    }
}
