/// A telephone that rings at the desk: told through the API channel, as a telephone exchange of one's own would tell it.
extension Simulator {
    func ring(from id: String) throws -> PhoneCall {
        let (phone, call) = try change { stage in
            guard let phone = stage.phones[id] else { throw Refusal.missing("phone \(id)") }
            guard phone.kind == .voice else { throw Refusal.conflict("this phone doesn't call") }
            if let held = phone.call, held.status == .ringing || held.status == .answered {
                throw Refusal.conflict("it is in a call already")
            }
            let call = PhoneCall(callID: "sim-\(Ids.own())", status: .ringing, startedAt: now())
            stage.phones[id]?.call = call
            stage.phones[id]?.touchedAt = call.startedAt
            return (stage.phones[id] ?? phone, call)
        }
        tell(phone)
        report(call, of: phone)
        return call
    }

    func change(call id: String, to status: PhoneCall.Status) throws -> PhoneCall {
        let (phone, call) = try change { stage in
            guard let phone = stage.phones[id] else { throw Refusal.missing("phone \(id)") }
            guard var call = phone.call, call.admits(status) else { throw Refusal.conflict("the call can't become \(status.rawValue) now") }
            call.status = status
            if status == .answered { call.answeredAt = now() } else { call.endedAt = now() }
            stage.phones[id]?.call = call
            return (stage.phones[id] ?? phone, call)
        }
        tell(phone)
        report(call, of: phone)
        return call
    }

    private func report(_ call: PhoneCall, of phone: Phone) {
        guard let line = options.calls else { return }
        let duration = call.answeredAt.flatMap { from in call.endedAt.map { max(0, ($0 - from) / 1000) } }
        let body: JSON = .of([
            "id": JSON("\(call.callID)-\(call.status.rawValue)"),
            "from": ["kind": "phone", "value": JSON(phone.number), "name": JSON(phone.name)], "kind": "call", "callId": JSON(call.callID),
            "direction": "in", "status": JSON(call.status.rawValue), "duration": duration.map { JSON($0) },
        ])
        lanes.add(to: phone.id) {
            let outgoing = Outgoing(
                url: "\(self.options.deskURL)/api/v1/inbound/\(line.account)",
                headers: [("Content-Type", "application/json"), ("Authorization", "Bearer \(line.token)")], body: body.bytes())
            for wait in Self.patience + [0] {
                let answer = await self.send(
                    outgoing, kind: "call.\(call.status.rawValue)", from: phone.name, to: line.account,
                    note: wait == Self.patience[0] ? nil : "retried")
                if let answer, answer.status < 500, answer.status != 429 { return }
                guard wait > 0, await self.pause(milliseconds: wait) else { return }
            }
        }
    }
}
