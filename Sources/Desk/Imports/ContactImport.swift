import FoundationEssentials
import Storage

/// A file of contacts as the edge has read it: its rows stand in the store as lines of JSON, `[row, cell, …]`.
package struct ImportedSheet: Sendable {
    package let name: String
    package let format: String
    package let encoding: String
    /// SHA-256 of the file as it was sent.
    package let source: String
    package let headings: [String]
    package let sample: [[String]]
    package let total: Int
    package let lines: StoredFile

    package init(
        name: String, format: String, encoding: String, source: String, headings: [String], sample: [[String]], total: Int,
        lines: StoredFile
    ) {
        self.name = name
        self.format = format
        self.encoding = encoding
        self.source = source
        self.headings = headings
        self.sample = sample
        self.total = total
        self.lines = lines
    }
}

/// What is made of a file's rows.
package struct ImportPlan: Codable, Sendable, Equatable {
    package enum Match: String, Codable, Sendable, CaseIterable { case code, phone, email }
    package enum OnMatch: String, Codable, Sendable, CaseIterable { case update, skip }

    /// The field of each column that is used, by the column's place from 0; an attribute as `attributes.<id>`.
    package var columns: [Int: String]
    package var match: Match
    package var onMatch: OnMatch
    package var campaign: String
    package var labels: [String]

    package init(columns: [Int: String], match: Match, onMatch: OnMatch, campaign: CampaignID, labels: [ContactLabelID]) {
        self.columns = columns
        self.match = match
        self.onMatch = onMatch
        self.campaign = campaign.text
        self.labels = labels.map(\.text)
    }
}

/// A file of contacts on its way in.
package struct ContactImport: Sendable {
    package enum State: String, Sendable { case ready, running, done, cancelled, failed }

    package let id: ContactImportID
    package let author: UserID
    package let createdAt: Int64
    package let name: String
    package let format: String
    package let encoding: String
    package let state: State
    let lines: StoredFile
    package let headings: [String]
    package let sample: [[String]]
    package let total: Int64
    package let plan: ImportPlan?
    let place: Int64
    package let done: Int64
    package let created: Int64
    package let updated: Int64
    package let skipped: Int64
    package let failed: Int64
    package let startedAt: Int64
    package let finishedAt: Int64
    let source: String
    /// Why it failed as a whole: `file` (its rows are gone from the store) or `author` (whoever began it may do so no more).
    package let reason: String

    static let columns = """
        id, author, created_at, name, format, encoding, state, sha256, size, headings, sample, total, plan, place, done, created, updated, skipped, \
        failed, started_at, finished_at, source, reason
        """
    init(row: borrowing Row) throws {
        id = ID(row.text(0))
        author = ID(row.text(1))
        createdAt = row.int(2)
        name = row.text(3)
        format = row.text(4)
        encoding = row.text(5)
        state = State(rawValue: row.text(6)) ?? .failed
        lines = StoredFile(sha256: row.text(7), size: row.int(8))
        headings = try JSONDecoder().decode([String].self, from: Data(row.text(9).utf8))
        sample = try JSONDecoder().decode([[String]].self, from: Data(row.text(10).utf8))
        total = row.int(11)
        plan = row.text(12).isEmpty ? nil : try JSONDecoder().decode(ImportPlan.self, from: Data(row.text(12).utf8))
        place = row.int(13)
        done = row.int(14)
        created = row.int(15)
        updated = row.int(16)
        skipped = row.int(17)
        failed = row.int(18)
        startedAt = row.int(19)
        finishedAt = row.int(20)
        source = row.text(21)
        reason = row.text(22)
    }

    package func write(to json: inout JSONText) {
        json.object { json in
            writeProgress(to: &json)
            json.field("name", name)
            json.field("format", format)
            json.field("encoding", encoding)
            json.field("createdAt", time: createdAt)
            json.field("startedAt", time: startedAt)
            json.field("finishedAt", time: finishedAt)
            json.key("columns")
            json.array(headings) { $0.string($1) }
            json.key("mapping")
            json.object { json in
                let guesses = ImportGuess.fields(of: headings)
                for index in headings.indices {
                    guard let field = plan == nil ? guesses[index] : plan?.columns[index] else { continue }
                    json.key(named: "\(index)")
                    json.string(field)
                }
            }
            json.key("rows")
            json.array(sample) { json, row in json.array(row) { $0.string($1) } }
            json.key("plan")
            if let plan { plan.write(to: &json) } else { json.null() }
        }
    }

    /// What a personal event tells while it runs.
    func writeProgress(to json: inout JSONText) {
        json.field("id", id)
        json.field("state", state.rawValue)
        json.field("problem", reason.isEmpty ? nil : reason)
        json.field("total", total)
        json.field("done", done)
        json.field("created", created)
        json.field("updated", updated)
        json.field("skipped", skipped)
        json.field("failed", failed)
    }
}

extension ImportPlan {
    fileprivate func write(to json: inout JSONText) {
        json.object { json in
            json.field("match", match.rawValue)
            json.field("onMatch", onMatch.rawValue)
            json.field("campaign", campaign)
            json.key("labels")
            json.array(labels) { $0.string($1) }
        }
    }
}

extension Storage.Transaction {
    func contactImport(_ id: ContactImportID) throws -> ContactImport? {
        try first("select \(ContactImport.columns) from contact_import where id = $1", [.text(id.text)], ContactImport.init(row:))
    }

    /// Whoever began it sees it, and administrators do.
    func contactImport(_ id: ContactImportID, for viewer: Viewer) throws -> ContactImport {
        guard let found = try contactImport(id), found.author == viewer.id || viewer.role == .administrator else {
            throw DeskError("import.not_found", "No hay ninguna importación con ese identificador que puedas ver.")
        }
        return found
    }
}

extension Viewer {
    func requireImporter() throws {
        guard isStaffLead, scopes.contains(.write) else {
            throw DeskError.forbidden("Solo un supervisor o un administrador importa contactos.")
        }
    }
}
