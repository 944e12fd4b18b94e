import Desk
import Hummingbird

extension DeskServer {
    var contactImportRoutes: [Route] {
        [
            .staff(.get, "/api/v1/contact-imports") { _, me in
                .list(try await desk.contactImports(for: me)) { $1.write(to: &$0) }
            },
            .staff(.put, "/api/v1/contact-imports/{id}", query: ["name"]) { call, me in
                let (isNew, item) = try await takeSheet(call, me)
                return .json(isNew ? .created : .ok) { item.write(to: &$0) }
            },
            .staff(.get, "/api/v1/contact-imports/{id}") { call, me in
                let item = try await desk.contactImport(try call.id(noun: "import"), for: me)
                return .json { item.write(to: &$0) }
            },
            .staff(.delete, "/api/v1/contact-imports/{id}") { call, me in
                let item = try await desk.cancelImport(try call.id(noun: "import"), by: me)
                return .json { item.write(to: &$0) }
            },
            .staff(.put, "/api/v1/contact-imports/{id}/mapping", query: ["preview"]) { call, me in
                let id: ContactImportID = try call.id(noun: "import")
                let headings = try await desk.contactImport(id, for: me).headings
                let plan = try await call.body { try ImportPlan(&$0, headings: headings) }
                if try call.query.bool("preview") == true {
                    return .list(try await desk.previewImport(id, plan, by: me)) { $1.write(to: &$0) }
                }
                let item = try await desk.startImport(id, plan, by: me)
                return .json { item.write(to: &$0) }
            },
            .staff(.get, "/api/v1/contact-imports/{id}/errors", query: ["cursor", "limit"]) { call, me in
                let page = try await desk.importErrors(
                    try call.id(noun: "import"), cursor: try call.query.one("cursor"), limit: try call.query.limit(), for: me)
                return .json { json in
                    json.object { json in
                        json.key("items")
                        json.array(page.items) { $1.write(to: &$0) }
                        json.field("next", page.next)
                    }
                }
            },
        ]
    }

    private static let sheetTypes: Set<String> = [
        "text/csv", "text/plain", "text/tab-separated-values", "application/csv", "application/vnd.ms-excel", "application/octet-stream",
        XLSXWriter.type,
    ]

    /// The body goes to disk as it comes, and is read from there; what it is its bytes say.
    private func takeSheet(_ call: Call, _ viewer: Viewer) async throws -> (created: Bool, item: ContactImport) {
        let id: ContactImportID = try call.newID()
        try viewer.requireStaffLead()
        guard Self.sheetTypes.contains(call.contentType) else {
            throw DeskError("import.type", "Envía el archivo como text/csv o como XLSX.")
        }
        if let length = call.request.headers[.contentLength].flatMap(Int64.init), length > SheetLimit.file {
            throw DeskError.tooLarge(SheetLimit.file)
        }
        let writer = try await desk.attachments.begin(limit: SheetLimit.file)
        let source: StoredFile
        do {
            for try await piece in call.request.body { try await writer.write(piece) }
            source = try await writer.finish()
        } catch {
            await writer.discard()
            throw error
        }
        let name = try call.query.one("name") ?? ContentDisposition.fileName(call.request.headers[.contentDisposition]) ?? ""
        return try await desk.beginImport(id, try await SheetIntake.read(source, name: name, store: desk.attachments), by: viewer)
    }
}

extension Viewer {
    fileprivate func requireStaffLead() throws {
        guard isStaffLead else { throw DeskError.forbidden("Solo un supervisor o un administrador importa contactos.") }
    }
}

extension ImportPlan {
    /// `columns` names a column by its place from 0, or by its heading; what is null is not used.
    fileprivate init(_ fields: inout Fields, headings: [String]) throws {
        var columns: [Int: String] = [:]
        for (key, value) in try fields.optionalMembers("columns", most: SheetLimit.columns) ?? [:] {
            guard let index = Int(key) ?? headings.firstIndex(of: key) else {
                throw DeskError.invalid(
                    "columns.\(key.prefix(60))", "column.unknown", "El archivo no tiene la columna «\(key.prefix(60))».")
            }
            switch value {
            case .null: continue
            case .string(let field):
                if !field.isEmpty { columns[index] = field.hasPrefix("attribute.") ? "attributes." + field.dropFirst(10) : field }
            default: throw DeskError.invalid("columns.\(key.prefix(60))", "type", "«columns» dice de cada columna su campo, o null.")
            }
        }
        self.init(
            columns: columns, match: try fields.choice("match"), onMatch: try fields.choice("onMatch"), campaign: try fields.id("campaign"),
            labels: try fields.optionalIDs("labels", most: 50) ?? [])
    }
}
