import Storage

/// What is known of a customer, or typed by who looks for them.
struct Clues {
    /// Digits with the country's code, without a plus.
    var phones: [String] = []
    var emails: [String] = []
    var name = ""
    var code: String?
    /// Whose address it is: no match of themselves.
    var contact: ContactID?
    /// Words of which each must begin one of the contact's.
    var words: [String] = []

    init() {}

    init(asking question: String) {
        words = ContactWords.asked(question)
        code = ContactCode.key(question)
        let digits = question.filter { $0.isASCII && $0.isNumber }
        if words == [digits], digits.utf8.count >= 6 {
            phones = [digits]
        } else if question.contains("@") {
            emails = EmailAddress.normalise(question).map { [$0] } ?? []
        } else {
            name = question
        }
    }
}

extension Storage.Transaction {
    /// The address and the name it goes by; where it has a contact already, all that is known of them, for they may be here twice.
    func clues(of point: PointID, for viewer: Viewer) throws -> Clues {
        let found = try first("select kind, value, name, contact_id from contact_point where id = $1", [.text(point.text)]) { row in
            (kind: row.text(0), value: row.text(1), name: row.text(2), contact: row.textOrNil(3).map { ContactID($0) })
        }
        guard let found, try sees(point: point, of: found.contact, viewer) else { throw DeskError.noPoint }
        var clues = Clues()
        clues.note(found.kind, found.value)
        clues.name = found.name
        clues.contact = found.contact
        guard let contact = try found.contact.map({ try contacts("id = $1", [.text($0.text)]).first }) ?? nil else { return clues }
        clues.name = contact.name
        for other in contact.points where other.id != point { clues.note(other.kind, other.value) }
        return clues
    }
}

extension Clues {
    /// All that is known of a contact, of whom nobody else may be the same person.
    init(of held: Contact) {
        contact = held.id
        name = held.name
        code = ContactCode.key(held.code)
        for point in held.points { note(point.kind, point.value) }
    }

    /// More than a few addresses of one customer are no further help.
    fileprivate mutating func note(_ kind: String, _ value: String) {
        switch kind {
        case "phone", "whatsapp": if phones.count < 3 { phones.append(value.filter { $0.isASCII && $0.isNumber }) }
        case "email": if emails.count < 3 { emails.append(value) }
        default: break
        }
    }
}

extension Clues {
    func reasons(for contact: Contact) -> [ContactMatch.Reason] {
        var reasons: [ContactMatch.Reason] = []
        if let code, ContactCode.key(contact.code) == code { reasons.append(.code(contact.code ?? "")) }
        if let phone = phones.compactMap({ best(phone: $0, contact) }).max(by: { $0.order < $1.order }) { reasons.append(phone.reason) }
        if let email = emails.compactMap({ best(email: $0, contact) }).max(by: { $0.order < $1.order }) { reasons.append(email.reason) }
        let alike = Similarity.names(name, contact.name)
        if alike >= 0.98, Text.words(name).count > 1 {
            reasons.append(.sameName)
        } else if alike >= 0.6 {
            reasons.append(.nearName)
        }
        if reasons.isEmpty, !words.isEmpty, finds(contact) { reasons.append(.found) }
        return reasons
    }

    private func best(phone: String, _ contact: Contact) -> (order: Int, reason: ContactMatch.Reason)? {
        contact.points.filter { $0.kind == "phone" || $0.kind == "whatsapp" }.compactMap {
            point -> (order: Int, reason: ContactMatch.Reason)? in
            let digits = point.value.filter { $0.isASCII && $0.isNumber }
            let end = Similarity.commonEnd(phone, digits)
            if digits == phone || end >= 9 { return (30, .samePhone(point.display)) }
            if digits.utf8.count == phone.utf8.count, Similarity.isOneOff(phone, digits) { return (20, .nearPhone(point.display)) }
            return end >= 4 ? (end, .phoneEnd(point.display, digits: String(digits.suffix(end)))) : nil
        }.max { $0.order < $1.order }
    }

    private func best(email: String, _ contact: Contact) -> (order: Int, reason: ContactMatch.Reason)? {
        contact.points.filter { $0.kind == "email" }.compactMap { point -> (order: Int, reason: ContactMatch.Reason)? in
            guard Similarity.local(of: point.value) == Similarity.local(of: email),
                !Similarity.impersonal.contains(Similarity.local(of: email))
            else { return nil }
            let ours = Similarity.domain(of: email), theirs = Similarity.domain(of: point.value)
            if ours == theirs { return (3, .sameEmail(point.display)) }
            return Similarity.isOneOff(ours, theirs) ? (2, .nearEmail(point.display)) : (1, .otherEmail(point.display))
        }.max { $0.order < $1.order }
    }

    private func finds(_ contact: Contact) -> Bool {
        let theirs = ContactWords.of(contact)
        return words.allSatisfy { word in theirs.contains { $0.hasPrefix(word) } }
    }
}
