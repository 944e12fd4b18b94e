import Storage

/// Nil leaves it; an empty type or description takes it away, and so does an attribute that is null.
package struct CaseChanges: Sendable {
    package var priority: Priority?
    package var type: String?
    package var description: String?
    package var attributes: [String: JSONValue]
    package init(priority: Priority? = nil, type: String? = nil, description: String? = nil, attributes: [String: JSONValue] = [:]) {
        self.priority = priority
        self.type = type
        self.description = description
        self.attributes = attributes
    }
}

extension Desk {
    /// Priority, type, what it is about, and the fields that its campaign asks for. A waiting case of a higher priority is offered before older ones.
    /// Throws `case.type_unknown`, `case.not_found`, `request.invalid`.
    package func updateCase(_ reference: CaseReference, _ changes: CaseChanges, by viewer: Viewer) async throws -> Case {
        var check = FieldCheck()
        let description = check.text(changes.description, "description", 0...300)
        try check.finish()
        var judged = changes
        judged.description = description
        let written = judged
        return try await write(by: .staff(viewer)) { try $0.update(reference, written, by: viewer).after }
    }

    /// The fields of its campaign that have a value. Throws `case.not_found`, `case.not_accepted`.
    package func caseAttributes(_ reference: CaseReference, for viewer: Viewer) async throws -> [UInt8] {
        try await read { transaction in
            let item = try transaction.readableCase(reference, for: viewer)
            return Change.attributes(try transaction.attributes(of: item), of: item).bytes
        }
    }
}

extension Change {
    /// Changes whose texts are judged; the case before and after.
    func update(_ reference: CaseReference, _ changes: CaseChanges, by viewer: Viewer) throws -> (before: Case, after: Case) {
        let item = try touch(reference, sight: .full, leads: .card)
        if let type = changes.type, !type.isEmpty, type != item.type { try require(type: type, in: item) }
        let priority = changes.priority ?? item.priority
        let shown = try set(
            item, "priority = $2, type = $3, description = $4",
            [.integer(priority.rawValue), .text(changes.type ?? item.type), .text(changes.description ?? item.description)])
        if !changes.attributes.isEmpty { try write(changes.attributes, to: shown) }
        let line =
            priority == item.priority ? nil : try say("priority", [("by", viewer.name), ("priority", priority.word)], in: shown)
        announce(.on(shown, "case.updated", before: item.audience, message: line?.json ?? ""))
        return (item, shown)
    }

    fileprivate func require(type: String, in item: Case) throws {
        let types = try Campaign.find(item.campaign, transaction)?.types ?? []
        guard !types.contains(type) else { return }
        let choices = types.isEmpty ? "ninguno" : types.joined(separator: ", ")
        throw DeskError.invalid("type", "case.type_unknown", "La campaña del caso no tiene el tipo «\(type)»; sus tipos: \(choices).")
    }

    /// Told to those who read the case, beside its card: a card stays small.
    fileprivate func write(_ attributes: [String: JSONValue], to item: Case) throws {
        let before = try transaction.attributes(of: item)
        var values = before
        var check = FieldCheck()
        values.take(attributes, by: try Campaign.find(item.campaign, transaction)?.fields.case ?? [], "attributes", &check)
        try check.finish()
        try run("update cases set attributes = $2 where id = $1", [.text(item.id.text), .text(values.json)])
        try index(values, before: before, of: item.id)
        announce(
            Event(kind: "case.attributes", before: item.audience, after: item.audience, data: Self.attributes(values, of: item).text))
    }

    static func attributes(_ values: FieldValues, of item: Case) -> JSONText {
        var json = JSONText()
        json.object { json in
            json.field("case", item.id)
            json.key("attributes")
            values.write(to: &json)
            json.field("version", item.version)
        }
        return json
    }
}

extension Storage.Transaction {
    fileprivate func attributes(of item: Case) throws -> FieldValues {
        try first("select attributes from cases where id = $1", [.text(item.id.text)]) { try FieldValues(json: $0.text(0)) }
            ?? FieldValues()
    }
}
