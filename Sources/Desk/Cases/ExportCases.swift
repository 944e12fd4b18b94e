import Storage

extension Desk {
    /// One page of a list as the rows of a file; what the viewer sees of a case by its card, and nothing of what was written.
    package func caseRows(_ query: CaseQuery, for viewer: Viewer) async throws -> ReportPage {
        let organisation = try await organisation(), now = now()
        return try await read { transaction in
            var page = ReportPage()
            let names = try CaseNames(transaction)
            var list = try CaseList(query, for: viewer, now: now, in: organisation, transaction)
            page.next = try list.page { row in page.cells.append(try names.cells(of: try Case(row: row))) }
            return page
        }
    }

    package static func caseHeadings(in language: Language) -> [String] {
        [
            Phrase("Caso"), Phrase("Estado del caso"), Phrase("Cliente"), Phrase("Código"), Phrase("Dirección"), Phrase("Canal"),
            Phrase("Campaña"),
            Phrase("Cola"), Phrase("Asesor"), Phrase("Prioridad"), Phrase("Tipo"), Phrase("Etiquetas"), Phrase("Asunto"),
            Phrase("Descripción"),
            Phrase("Resultado"), Phrase("Sin leer"), Phrase("Creado"), Phrase("Actualizado"), Phrase("Cerrado"), Phrase("Seguimiento"),
        ].map { $0.text(in: language) }
    }
    package static func caseTitle(in language: Language) -> String { Phrase("Casos").text(in: language) }
}

/// What ids are called.
private struct CaseNames {
    private var campaigns: [String: String] = [:]
    private var queues: [String: String] = [:]
    private var users: [String: String] = [:]
    private var tags: [String: String] = [:]

    init(_ transaction: any Transaction) throws {
        func names(_ table: String) throws -> [String: String] {
            var all: [String: String] = [:]
            try transaction.each("select id, name from \(table)", []) { all[$0.text(0)] = $0.text(1) }
            return all
        }
        campaigns = try names("campaign")
        queues = try names("queue")
        users = try names("users")
        tags = try names("tag")
    }

    func cells(of item: Case) throws -> [ReportPage.Cell] {
        func time(_ at: Int64) -> ReportPage.Cell { at > 0 ? .time(at) : .empty }
        let shown = item.contactName.flatMap { $0.isEmpty ? nil : $0 } ?? (item.pointName.isEmpty ? item.pointDisplay : item.pointName)
        let labels = try [String](json: item.tags).map { tags[$0] ?? $0 }.joined(separator: ", ")
        return [
            .number(item.number), .text(item.state.rawValue), .text(shown), .text(item.contactCode ?? ""), .text(item.pointDisplay),
            .text(item.channel), .text(campaigns[item.campaign.text] ?? ""), .text(queues[item.queue.text] ?? ""),
            .text((item.agent ?? item.closedBy).flatMap { users[$0.text] } ?? ""), .text(item.priority.word), .text(item.type),
            .text(labels),
            .text(item.subject), .text(item.description), .text(item.outcome), .number(item.unreadCount), time(item.createdAt),
            time(item.updatedAt), time(item.closedAt), time(item.followUpAt),
        ]
    }
}
