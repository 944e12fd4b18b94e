import Storage

/// The columns of a list of contacts as a file: what an import reads back, and one for each field that the viewer's campaigns ask for.
package struct ContactSheet: Sendable {
    private let labels: [String: String]
    private let campaigns: [String: String]
    private let fields: [CustomField]

    init(_ transaction: any Transaction, for viewer: Viewer) throws {
        labels = try Dictionary(
            transaction.all("select id, name from contact_label", []) { ($0.text(0), $0.text(1)) }
        ) { first, _ in first }
        let all = try Campaign.all(transaction)
        campaigns = Dictionary(all.map { ($0.id.text, $0.name) }) { first, _ in first }
        let seen = viewer.leadsAll ? Set(all.map(\.id)) : viewer.campaigns.union(viewer.led ?? [])
        fields = all.filter { seen.contains($0.id) }.flatMap(\.fields.contact).once(by: \.id)
    }

    package func headings(in language: Language) -> [String] {
        let own = [
            Phrase("Nombre"), Phrase("Código"), Phrase("Tipo de documento"), Phrase("Teléfonos"), Phrase("Correos"),
            Phrase("Otras direcciones"), Phrase("Características"), Phrase("Campañas"), Phrase("VIP"), Phrase("Bloqueado"),
            Phrase("Dirección postal"), Phrase("Nacimiento"), Phrase("Idioma"), Phrase("Ejecutivo"), Phrase("Notas"), Phrase("Creado"),
            Phrase("Actualizado"),
        ]
        return own.map { $0.text(in: language) } + fields.map(\.label)
    }

    package func page(_ page: ContactPage) throws -> ReportPage { ReportPage(cells: try page.items.map(cells), next: page.next) }

    private func cells(_ contact: Contact) throws -> [ReportPage.Cell] {
        func points(_ kinds: Set<String>) -> ReportPage.Cell {
            .text(contact.points.filter { kinds.contains($0.kind) }.map(\.display).joined(separator: "; "))
        }
        let phones: Set = ["phone", "whatsapp"]
        let others = Set(contact.points.map(\.kind)).subtracting(phones).subtracting(["email"])
        let named = try [String](json: contact.labels)
        let own: [ReportPage.Cell] = [
            .text(contact.name), .text(contact.code ?? ""), .text(contact.details.documentKind), points(phones), points(["email"]),
            points(others), .text(named.compactMap { labels[$0] }.joined(separator: "; ")),
            .text(contact.campaigns.compactMap { campaigns[$0.text] }.joined(separator: "; ")), .number(contact.isVIP ? 1 : 0),
            .number(contact.block == nil ? 0 : 1), .text(contact.details.address), .text(contact.details.birthDate),
            .text(contact.details.language), .text(contact.details.executive), .text(contact.notes), .time(contact.createdAt),
            .time(contact.updatedAt),
        ]
        return own
            + fields.map { field in
                switch contact.details.attributes[field.id] {
                case .string(let text): .text(text)
                case .number(let digits): .text(digits)
                case .bool(let answer): .text(answer ? "1" : "0")
                default: .empty
                }
            }
    }
}

extension Desk {
    package func contactSheet(for viewer: Viewer) async throws -> ContactSheet {
        try viewer.require(.read)
        return try await read { try ContactSheet($0, for: viewer) }
    }
}
