extension Simulator {
    /// Everything a page shows, in one object; secrets are none of it.
    var state: JSON {
        let stage = change { $0 }
        let phones = stage.phones.values.sorted { ($0.touchedAt, $0.id) > ($1.touchedAt, $1.id) }
        return [
            "lines": .array(stage.lines.map(\.json)),
            "calls": options.calls.map { ["account": JSON($0.account), "alias": JSON($0.alias)] } ?? .null,
            "webchat": JSON(options.webchat), "calm": .bool(stage.isCalm), "bots": .array(stage.botLines.sorted().map { JSON($0) }),
            "canSetBot": .bool(options.setBot != nil), "switches": stage.switches.json,
            "phones": .array(phones.prefix(200).map(Self.whole)), "wire": .array(stage.wire.entries.suffix(100).map(\.json)),
        ]
    }

    func whole(_ id: String) throws -> JSON {
        guard let phone = change({ $0.phones[id] }) else { throw Refusal.missing("phone \(id)") }
        return Self.whole(phone)
    }

    private static func whole(_ phone: Phone) -> JSON {
        guard case .object(let members) = phone.json else { return phone.json }
        return .object(members + [JSON.Member(key: "messages", value: .array(phone.messages.map(\.json)))])
    }
}

extension SimulatorOptions.WhatsAppLine {
    var json: JSON {
        [
            "account": JSON(account), "alias": JSON(alias), "display": JSON(displayPhone), "phoneNumberId": JSON(phoneNumberID),
        ]
    }
}
