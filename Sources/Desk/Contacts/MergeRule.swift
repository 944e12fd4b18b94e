/// What one contact becomes of two. Pure.
struct MergeRule {
    /// A field that both have, with different values.
    struct Conflict: Equatable {
        let field: String
        let kept: String
        let other: String
        /// `kept`, `other`, or `both` where the texts stand one under the other.
        let chosen: String
    }
    private(set) var conflicts: [Conflict] = []
    /// Every field whose value is another one afterwards: what it was and what it becomes.
    private(set) var changes: [String: MergeRecord.Value] = [:]

    /// - Parameter choose: by field, `kept` or `other`.
    init(_ kept: Contact, _ other: Contact, choose: [String: String]) {
        let ours = Self.fields(kept), theirs = Self.fields(other)
        for field in Set(ours.keys).union(theirs.keys).sorted() {
            let mine = ours[field] ?? "", its = theirs[field] ?? ""
            guard mine != its, !its.isEmpty || choose[field] == "other" else { continue }
            var result = choose[field] == "other" ? its : mine
            if mine.isEmpty { result = choose[field] == "kept" ? mine : its }
            let isNote = field == "notes", joined = "\(mine)\n\(its)"
            if isNote, choose[field] == nil, !mine.isEmpty, joined.count <= 4000 { result = joined }
            if !mine.isEmpty, !its.isEmpty {
                conflicts.append(
                    Conflict(
                        field: field, kept: mine, other: its, chosen: result == mine ? "kept" : result == its ? "other" : "both"))
            }
            if result != mine { changes[field] = MergeRecord.Value(before: mine, after: result) }
        }
    }

    func value(_ field: String, _ held: String) -> String { changes[field]?.after ?? held }

    /// What stands in each field, as text; an attribute as its JSON.
    static func fields(_ contact: Contact) -> [String: String] {
        let details = contact.details
        var fields = [
            "name": contact.name, "code": contact.code ?? "", "documentKind": details.documentKind, "address": details.address,
            "birthDate": details.birthDate, "language": details.language, "executive": details.executive, "notes": contact.notes,
        ]
        for (id, value) in details.attributes.values { fields["attribute.\(id)"] = FieldValues.json(of: value) }
        return fields
    }
}

/// What taking a merge back restores, as its row keeps it.
struct MergeRecord: Codable {
    struct Value: Codable, Equatable {
        let before: String
        let after: String
    }
    var fields: [String: Value] = [:]
    /// The other contact's code, which its row gave up.
    var code = ""
    var points: [String] = []
    var products: [String] = []
    var labels: [String] = []
    var campaigns: [String] = []
    /// Contacts that were merged into the other one before.
    var earlier: [String] = []
    var madeVIP = false
    var blocked = false
}
