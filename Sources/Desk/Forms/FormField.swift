/// One question of an outcome form.
package struct FormField: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case text, longText, number, money, date, choice, choices, tree, checkbox, phone, email

        var hasOptions: Bool { self == .choice || self == .choices || self == .tree }
        /// A choice says by itself whether the matter is done with.
        var hasCodes: Bool { self == .choice || self == .tree }
    }

    package let id: String
    package let label: String
    package let kind: Kind
    package let required: Bool
    package let help: String
    /// Its value is the headline of the disposition.
    package let primary: Bool
    package let options: [FormOption]
    /// Of a text its length, of several choices their count, of a number the number: digits; of a date `2026-11-21`, or `today`. Empty for none.
    package let min: String
    package let max: String
    /// ISO 4217, of money alone.
    package let currency: String
    package let shownIf: FormCondition?
    package let requiredIf: FormCondition?
}

package struct FormOption: Sendable, Equatable {
    package let id: String
    package let label: String
    /// Only in the primary field; in a tree it holds for the branches below too.
    package let code: DispositionCode?
    /// A tree's next level; empty at a leaf.
    package let options: [FormOption]
}

/// What must hold of earlier answers.
package indirect enum FormCondition: Sendable, Equatable {
    /// One of these options is chosen; a tree's branch counts for what lies below it.
    case isOne(field: String, of: [String])
    case filled(field: String, Bool)
    case all([FormCondition])
    case any([FormCondition])

    var fields: [String] {
        switch self {
        case .isOne(let field, _), .filled(let field, _): [field]
        case .all(let parts), .any(let parts): parts.flatMap(\.fields)
        }
    }
}

/// An answer in its one normal form.
package enum FormValue: Sendable, Equatable {
    case text(String)
    /// Digits, at most 15, without leading or trailing zeros.
    case number(String)
    /// The id of a choice, or of a tree's leaf.
    case option(String)
    /// Ids, in the form's order.
    case options([String])
    case yes

    package func write(to json: inout JSONText) {
        switch self {
        case .text(let text), .option(let text): json.string(text)
        case .number(let digits): json.raw(digits)
        case .options(let ids): json.array(ids) { $0.string($1) }
        case .yes: json.bool(true)
        }
    }
}

extension Array<FormOption> {
    /// The way from the top to the option with this id: its ancestors and itself; empty where there is none.
    func path(to id: String) -> [FormOption] {
        for option in self {
            if option.id == id { return [option] }
            let below = option.options.path(to: id)
            if !below.isEmpty { return [option] + below }
        }
        return []
    }
}
