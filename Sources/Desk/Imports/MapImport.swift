import FoundationEssentials
import Storage

extension Desk {
    /// Says what each column is, and starts. The same again answers the same. Throws `import.state` for one that has begun otherwise, `request.invalid`,
    /// `campaign.not_found`, `import.not_found`.
    package func startImport(_ id: ContactImportID, _ plan: ImportPlan, by viewer: Viewer) async throws -> ContactImport {
        try viewer.requireImporter()
        return try await write(by: .staff(viewer)) { change in
            let held = try change.transaction.contactImport(id, for: viewer)
            if held.plan == plan { return held }
            try change.judge(plan, of: held, by: viewer)
            let started = try change.first(
                "update contact_import set state = 'running', plan = $2, started_at = $3 where id = $1 and state = 'ready' returning id",
                [.text(id.text), .text(String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)), .integer(change.now)]
            ) { $0.text(0) }
            guard started != nil else {
                throw DeskError("import.state", "Esta importación ya empezó o ya terminó; envía el archivo otra vez para empezar de nuevo.")
            }
            try change.enqueue(.importContacts, lane: "import:\(id)", data: id.text)
            try change.audit("contacts.import", target: id.text, data: "{\"rows\":\(held.total)}")
            return try change.transaction.contactImport(id, for: viewer)
        }
    }

    /// What the first rows would become: nothing is kept of it.
    package func previewImport(_ id: ContactImportID, _ plan: ImportPlan, by viewer: Viewer) async throws -> [ImportTrial] {
        try viewer.requireImporter()
        do {
            return try await write(by: .staff(viewer)) { change in
                let held = try change.transaction.contactImport(id, for: viewer)
                try change.judge(plan, of: held, by: viewer)
                let rules = try ImportRules(
                    plan, change.transaction, headings: held.headings, by: viewer, today: change.organisation().day(at: change.now))
                throw TrialEnd(
                    trials: try held.sample.enumerated().map { index, cells in
                        try change.trial(ImportLine(number: Int64(index + 2), cells: cells), rules)
                    })
            }
        } catch let end as TrialEnd { return end.trials }
    }
}

/// What one row would become.
package struct ImportTrial: Sendable {
    package let row: Int64
    /// `created`, `updated`, `skipped` or `failed`
    package let outcome: String
    package let faults: [ImportFault]

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("row", row)
            json.field("outcome", outcome)
            json.key("errors")
            json.array(faults) { $1.write(to: &$0) }
        }
    }
}

/// Undoes a trial, which carries out what it found.
private struct TrialEnd: Error { let trials: [ImportTrial] }

extension Change {
    fileprivate func trial(_ line: ImportLine, _ rules: ImportRules) throws -> ImportTrial {
        do {
            return ImportTrial(row: line.number, outcome: try part { try take(line, rules) }.rawValue, faults: [])
        } catch let error as DeskError {
            return ImportTrial(row: line.number, outcome: "failed", faults: rules.faults(of: error, in: line))
        }
    }

    fileprivate func judge(_ plan: ImportPlan, of held: ContactImport, by viewer: Viewer) throws {
        var check = FieldCheck()
        let fields = plan.columns.values
        for (index, field) in plan.columns.sorted(by: { $0.key < $1.key }) {
            let place = "columns.\(index)"
            if !held.headings.indices.contains(index) { check.fault(place, "column.unknown", "El archivo no tiene la columna \(index).") }
            if !ImportGuess.fields.contains(field), !field.hasPrefix("attributes.") {
                check.fault(place, "field.unknown", "Los contactos no tienen el campo «\(field.prefix(60))».")
            }
            if !ImportGuess.several.contains(field), fields.count(where: { $0 == field }) > 1 {
                check.fault(place, "field.repeated", "Dos columnas son el campo «\(field)»; deja una.")
            }
        }
        if !fields.contains("name"), !fields.contains("firstName"), !fields.contains("lastName") {
            check.fault("columns", "name.missing", "Ninguna columna es el nombre: dilo de una de ellas.")
        }
        if !fields.contains(plan.match.rawValue) {
            check.fault("match", "match.missing", "Ninguna columna es «\(plan.match.rawValue)», por el que se reconocería a cada contacto.")
        }
        try check.finish()
        let campaign = CampaignID(plan.campaign)
        guard let found = try Campaign.find(campaign, transaction), found.archivedAt == 0, viewer.leads(campaign) else {
            throw DeskError.noCampaign
        }
        for label in plan.labels {
            guard let found = try ContactLabel.find(ID(label), transaction), found.archivedAt == 0 else { throw DeskError.noLabel }
        }
        for field in fields where field.hasPrefix("attributes.") {
            guard found.fields.contact.contains(where: { "attributes.\($0.id)" == field }) else {
                throw DeskError.invalid("columns", "field.unknown", "La campaña no tiene el campo «\(field.prefix(60))».")
            }
        }
    }
}
