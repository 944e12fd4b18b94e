import Storage

/// A case's own fields, found by their values.
enum CaseAttributes {
    /// What a value is compared by: folded, cut where no index would take more.
    static func key(_ value: String) -> String { String(Text.fold(value).prefix(200)) }
}

extension Change {
    /// Keeps the look-up by values beside the row's JSON; `before` is what it held.
    func index(_ values: FieldValues, before: FieldValues, of id: CaseID) throws {
        for (name, value) in before.values where values[name] != value {
            try run("delete from case_attribute where case_id = $1 and name = $2", [.text(id.text), .text(name)])
        }
        for (name, value) in values.values where before[name] != value {
            let text: String? =
                switch value {
                case .string(let text): text
                case .number(let digits): digits
                case .bool(let answer): answer ? "true" : "false"
                case .null, .array, .object: nil
                }
            guard let text else { continue }
            try run(
                "insert into case_attribute (name, value, case_id) values ($1, $2, $3) on conflict do nothing",
                [.text(name), .text(CaseAttributes.key(text)), .text(id.text)])
        }
    }
}
