extension Array<FormField> {
    /// As a form is kept and told: what says nothing is left out.
    var json: String {
        var json = JSONText(capacity: 4096)
        json.array(self) { $1.write(to: &$0) }
        return json.text
    }
}

extension FormField {
    func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("label", label)
            json.field("kind", kind.rawValue)
            json.field("required", required)
            if !help.isEmpty { json.field("help", help) }
            if primary { json.field("primary", true) }
            if !options.isEmpty {
                json.key("options")
                json.array(options) { $1.write(to: &$0) }
            }
            write("min", min, to: &json)
            write("max", max, to: &json)
            if !currency.isEmpty { json.field("currency", currency) }
            if let shownIf {
                json.key("shownIf")
                shownIf.write(to: &json)
            }
            if let requiredIf {
                json.key("requiredIf")
                requiredIf.write(to: &json)
            }
        }
    }

    private func write(_ name: StaticString, _ bound: String, to json: inout JSONText) {
        guard !bound.isEmpty else { return }
        if kind == .date { json.field(name, bound) } else { json.field(name, raw: bound) }
    }
}

extension FormOption {
    fileprivate func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("label", label)
            if let code { json.field("code", code.rawValue) }
            if !options.isEmpty {
                json.key("options")
                json.array(options) { $1.write(to: &$0) }
            }
        }
    }
}

extension FormCondition {
    fileprivate func write(to json: inout JSONText) {
        json.object { json in
            switch self {
            case .isOne(let field, let wanted):
                json.field("field", field)
                json.key("is")
                json.array(wanted) { $0.string($1) }
            case .filled(let field, let filled):
                json.field("field", field)
                json.field("filled", filled)
            case .all(let parts):
                json.key("all")
                json.array(parts) { $1.write(to: &$0) }
            case .any(let parts):
                json.key("any")
                json.array(parts) { $1.write(to: &$0) }
            }
        }
    }
}
