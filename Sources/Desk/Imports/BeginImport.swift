import FoundationEssentials
import Storage

extension Desk {
    /// A file whose columns are to be named before its rows are taken. A repeat with the same file answers the same.
    /// Throws `forbidden`, `id.conflict`.
    package func beginImport(_ id: ContactImportID, _ sheet: ImportedSheet, by viewer: Viewer) async throws -> (
        created: Bool, item: ContactImport
    ) {
        try viewer.requireImporter()
        return try await write(by: .staff(viewer)) { change in
            let encoder = JSONEncoder()
            let made = try change.first(
                """
                insert into contact_import (id, author, created_at, name, format, encoding, state, sha256, size, headings, sample, total, source)
                values ($1, $2, $3, $4, $5, $6, 'ready', $7, $8, $9, $10, $11, $12) on conflict do nothing returning id
                """,
                [
                    .text(id.text), .text(viewer.id.text), .integer(change.now), .text(FileType.cleanName(sheet.name)), .text(sheet.format),
                    .text(sheet.encoding), .text(sheet.lines.sha256), .integer(sheet.lines.size),
                    .text(String(decoding: try encoder.encode(sheet.headings), as: UTF8.self)),
                    .text(String(decoding: try encoder.encode(sheet.sample), as: UTF8.self)), .integer(Int64(sheet.total)),
                    .text(sheet.source),
                ]
            ) { $0.text(0) }
            guard let held = try change.transaction.contactImport(id) else { throw DeskError.idConflict(id.text) }
            guard made != nil || held.author == viewer.id && held.source == sheet.source else { throw DeskError.idConflict(id.text) }
            // So that the store keeps the rows while they are wanted: a week, unless they are taken before.
            try change.run(
                """
                insert into attachment (id, sha256, size, type, name, owner, created_at) values ($1, $2, $3, 'application/json', '', $4, $5)
                on conflict do nothing
                """,
                [.text(id.text), .text(sheet.lines.sha256), .integer(sheet.lines.size), .text("import:\(id)"), .integer(change.now)])
            return (made != nil, held)
        }
    }

    package func contactImport(_ id: ContactImportID, for viewer: Viewer) async throws -> ContactImport {
        try viewer.requireImporter()
        return try await read { try $0.contactImport(id, for: viewer) }
    }

    /// Mine, the newest first: the last fifty.
    package func contactImports(for viewer: Viewer) async throws -> [ContactImport] {
        try viewer.requireImporter()
        return try await read {
            try $0.all(
                "select \(ContactImport.columns) from contact_import where author = $1 order by created_at desc, id desc limit 50",
                [.text(viewer.id.text)], ContactImport.init(row:))
        }
    }

    /// Ends it: what it has made stays, and its rows are forgotten. Twice is the same as once.
    package func cancelImport(_ id: ContactImportID, by viewer: Viewer) async throws -> ContactImport {
        try viewer.requireImporter()
        return try await write(by: .staff(viewer)) { change in
            let held = try change.transaction.contactImport(id, for: viewer)
            guard held.state == .ready || held.state == .running else { return held }
            try change.end(held.id, .cancelled)
            return try change.transaction.contactImport(id, for: viewer)
        }
    }

    /// What was wrong with which rows, in the file's order.
    package func importErrors(_ id: ContactImportID, cursor: String?, limit: Int, for viewer: Viewer) async throws -> (
        items: [ImportFault], next: String?
    ) {
        try viewer.requireImporter()
        let after = cursor.map { $0.split(separator: ".").compactMap { Int64($0) } } ?? [0, -1]
        guard after.count == 2 else {
            throw DeskError.malformedCursor
        }
        return try await read { transaction in
            _ = try transaction.contactImport(id, for: viewer)
            let found = try transaction.all(
                """
                select row_number, place, heading, value, code, message from contact_import_error
                where import_id = $1 and (row_number, place) > ($2, $3) order by row_number, place limit $4
                """, [.text(id.text), .integer(after[0]), .integer(after[1]), SQLValue(limit + 1)]
            ) {
                ImportFault(row: $0.int(0), place: $0.int(1), column: $0.text(2), value: $0.text(3), code: $0.text(4), message: $0.text(5))
            }
            let page = Array(found.prefix(limit))
            return (page, found.count > limit ? page.last.map { "\($0.row).\($0.place)" } : nil)
        }
    }
}

/// One thing that is wrong with one row of a file, in its author's language.
package struct ImportFault: Sendable, Equatable {
    package let row: Int64
    let place: Int64
    package let column: String
    package let value: String
    package let code: String
    package let message: String

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("row", row)
            json.field("column", column.isEmpty ? nil : column)
            json.field("value", value.isEmpty ? nil : value)
            json.field("code", code)
            json.field("message", message)
        }
    }
}

extension Change {
    /// No more rows are taken, and the file's are forgotten.
    func end(_ id: ContactImportID, _ state: ContactImport.State, reason: String = "") throws {
        try run(
            "update contact_import set state = $2, finished_at = $3, reason = $4, sample = '[]' where id = $1",
            [.text(id.text), .text(state.rawValue), .integer(now), .text(reason)])
        try run("delete from attachment where id = $1 and owner = $2", [.text(id.text), .text("import:\(id)")])
        try tellProgress(of: id)
    }

    func tellProgress(of id: ContactImportID) throws {
        guard let held = try transaction.contactImport(id) else { return }
        var json = JSONText()
        json.object { held.writeProgress(to: &$0) }
        announce(.about("import.progress", to: held.author, data: json.text))
    }
}
