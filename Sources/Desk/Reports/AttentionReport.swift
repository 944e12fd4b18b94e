import Storage

/// Every case that began in a time, the newest first: who had it, how it ended, how often it was passed on and classified. A merged one is part of another.
struct AttentionReport {
    private let query: ReportQuery
    private let viewer: Viewer
    private let transaction: any Transaction

    init(_ query: ReportQuery, _ viewer: Viewer, _ transaction: any Transaction) {
        self.query = query
        self.viewer = viewer
        self.transaction = transaction
    }

    private struct Attention {
        let item: ReportCase
        let transfers: Int64
        let forms: Int64
    }

    func page(cells: Bool) throws -> ReportPage {
        let found = try rows()
        var page = ReportPage()
        if found.count == query.limit, let last = found.last?.item { page.next = "\(last.createdAt).\(last.number)" }
        if cells {
            page.cells = found.map(Self.cells)
            return page
        }
        let totals = query.cursor == nil ? try self.totals() : nil
        var json = JSONText(capacity: 32 * 1024)
        json.object { json in
            json.key("items")
            json.array(found) { json, row in
                json.object { json in
                    json.key("case")
                    row.item.write(to: &json)
                    json.field("transfers", row.transfers)
                    json.field("dispositions", row.forms)
                    json.key("seconds")
                    if row.item.closedAt > 0 { json.integer((row.item.closedAt - row.item.createdAt) / 1000) } else { json.null() }
                }
            }
            json.field("next", page.next)
            json.key("totals")
            if let totals {
                json.object { json in
                    json.field("cases", totals.all)
                    json.field("closed", totals.closed)
                    json.field("live", totals.all - totals.closed)
                }
            } else {
                json.null()
            }
        }
        page.json = json.bytes
        return page
    }

    private func rows() throws -> [Attention] {
        var values = ReportValues()
        let from = values.bind(.integer(query.from)), to = values.bind(.integer(query.to))
        let limit = values.bind(.integer(Int64(query.limit)))
        var cut = ""
        if let place = try query.place() {
            cut = "and (c.created_at, c.number) < (\(values.bind(.integer(place.at))), \(values.bind(.integer(Int64(place.id) ?? 0))))"
        }
        let ids = branches(&values).map { branch in
            """
            select * from (select c.id from cases c where \(branch) and c.created_at >= \(from) and c.created_at < \(to) and c.merged_into = '' \(cut)
                order by c.created_at desc, c.number desc limit \(limit)) part
            """
        }
        return try transaction.all(
            """
            select \(ReportCase.columns), (select count(*) from transfer t where t.case_id = c.id and t.state <> 'undone'),
                (select count(*) from disposition d where d.case_id = c.id)
            from \(ReportCase.tables) where c.id in (\(ids.joined(separator: " union "))) order by c.created_at desc, c.number desc limit \(limit)
            """, values.all
        ) { Attention(item: ReportCase(row: $0), transfers: $0.int(ReportCase.count), forms: $0.int(ReportCase.count + 1)) }
    }

    private func totals() throws -> (all: Int64, closed: Int64) {
        var values = ReportValues()
        let from = values.bind(.integer(query.from)), to = values.bind(.integer(query.to))
        let parts = branches(&values).map { branch in
            "select c.id, c.state from cases c where \(branch) and c.created_at >= \(from) and c.created_at < \(to) and c.merged_into = ''"
        }
        return try transaction.first(
            "select count(*), cast(coalesce(sum(case when state = 'closed' then 1 else 0 end), 0) as bigint) from (\(parts.joined(separator: " union all "))) every_one",
            values.all
        ) { ($0.int(0), $0.int(1)) } ?? (0, 0)
    }

    /// Each is a stretch of an index in the order asked for; of one agent it is what they closed, hold or passed on.
    private func branches(_ values: inout ReportValues) -> [String] {
        var filters = ""
        func bound(_ column: String, _ id: String?) { if let id { filters += " and \(column) = \(values.bind(.text(id)))" } }
        bound("c.campaign_id", query.campaign?.text)
        bound("c.queue_id", query.queue?.text)
        bound("c.outcome", query.outcome)
        if let led = viewer.led?.map(\.text).sorted() {
            filters += " and c.campaign_id in (\(led.map { values.bind(.text($0)) }.joined(separator: ", ")))"
        }
        if !viewer.isStaffLead { filters += " and \(theirs(viewer.id, &values))" }
        if let agent = query.agent { filters += " and \(theirs(agent, &values))" }
        return CaseState.allCases.map { "c.state = '\($0.rawValue)'\(filters)" }
    }

    private func theirs(_ agent: UserID, _ values: inout ReportValues) -> String {
        let me = values.bind(.text(agent.text)), from = values.bind(.integer(query.from))
        return """
            c.id in (select h.id from cases h where h.agent_id = \(me) union select d.id from cases d where d.closed_by = \(me) and d.closed_at >= \(from)
                union select a.case_id from attended a where a.user_id = \(me) and a.at >= \(from))
            """
    }

    static func headings(_ language: Language) -> [String] {
        [
            Phrase("Caso"), Phrase("Cliente"), Phrase("Código"), Phrase("Dirección"), Phrase("Canal"), Phrase("Campaña"), Phrase("Cola"),
            Phrase("Asesor"),
            Phrase("Estado del caso"), Phrase("Inicio"), Phrase("Abierto"), Phrase("Fin"), Phrase("Duración (s)"), Phrase("Resultado"),
            Phrase("Transferencias"),
            Phrase("Gestiones"),
        ].map { $0.text(in: language) }
    }

    private static func cells(_ row: Attention) -> [ReportPage.Cell] {
        let item = row.item
        func time(_ at: Int64) -> ReportPage.Cell { at > 0 ? .time(at) : .empty }
        return [
            .number(item.number), .text(item.name), .text(item.customer.code), .text(item.customer.point), .text(item.channel),
            .text(item.campaign.name),
            .text(item.queue.name), .text(item.agent?.name ?? ""), .text(item.state), .time(item.createdAt), time(item.openedAt),
            time(item.closedAt),
            item.closedAt > 0 ? .number((item.closedAt - item.createdAt) / 1000) : .empty, .text(item.outcome), .number(row.transfers),
            .number(row.forms),
        ]
    }
}

extension ReportQuery.Name {
    /// The first row of an export.
    package func headings(in language: Language) -> [String] {
        switch self {
        case .transfers: TransferReport.headings(language)
        case .attentions: AttentionReport.headings(language)
        }
    }
    package func title(in language: Language) -> String {
        switch self {
        case .transfers: Phrase("Transferencias").text(in: language)
        case .attentions: Phrase("Atenciones").text(in: language)
        }
    }
}
