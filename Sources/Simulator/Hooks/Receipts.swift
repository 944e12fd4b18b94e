extension Simulator {
    /// What happens to a message that the Graph took: `sent`, then `delivered` if the phone is on, each told to the desk.
    func carry(_ message: PhoneMessage, to phone: String, failing error: GraphError?) {
        lanes.add {
            // A receipt may come before the answer to the call, but not as a rule.
            guard await self.pause(milliseconds: 60) else { return }
            if let error {
                self.advance(message.id, on: phone, to: .failed, error: error)
                return
            }
            self.advance(message.id, on: phone, to: .sent)
            guard await self.pause(milliseconds: 120), self.change({ $0.phones[phone]?.isOnline }) == true else { return }
            self.advance(message.id, on: phone, to: .delivered)
            await self.noticed(message, on: phone)
        }
    }

    /// A phone that plays by itself reads and answers; one in somebody's hand waits for that hand.
    private func noticed(_ message: PhoneMessage, on id: String) async {
        guard let phone = change({ $0.phones[id] }), phone.isAutomatic else { return }
        guard await pause(milliseconds: .random(in: 600...2_500)) else { return }
        advance(message.id, on: id, to: .read)
        await answerByItself(phone, to: message)
    }

    /// Raises the status on the phone and sends the receipt; nothing when it stood there already.
    func advance(_ message: String, on phone: String, to status: PhoneMessage.Status, error: GraphError? = nil) {
        let moved: (PhoneMessage, Phone, SimulatorOptions.WhatsAppLine)? = change { stage in
            guard let raised = stage.raise(message, in: phone, to: status, reason: error?.details ?? error?.message),
                let phone = stage.phones[phone], let line = stage.line(phone.line)
            else { return nil }
            return (raised, phone, line)
        }
        guard let (message, phone, line) = moved else { return }
        tell(message, on: phone.id)
        let value = Webhook.status(status, of: message, to: phone, at: now(), error: error)
        deliver(
            Delivery(Webhook.statuses([value], line: line), line: line, kind: "statuses.\(status.rawValue)", from: phone.name),
            lane: phone.id)
    }
}
