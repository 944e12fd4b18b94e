/// A contact who may be the customer that is asked about, and why.
package struct ContactMatch: Sendable, Equatable {
    /// In the order in which people trust them.
    package enum Reason: Sendable, Equatable {
        /// The same number under another country's code.
        case samePhone(String)
        /// One wrong digit, or two swapped.
        case nearPhone(String)
        /// So many last digits are the same.
        case phoneEnd(String, digits: String)
        case sameEmail(String)
        /// The same person at a house that is written alike.
        case nearEmail(String)
        /// The same local part elsewhere.
        case otherEmail(String)
        case code(String)
        case sameName
        case nearName
        /// Words that were looked for, and nothing else, led there.
        case found
    }

    package let contact: Contact
    package var reasons: [Reason] = []

    /// 3 is as good as certain, 2 likely, 1 possible. Two reasons that say the same of different things are more than either.
    package var strength: Int {
        let best = reasons.map(\.weight).max() ?? 0
        let kinds = Set(reasons.map(\.kind)).count
        return min(3, max(1, kinds > 1 ? best + 1 : best))
    }
    /// By which matches are put in order: the strength, then all that speaks for it.
    var rank: Int { strength * 100 + reasons.reduce(0) { $0 + $1.weight * 10 } }

    package func write(to json: inout JSONText) {
        json.object { json in
            json.key("contact")
            contact.write(to: &json)
            json.key("reasons")
            json.array(reasons) { json, reason in
                json.object { json in
                    json.field("kind", reason.word)
                    json.field("value", reason.value)
                }
            }
            json.field("strength", strength)
        }
    }
}

extension ContactMatch.Reason {
    fileprivate var weight: Int {
        switch self {
        case .code, .sameEmail: 3
        case .samePhone: 3
        case .nearPhone, .nearEmail: 2
        case .phoneEnd(_, let digits): digits.utf8.count >= 7 ? 2 : 1
        case .sameName: 2
        case .otherEmail, .nearName, .found: 1
        }
    }
    fileprivate enum Kind { case phone, email, name, code, none }
    fileprivate var kind: Kind {
        switch self {
        case .samePhone, .nearPhone, .phoneEnd: .phone
        case .sameEmail, .nearEmail, .otherEmail: .email
        case .sameName, .nearName: .name
        case .code: .code
        case .found: .none
        }
    }
    var word: String {
        switch self {
        case .samePhone: "samePhone"
        case .nearPhone: "nearPhone"
        case .phoneEnd: "phoneEnd"
        case .sameEmail: "sameEmail"
        case .nearEmail: "nearEmail"
        case .otherEmail: "otherEmail"
        case .code: "code"
        case .sameName: "sameName"
        case .nearName: "nearName"
        case .found: "found"
        }
    }
    /// The contact's own value that is alike, as people read it: of an end, the digits that are the same.
    var value: String? {
        switch self {
        case .phoneEnd(_, let digits): digits
        case .samePhone(let text), .nearPhone(let text), .sameEmail(let text), .nearEmail(let text), .otherEmail(let text), .code(let text):
            text
        case .sameName, .nearName, .found: nil
        }
    }
}
