/// What a form makes of somebody's answers: which fields show, which are required, what is wrong, and the answers in their normal form.
///
/// `Web/forms/rules.js` says the same in the browser; `Tests/forms/rules.json` holds both to it.
package struct FormJudgement: Sendable, Equatable {
    package struct Fault: Sendable, Equatable {
        package let field: String
        /// `required`, `incomplete`, or what is wrong with the value.
        package let code: FormFaultCode
        /// The bound it breaks, or the days that the month has; else empty.
        package var about = ""
    }
    /// Ids in the form's order.
    package private(set) var shown: [String] = []
    package private(set) var required: [String] = []
    /// Of shown fields whose answer is right.
    package private(set) var values: [(id: String, value: FormValue)] = []
    package private(set) var faults: [Fault] = []

    package static func == (a: FormJudgement, b: FormJudgement) -> Bool {
        a.shown == b.shown && a.required == b.required && a.faults == b.faults
            && a.values.elementsEqual(b.values) { $0.id == $1.id && $0.value == $1.value }
    }
}

package enum FormFaultCode: String, Sendable, CaseIterable {
    case required, incomplete, type, control, option, number, decimals, date, day, phone, email, unknown
    case tooLong, tooShort, tooMany, tooFew, tooBig, tooSmall
}

extension FormJudgement {
    /// - Parameter today: the organisation's calendar day, `2026-11-21`.
    package init(_ fields: [FormField], _ given: [JSONValue.Member], today: String) {
        let answers = Dictionary(given.map { ($0.key, $0.value) }) { first, _ in first }
        var read: [String: FieldReading] = [:]
        for field in fields {
            guard field.shownIf.map({ $0.holds(read, fields) }) ?? true else { continue }
            shown.append(field.id)
            let isRequired = field.required || field.requiredIf.map { $0.holds(read, fields) } ?? false
            if isRequired { required.append(field.id) }
            let reading = FieldReading(answers[field.id] ?? .null, as: field, today: today)
            read[field.id] = reading
            switch reading {
            case .empty: if isRequired { faults.append(Fault(field: field.id, code: .required)) }
            case .right(let value): values.append((field.id, value))
            case .wrong(let code, let about): faults.append(Fault(field: field.id, code: code, about: about))
            case .branch: faults.append(Fault(field: field.id, code: .incomplete))
            }
        }
        let known = Set(fields.map(\.id))
        faults += given.map(\.key).filter { !known.contains($0) }.sorted().map { Fault(field: $0, code: .unknown) }
    }

    /// The headline in words, and what the answer says of the matter: by the primary choice, else as the person says, else final.
    package func outcome(_ fields: [FormField], chosen: DispositionCode?) -> (text: String, code: DispositionCode) {
        guard let field = fields.first(where: \.primary), let value = values.first(where: { $0.id == field.id })?.value else {
            return ("", chosen ?? .final)
        }
        switch value {
        case .text(let text): return (text, chosen ?? .final)
        case .number(let digits): return (field.kind == .money ? "\(digits) \(field.currency)" : digits, chosen ?? .final)
        case .yes: return (field.label, chosen ?? .final)
        case .options(let ids): return (ids.compactMap { field.options.path(to: $0).last?.label }.joined(separator: ", "), chosen ?? .final)
        case .option(let id):
            let path = field.options.path(to: id)
            return (path.map(\.label).joined(separator: " › "), path.last { $0.code != nil }?.code ?? .final)
        }
    }
}

extension FormCondition {
    /// What is hidden is not filled.
    fileprivate func holds(_ read: [String: FieldReading], _ fields: [FormField]) -> Bool {
        switch self {
        case .all(let parts): return parts.allSatisfy { $0.holds(read, fields) }
        case .any(let parts): return parts.contains { $0.holds(read, fields) }
        case .filled(let field, let wanted): return (read[field].map { $0 != .empty } ?? false) == wanted
        case .isOne(let field, let wanted):
            let chosen: [String]
            switch read[field] {
            case .right(.options(let ids)): chosen = ids
            case .right(.option(let id)), .branch(let id): chosen = [id]
            default: return false
            }
            guard let options = fields.first(where: { $0.id == field })?.options else { return false }
            return chosen.contains { id in options.path(to: id).contains { wanted.contains($0.id) } }
        }
    }
}
