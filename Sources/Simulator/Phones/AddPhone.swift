extension Simulator {
    /// - Parameter json: `{name, kind?, number?, userId?, waId?, line?, automatic?}`; without a number or a user id it gets a Peruvian mobile.
    func addPhone(_ json: JSON) throws -> Phone {
        let kind = try json["kind"].map { value in
            guard let kind = value.string.flatMap(Phone.Kind.init) else { throw Refusal.invalid("kind must be whatsapp or voice") }
            return kind
        }
        guard let name = json["name"]?.string, !name.isEmpty, name.count <= 80 else { throw Refusal.invalid("name is missing") }
        let userID = json["userId"]?.string
        if let userID, !UserID.isValid(userID) { throw Refusal.invalid("userId must be as PE.12345678901") }
        var digits: String?
        if let text = json["number"]?.string {
            guard let read = WhatsAppNumber.digits(text) else { throw Refusal.invalid("number must be as +51 900 555 014") }
            digits = read
        } else if userID == nil {
            digits = "519005" + String(Int.random(in: 10_000...99_999))
        }
        let isAutomatic = json["automatic"]?.bool ?? false
        let phone = try change { stage in
            guard stage.phones.count < Self.mostPhones || stage.forgetOldest() else {
                throw Refusal.conflict("there are \(Self.mostPhones) phones already")
            }
            let line = try stage.line(for: kind ?? .whatsapp, asked: json["line"]?.string, calls: options.calls)
            if let held = stage.phones.values.first(where: { $0.kind == kind ?? .whatsapp && $0.isSame(digits: digits, userID: userID) }) {
                return held
            }
            let phone = Phone(
                id: Ids.own(), kind: kind ?? .whatsapp, name: name, number: digits.map { "+\($0)" },
                waID: json["waId"]?.string ?? digits.map(WhatsAppNumber.waID), userID: userID, line: line, isAutomatic: isAutomatic,
                touchedAt: now())
            stage.phones[phone.id] = phone
            stage.revision += 1
            return phone
        }
        tell(phone)
        return phone
    }

    static let mostPhones = 2_000

    /// `{name?, line?, online?}`. A phone that comes back on gets what waited for it.
    func changePhone(_ id: String, _ json: JSON) throws -> Phone {
        let (phone, waiting) = try change { stage in
            guard var phone = stage.phones[id] else { throw Refusal.missing("phone \(id)") }
            if let name = json["name"]?.string, !name.isEmpty, name.count <= 80 { phone.name = name }
            if let line = json["line"]?.string { phone.line = try stage.line(for: phone.kind, asked: line, calls: options.calls) }
            if let isOnline = json["online"]?.bool { phone.isOnline = isOnline }
            if let isAutomatic = json["automatic"]?.bool { phone.isAutomatic = isAutomatic }
            stage.phones[id] = phone
            stage.revision += 1
            return (phone, phone.isOnline ? phone.messages.filter { !$0.isMine && $0.status == .sent }.map(\.id) : [])
        }
        tell(phone)
        for message in waiting { advance(message, on: id, to: .delivered) }
        return phone
    }

    func removePhone(_ id: String) throws {
        let gone = change { stage in
            stage.revision += 1
            return stage.phones.removeValue(forKey: id)
        }
        guard gone != nil else { throw Refusal.missing("phone \(id)") }
        audience.tell("gone", ["phone": JSON(id)])
    }
}

extension Phone {
    fileprivate func isSame(digits: String?, userID: String?) -> Bool {
        if let digits, let own = number.flatMap(WhatsAppNumber.digits) { return WhatsAppNumber.key(own) == WhatsAppNumber.key(digits) }
        return digits == nil && self.userID == userID
    }
}

extension Stage {
    fileprivate func line(for kind: Phone.Kind, asked: String?, calls: SimulatorOptions.CallLine?) throws -> String {
        switch kind {
        case .voice:
            guard let calls else { throw Refusal.conflict("no line takes calls here") }
            return calls.account
        case .whatsapp:
            guard let line = asked.map({ line($0) }) ?? lines.first else {
                throw Refusal.conflict(asked.map { "there is no line \($0)" } ?? "no WhatsApp line is known")
            }
            return line.account
        }
    }

    /// Room for another: the automatic phone that was quiet the longest goes.
    fileprivate mutating func forgetOldest() -> Bool {
        guard let oldest = phones.values.filter(\.isAutomatic).min(by: { $0.touchedAt < $1.touchedAt }) else { return false }
        phones[oldest.id] = nil
        return true
    }
}
