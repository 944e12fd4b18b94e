import Storage

/// Nil leaves it; an empty type takes it away.
package struct CaseChanges: Sendable {
    package var priority: Priority?
    package var type: String?
    package init(priority: Priority? = nil, type: String? = nil) {
        self.priority = priority
        self.type = type
    }
}

extension Desk {
    /// Priority and type. A waiting case of a higher priority is offered before older ones. Throws `case.type_unknown`, `case.not_found`.
    package func updateCase(_ reference: CaseReference, _ changes: CaseChanges, by viewer: Viewer) async throws -> Case {
        try await write(by: .staff(viewer)) { change in
            let item = try change.touch(reference, sight: .full, leads: .card)
            if let type = changes.type, !type.isEmpty {
                let types = try Campaign.find(item.campaign, change.transaction)?.types ?? []
                guard types.contains(type) else {
                    let choices = types.isEmpty ? "ninguno" : types.joined(separator: ", ")
                    throw DeskError.invalid(
                        "type", "case.type_unknown", "La campaña del caso no tiene el tipo «\(type)»; sus tipos: \(choices).")
                }
            }
            let priority = changes.priority ?? item.priority
            let shown = try change.set(
                item, "priority = $2, type = $3", [.integer(priority.rawValue), .text(changes.type ?? item.type)])
            let line =
                priority == item.priority
                ? nil : try change.say("priority", [("by", viewer.name), ("priority", priority.word)], in: shown)
            change.announce(.on(shown, "case.updated", before: item.audience, message: line?.json ?? ""))
            return shown
        }
    }
}
