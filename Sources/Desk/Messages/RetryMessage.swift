import Storage

extension Desk {
    /// A new attempt by hand, of a message whose fate is failed or unknown.
    /// Throws `message.not_failed`, `window.closed`, and `message.confirming` while a receipt may still tell what became of the last attempt.
    package func retry(_ reference: CaseReference, message id: MessageID, by viewer: Viewer) async throws -> [UInt8] {
        try await write(by: .staff(viewer)) { [channels] change in
            let item = try change.touch(reference, sight: .full)
            guard item.agent == viewer.id, item.state == .open || item.state == .waiting else { throw try change.illegal(item) }
            let held = try change.first(
                "select \(Message.columns) from message m where m.id = $1 and m.case_id = $2", [.text(id.text), .text(item.id.text)],
                Message.init(row:))
            guard let held, held.direction == "out" else { throw DeskError.notFound("message", id.text) }
            guard held.status == DeliveryStatus.failed.rawValue || held.status == DeliveryStatus.uncertain.rawValue else {
                throw DeskError("message.not_failed", "Ese mensaje está «\(held.status)»; solo se reintenta uno fallido o incierto.")
            }
            let abilities = channels.abilities(of: held.channel)
            if held.status == DeliveryStatus.uncertain.rawValue { try change.requireConfirmationOver(held, abilities) }
            try change.requireOpenWindow(
                until: try change.windowEnds(account: held.account, point: held.point, abilities), on: held.channel, abilities)
            let message = try change.set(status: DeliveryStatus.pending.rawValue, reason: "", of: held.id, version: item.version)
            try change.enqueue(.deliver, lane: item.id.text, data: id.text)
            change.announce(.on(item, "message.status", before: item.audience, message: message.json))
            var json = JSONText()
            message.write(to: &json)
            return json.bytes
        }
    }
}

extension Change {
    /// Sending again while the provider may still say that it arrived would often be sending twice.
    fileprivate func requireConfirmationOver(_ held: Message, _ abilities: Abilities) throws {
        guard abilities.confirmation > 0 else { return }
        let began = try first("select max(at) from attempt where message_id = $1", [.text(held.id.text)]) { $0.int(0) } ?? 0
        let left = began + abilities.confirmation - now
        guard left > 0 else { return }
        let seconds = (left + 999) / 1000
        throw DeskError(
            "message.confirming",
            "Puede que el mensaje ya se haya enviado; espera \(seconds) s a que el proveedor lo confirme antes de enviarlo otra vez.",
            extra: ["retryAfter": "\(seconds)"])
    }
}
