import Logging

/// One delivery as it was understood, ready to be applied.
struct JournalReading: Sendable {
    enum Step: Sendable {
        case message(Inbound, (value: String, display: String), [Message.File])
        case receipt(InboundReceipt)
        case reaction(InboundReaction, Inbound.Sender, (value: String, display: String))
        case line(InboundLine, Inbound.Sender, (value: String, display: String))
        case nothing
        case failed(JournalFailure)
    }
    struct Part: Sendable {
        let index: Int
        let step: Step
        let account: ChannelAccount

        /// What it locks first.
        var key: String {
            switch step {
            case .message(_, let address, _), .reaction(_, _, let address), .line(_, _, let address): "1 \(address.value)"
            case .receipt(let receipt):
                switch receipt.target {
                case .provider(let id): "2 \(id)"
                case .message(let id): "2 \(id)"
                }
            case .nothing, .failed: "3"
            }
        }
    }
    let items: [Part]
    let summary: String
    /// The whole of it could not be read.
    let refusal: JournalFailure?

    var state: JournalState { refusal == nil ? .done : .refused }

    /// What came, in a line: `2 mensajes, 1 recibo · account_update: …`.
    static func summary(of items: [DeliveredItem]) -> String {
        var counts = [0, 0, 0, 0], notices: [String] = []
        for item in items {
            switch item.content {
            case .message: counts[0] += 1
            case .receipt: counts[1] += 1
            case .reaction: counts[2] += 1
            case .line: counts[3] += 1
            case .notice(let text): notices.append(text)
            case .unreadable(let error): notices.append(error.message.description)
            }
        }
        let words = [
            ("mensaje", "mensajes"), ("recibo", "recibos"), ("reacción", "reacciones"), ("aviso del cliente", "avisos del cliente"),
        ]
        let parts = zip(counts, words).compactMap { count, word in count == 0 ? nil : "\(count) \(count == 1 ? word.0 : word.1)" }
        return String(([parts.joined(separator: ", ")] + notices).filter { !$0.isEmpty }.joined(separator: " · ").prefix(500))
    }
}

extension JournalFailure {
    /// What people may read of an error; what nobody foresaw is logged too.
    init(index: Int, _ error: any Error, _ log: Logger?) {
        if let known = error as? DeskError {
            self.init(index: index, code: known.code, message: known.message.description)
        } else {
            log?.error("a delivered item failed", metadata: ["error": "\(error)"])
            self.init(index: index, code: "internal", message: "Falló de nuestro lado: \(String(describing: error).prefix(200))")
        }
    }
}
