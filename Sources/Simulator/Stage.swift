import NIOConcurrencyHelpers

/// Everything the simulator knows, behind one lock; whoever changes it also says what the pages must hear.
struct Stage: Sendable {
    var lines: [SimulatorOptions.WhatsAppLine] = []
    var phones: [String: Phone] = [:]
    var media = MediaStore()
    var switches = Switches()
    var wire = WireLog()
    /// Customers write by themselves.
    var isCalm = false
    /// Lines that the assistant answers first.
    var botLines: Set<String> = []
    /// How far each customer of the demo is in their story.
    var threads: [String: Thread] = [:]
    /// Raised by whatever must be kept over a restart.
    var revision = 0

    struct Thread: Sendable {
        /// The story's customer, by number.
        let story: String
        let next: Int
    }

    func line(_ account: String) -> SimulatorOptions.WhatsAppLine? { lines.first { $0.account == account } }
    func line(phoneNumberID: String) -> SimulatorOptions.WhatsAppLine? { lines.first { $0.phoneNumberID == phoneNumberID } }

    /// The WhatsApp customer whom the business writes to.
    func phone(_ recipient: SendRequest.Recipient) -> Phone? {
        switch recipient {
        case .user(let id): return phones.values.first { $0.userID == id }
        case .number(let text):
            guard let key = WhatsAppNumber.digits(text).map(WhatsAppNumber.key) else { return nil }
            return phones.values.first { phone in
                guard phone.kind == .whatsapp, let number = phone.number.flatMap(WhatsAppNumber.digits) else { return false }
                return WhatsAppNumber.key(number) == key
            }
        }
    }

    /// Where a message is, by its `wamid`.
    func message(_ id: String) -> (phone: String, place: Int)? {
        for phone in phones.values {
            if let place = phone.messages.firstIndex(where: { $0.id == id }) { return (phone.id, place) }
        }
        return nil
    }

    mutating func add(_ message: PhoneMessage, to phone: String, at now: Int64) {
        phones[phone]?.messages.append(message)
        if let over = phones[phone].map({ $0.messages.count - Phone.mostMessages }), over > 0 { phones[phone]?.messages.removeFirst(over) }
        phones[phone]?.touchedAt = now
        revision += 1
    }

    /// A status only grows. Nil when nothing changes.
    mutating func raise(_ id: String, in phone: String, to status: PhoneMessage.Status, reason: String? = nil) -> PhoneMessage? {
        guard let place = phones[phone]?.messages.firstIndex(where: { $0.id == id }),
            var message = phones[phone]?.messages[place], message.status < status
        else { return nil }
        message.status = status
        message.reason = reason ?? message.reason
        phones[phone]?.messages[place] = message
        revision += 1
        return message
    }
}
