import Storage

extension Desk {
    /// Reacts to a message as the business, or takes the reaction back (`emoji` nil); the holder's alone. One reaction of ours stands under a message.
    /// Throws `channel.cannot`, `reaction.malformed`, `window.closed`, `case.not_holder`, `case.state`, `message.not_found`.
    package func react(_ reference: CaseReference, message id: MessageID, emoji: String?, by viewer: Viewer) async throws -> [UInt8] {
        if let emoji, !Emoji.isOne(emoji) {
            throw DeskError("reaction.malformed", "Una reacción es un solo emoji.", field: "emoji")
        }
        return try await write(by: .staff(viewer)) { [channels] change in
            let item = try change.touch(reference, sight: .full)
            guard item.state == .open || item.state == .waiting else { throw try change.illegal(item) }
            guard item.agent == viewer.id else {
                throw DeskError("case.not_holder", "Solo quien atiende el caso #\(item.number) reacciona a los mensajes del cliente.")
            }
            guard let held = try change.message(id), held.caseID == item.id else { throw DeskError.notFound("message", id.text) }
            let abilities = channels.abilities(of: held.channel)
            guard abilities.reactions, held.direction != "none" else {
                throw DeskError("channel.cannot", "Este canal no admite reacciones.", field: "emoji")
            }
            guard try change.transaction.providerID(of: id, account: held.account) != nil else {
                throw DeskError(
                    "channel.cannot", "El mensaje todavía no se ha enviado; reacciona cuando el cliente lo tenga.", field: "emoji")
            }
            try change.requireOpenWindow(
                until: try change.windowEnds(account: held.account, point: held.point, abilities), on: held.channel, abilities)
            let shown = try change.react(to: held, emoji: emoji, by: viewer, in: item)
            var json = JSONText()
            shown.write(to: &json)
            return json.bytes
        }
    }
}

extension Change {
    fileprivate func react(to held: Message, emoji: String?, by viewer: Viewer, in item: Case) throws -> Message {
        var list = ShownReaction.list(held.reactions)
        let before = list.first { $0.by == .agent }
        // The same again changes nothing, unless the first did not arrive.
        if before?.emoji == emoji, before?.status != "failed" { return held }
        list.removeAll { $0.by == .agent }
        if let emoji { list.append(ShownReaction(emoji: emoji, by: .agent, name: viewer.name, status: "pending")) }
        guard let shown = try set(reactions: list, of: held, version: item.version) else { return held }
        try enqueue(.react, lane: item.id.text, data: ReactionOrder(message: held.id, emoji: emoji, withdrawn: before?.emoji ?? "").text)
        announce(.on(item, "message.reaction", before: item.audience, message: shown.json))
        return shown
    }

    /// Our withdrawal was not taken: the customer still sees what stands there again.
    func restoreReaction(_ emoji: String, to id: MessageID) throws {
        guard !emoji.isEmpty, let held = try message(id) else { return }
        var list = ShownReaction.list(held.reactions)
        guard !list.contains(where: { $0.by == .agent }) else { return }
        list.append(ShownReaction(emoji: emoji, by: .agent, status: "failed"))
        let item = try touch(.id(held.caseID), for: .system)
        guard let shown = try set(reactions: list, of: held, version: item.version) else { return }
        announce(.on(item, "message.reaction", before: item.audience, message: shown.json))
    }

    /// What became of our reaction. `emoji` nil: whatever stands there.
    func settleReaction(to id: MessageID, _ status: DeliveryStatus, emoji: String? = nil) throws {
        guard status == .failed || status >= .sent, let held = try message(id) else { return }
        var list = ShownReaction.list(held.reactions)
        guard let place = list.firstIndex(where: { $0.by == .agent }), emoji == nil || list[place].emoji == emoji else { return }
        let word = status == .failed ? "failed" : "sent"
        guard list[place].status != word, list[place].status != "failed" || status >= .delivered else { return }
        list[place].status = word
        let item = try touch(.id(held.caseID), for: .system)
        guard let shown = try set(reactions: list, of: held, version: item.version) else { return }
        announce(.on(item, "message.reaction", before: item.audience, message: shown.json))
    }
}

/// `<message> <emoji>`, or `<message> - <the emoji taken back>`, as the job keeps it.
struct ReactionOrder {
    let message: MessageID
    /// Nil takes it back.
    let emoji: String?
    let withdrawn: String

    init(message: MessageID, emoji: String?, withdrawn: String) {
        self.message = message
        self.emoji = emoji
        self.withdrawn = withdrawn
    }
    init?(text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, UUIDText.isValid(parts[0]) else { return nil }
        self.init(message: ID(parts[0]), emoji: parts[1] == "-" ? nil : parts[1], withdrawn: parts.count > 2 ? parts[2] : "")
    }
    var text: String { emoji.map { "\(message) \($0)" } ?? "\(message) - \(withdrawn)" }
}

enum Emoji {
    /// One character as people see it, with an emoji in it: flags, skin tones and families are one.
    static func isOne(_ text: String) -> Bool {
        guard text.count == 1, text.utf8.count <= 64, let first = text.unicodeScalars.first else { return false }
        return first.properties.isEmojiPresentation || (first.properties.isEmoji && text.unicodeScalars.count > 1)
            || (first.properties.isEmoji && first.value > 0xFF)
    }
}
